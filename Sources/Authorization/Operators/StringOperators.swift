/// Texts: exact, ignoring case, or by pattern.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
enum StringOperators {
  static let all: [ConditionOperator] = [
    ConditionOperator(
      "StringEquals", .string, .stringEquals, expandsVariables: true,
      summary: "The texts are the same, case included; `*` and `?` are ordinary characters.",
      examples: [.init("prod", "prod", true), .init("prod", "Prod", false), .init("adm*", "adm1", false)]),
    ConditionOperator(
      "StringNotEquals", .string, .stringEquals, isNegated: true, expandsVariables: true,
      summary: "The texts differ.",
      examples: [.init("prod", "dev", true), .init("prod", "prod", false), .init("prod", "Prod", true)]),
    ConditionOperator(
      "StringEqualsIgnoreCase", .string, .stringEqualsIgnoreCase, expandsVariables: true,
      summary: "The texts are the same but for upper and lower case.",
      examples: [.init("prod", "PROD", true), .init("prod", "product", false)]),
    ConditionOperator(
      "StringNotEqualsIgnoreCase", .string, .stringEqualsIgnoreCase, isNegated: true, expandsVariables: true,
      summary: "The texts differ by more than upper and lower case.",
      examples: [.init("prod", "PROD", false), .init("prod", "product", true)]),
    ConditionOperator(
      "StringLike", .string, .stringLike, allowsWildcards: true, expandsVariables: true,
      summary: "The text matches the pattern, case included: `*` is any run of characters, `?` one character.",
      examples: [
        .init("prod-*", "prod-eu", true), .init("prod-?", "prod-eu", false), .init("prod-*", "Prod-eu", false),
      ]),
    ConditionOperator(
      "StringNotLike", .string, .stringLike, isNegated: true, allowsWildcards: true, expandsVariables: true,
      summary: "The text does not match the pattern.",
      examples: [.init("prod-*", "prod-eu", false), .init("prod-*", "dev-eu", true)]),
  ]
}
