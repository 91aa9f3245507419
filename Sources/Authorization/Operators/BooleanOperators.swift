/// `true` and `false`.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean
enum BooleanOperators {
  static let all: [ConditionOperator] = [
    // Variables: the operators page says yes, the variables page no (docs/undocumented-by-aws.md, U7).
    ConditionOperator(
      "Bool", .boolean, .boolean, expandsVariables: true, summary: "The truth values are the same.",
      examples: [.init("true", "true", true), .init("false", "true", false), .init("true", "yes", false)])
  ]
}
