/// Whether a key is there at all.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null
enum NullOperator {
  static let all: [ConditionOperator] = [
    ConditionOperator(
      "Null", .boolean, .null, summary: "`true`: the key is absent or empty; `false`: it is there with a value.",
      examples: [.init("true", "anything", false), .init("false", "anything", true)])
  ]
}
