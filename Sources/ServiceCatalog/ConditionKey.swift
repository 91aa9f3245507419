/// A condition key that requests to a service can have.
public struct ConditionKey: Sendable {
  let catalog: ServiceCatalog
  let index: Int

  /// What its values are.
  public enum ValueType: String, Sendable, Hashable, CaseIterable {
    case string = "String"
    case arn = "ARN"
    case bool = "Bool"
    case numeric = "Numeric"
    case date = "Date"
    case ipAddress = "IPAddress"
    case binary = "Binary"
  }

  /// Its name with prefix; `${TagKey}` stands for the key of a tag.
  public var name: String { catalog.tables.string(.keys, index, 0) }
  /// What its values are.
  public var valueType: ValueType {
    let number = catalog.tables.u8(.keys, index, 4)
    return number < ValueType.allCases.count ? ValueType.allCases[number] : .string
  }
  /// Whether it holds a set of values.
  public var isMultivalued: Bool { catalog.tables.u8(.keys, index, 5) == 1 }
  /// Whether it is a global key, which every service may have.
  public var isGlobal: Bool { name.hasPrefix("aws:") }
}
