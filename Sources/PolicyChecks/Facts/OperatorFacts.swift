public import PolicyLanguage

/// What a condition operator compares, and how.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
public struct OperatorFacts: Sendable, Hashable {
  /// What is compared.
  public enum Family: Sendable, Hashable {
    case string, numeric, date, bool, binary, ipAddress, arn, null
  }

  /// What is compared.
  public let family: Family
  /// Whether it is one of the `Not…` operators.
  public let isNegated: Bool
  /// Whether wildcards in its values are wildcards.
  public let takesWildcards: Bool
  /// The quantifier over several values of the request.
  public let qualifier: ConditionOperatorName.SetQualifier?
  /// Whether an absent key satisfies it.
  public let ifExists: Bool
  /// Its name without quantifier and suffix, in lower case.
  public let base: String

  /// The operator of a name; `nil` when there is none.
  public init?(_ name: ConditionOperatorName) {
    base = name.base.lowercased()
    guard let entry = Self.table[base] else { return nil }
    family = entry.family
    isNegated = entry.isNegated
    takesWildcards = entry.takesWildcards
    qualifier = name.qualifier
    ifExists = name.ifExists
  }

  /// Whether requests without the key pass.
  public var passesWithoutKey: Bool { ifExists || isNegated || family == .null || qualifier == .forAllValues }

  /// The names, as AWS spells them.
  public static let names = [
    "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike",
    "StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals",
    "NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals", "DateNotEquals", "DateLessThan",
    "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress",
    "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "Null",
  ]

  private static let table: [String: (family: Family, isNegated: Bool, takesWildcards: Bool)] = {
    var table: [String: (family: Family, isNegated: Bool, takesWildcards: Bool)] = [:]
    for name in names {
      let family: Family
      switch name {
      case let name where name.hasPrefix("String"): family = .string
      case let name where name.hasPrefix("Numeric"): family = .numeric
      case let name where name.hasPrefix("Date"): family = .date
      case let name where name.hasPrefix("Arn"): family = .arn
      case "Bool": family = .bool
      case "BinaryEquals": family = .binary
      case "Null": family = .null
      default: family = .ipAddress
      }
      // ArnEquals and ArnLike do the same.
      table[name.lowercased()] = (family, name.contains("Not"), name.hasSuffix("Like") || family == .arn)
    }
    return table
  }()
}
