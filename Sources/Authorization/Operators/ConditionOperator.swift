/// A condition operator without quantifier and suffix: `StringLike`, `NumericLessThan`.
///
/// `IfExists`, `ForAllValues` and `ForAnyValue` are applied by the evaluator, never by an operator.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
public struct ConditionOperator: Sendable {
  /// What the values of an operator are.
  public enum ValueKind: String, Sendable, Hashable, CaseIterable {
    case string, number, date, boolean, binary, address, arn
  }

  /// One policy value compared with one request value.
  public struct Example: Sendable, Hashable {
    /// The value in the policy.
    public var policyValue: String
    /// The value in the request.
    public var requestValue: String
    /// Whether a condition with that value holds.
    public var holds: Bool

    init(_ policyValue: String, _ requestValue: String, _ holds: Bool) {
      self.policyValue = policyValue
      self.requestValue = requestValue
      self.holds = holds
    }
  }

  /// The operator's name as AWS spells it.
  public let name: String
  /// What its values are.
  public let valueKind: ValueKind
  /// Whether it holds when no value matches, and so also when the key is absent.
  public let isNegated: Bool
  /// Whether `*` and `?` in the policy's values are wildcards.
  public let allowsWildcards: Bool
  /// Whether policy variables are expanded in its values.
  public let expandsVariables: Bool
  /// What it does, in a sentence.
  public let summary: String
  /// Worked examples; each is a test.
  public let examples: [Example]
  /// How two values compare.
  let comparison: Comparison

  init(
    _ name: String, _ valueKind: ValueKind, _ comparison: Comparison, isNegated: Bool = false,
    allowsWildcards: Bool = false, expandsVariables: Bool = false, summary: String, examples: [Example]
  ) {
    self.name = name
    self.valueKind = valueKind
    self.comparison = comparison
    self.isNegated = isNegated
    self.allowsWildcards = allowsWildcards
    self.expandsVariables = expandsVariables
    self.summary = summary
    self.examples = examples
  }

  /// All operators, family by family.
  public static let all: [ConditionOperator] =
    StringOperators.all + NumericOperators.all + DateOperators.all + BooleanOperators.all + BinaryOperators.all
    + AddressOperators.all + ARNOperators.all + NullOperator.all

  /// By the name as AWS spells it, and in lower case.
  private static let byName: [String: ConditionOperator] = Dictionary(
    all.flatMap { [($0.name, $0), ($0.name.lowercased(), $0)] }, uniquingKeysWith: { first, _ in first })

  /// The operator of a name; case does not matter (docs/undocumented-by-aws.md, U1).
  public static func named(_ name: String) -> ConditionOperator? { byName[name] ?? byName[name.lowercased()] }
}

/// How a policy value and a request value compare, in the order of rising cost.
enum Comparison: UInt8, BitwiseCopyable, Sendable {
  case null
  case boolean
  case stringEquals
  case stringEqualsIgnoreCase
  case stringLike
  case arnLike
  case numberEquals, numberLess, numberLessOrEqual, numberGreater, numberGreaterOrEqual
  case address
  case dateEquals, dateLess, dateLessOrEqual, dateGreater, dateGreaterOrEqual
  case binary
}
