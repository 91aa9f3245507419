import ServiceCatalog

/// What the catalogue knows of the values of condition keys.
struct KeyTypes {
  let catalog: ServiceCatalog?

  /// The type of a key's values; `nil` when the catalogue does not know the key.
  func type(of key: String) -> (values: ConditionKey.ValueType, isMultivalued: Bool)? {
    catalog?.declaration(ofConditionKey: key).map { ($0.valueType, $0.isMultivalued) }
  }
}
