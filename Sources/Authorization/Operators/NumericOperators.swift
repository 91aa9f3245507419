/// Whole and decimal numbers.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric
enum NumericOperators {
  static let all: [ConditionOperator] = [
    ConditionOperator(
      "NumericEquals", .number, .numberEquals, summary: "The numbers are equal.",
      examples: [.init("10", "10.0", true), .init("10", "11", false), .init("10", "ten", false)]),
    ConditionOperator(
      "NumericNotEquals", .number, .numberEquals, isNegated: true, summary: "The numbers differ.",
      examples: [.init("10", "11", true), .init("10", "10", false)]),
    ConditionOperator(
      "NumericLessThan", .number, .numberLess, summary: "The request's number is below the policy's.",
      examples: [.init("10", "9.5", true), .init("10", "10", false)]),
    ConditionOperator(
      "NumericLessThanEquals", .number, .numberLessOrEqual,
      summary: "The request's number is at most the policy's.",
      examples: [.init("3600", "3600", true), .init("3600", "3601", false)]),
    ConditionOperator(
      "NumericGreaterThan", .number, .numberGreater, summary: "The request's number is above the policy's.",
      examples: [.init("10", "10.1", true), .init("10", "10", false)]),
    ConditionOperator(
      "NumericGreaterThanEquals", .number, .numberGreaterOrEqual,
      summary: "The request's number is at least the policy's.",
      examples: [.init("7", "7", true), .init("7", "6", false), .init("-3", "-2", true)]),
  ]
}
