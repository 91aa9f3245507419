import Authorization
import ServiceCatalog

/// What the catalogue knows of the values of condition keys.
struct KeyTypes {
  private let catalog: ServiceCatalog?
  private let action: Action?

  init(catalog: ServiceCatalog?, action: String) {
    self.catalog = catalog
    self.action = catalog?.action(named: action)
  }

  /// The type of a key's values; `nil` when the catalogue does not know the key.
  func type(of key: String) -> (values: ConditionKey.ValueType, isMultivalued: Bool)? {
    if let global = catalog?.globalConditionKey(named: key) { return (global.valueType, global.isMultivalued) }
    return action?.conditionKey(named: key).map { ($0.valueType, $0.isMultivalued) }
  }
}
