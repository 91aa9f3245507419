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

    /// The type of a number of the binary form.
    init(number: Int) { self = number < Self.allCases.count ? Self.allCases[number] : .string }
  }

  /// Its name with prefix; `${…}` stands for a part that the policy's author fills in, such as the key of a tag.
  public var name: String { catalog.tables.string(.keys, index, 0) }
  /// What its values are.
  public var valueType: ValueType { ValueType(number: catalog.tables.u8(.keys, index, 4)) }
  /// Whether it holds a set of values, so that a condition needs `ForAllValues` or `ForAnyValue`.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
  public var isMultivalued: Bool { catalog.tables.u8(.keys, index, 5) == 1 }
  /// The global key that it is; `nil` for a service's own.
  public var globalKey: GlobalConditionKey? { catalog.globalConditionKey(named: name) }
  /// Whether it is a global key: AWS defines it, not the service.
  public var isGlobal: Bool { globalKey != nil }
  /// Whether a part of its name is to be filled in.
  public var isTemplate: Bool { catalog.tables.text(.keys, index, 0).contains(UInt8(ascii: "$")) }

  /// Whether a name as a policy writes it names this key, in any case: `aws:ResourceTag/Team` is
  /// `aws:ResourceTag/${TagKey}`.
  public func isNamed(_ name: String) -> Bool {
    let template = catalog.tables.text(.keys, index, 0)
    var name = name
    return name.withUTF8 { KeyTemplate.matches(template, $0) }
  }
}
