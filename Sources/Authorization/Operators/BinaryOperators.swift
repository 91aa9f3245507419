/// Bytes, written in base64.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals
enum BinaryOperators {
  static let all: [ConditionOperator] = [
    ConditionOperator(
      "BinaryEquals", .binary, .binary, summary: "The base64 texts stand for the same bytes.",
      examples: [.init("QmluYXJ5", "QmluYXJ5", true), .init("QmluYXJ5", "QmluYXJ6", false), .init("QQ==", "QQ", true)])
  ]
}
