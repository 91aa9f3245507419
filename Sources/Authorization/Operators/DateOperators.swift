/// Instants, in ISO 8601 or as seconds since 1970.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
enum DateOperators {
  static let all: [ConditionOperator] = [
    ConditionOperator(
      "DateEquals", .date, .dateEquals, summary: "The instants are the same.",
      examples: [
        .init("2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", true),
        .init("2026-01-01T00:00:00Z", "1767225600", true), .init("2026-01-01T00:00:00Z", "2026-01-02", false),
      ]),
    ConditionOperator(
      "DateNotEquals", .date, .dateEquals, isNegated: true, summary: "The instants differ.",
      examples: [.init("2026-01-01", "2026-01-02", true), .init("2026-01-01", "2026-01-01T00:00:00Z", false)]),
    ConditionOperator(
      "DateLessThan", .date, .dateLess, summary: "The request's instant is before the policy's.",
      examples: [.init("2026-07-01T00:00:00Z", "2026-06-30T23:59:59Z", true), .init("2026-07-01", "2026-07-01", false)]),
    ConditionOperator(
      "DateLessThanEquals", .date, .dateLessOrEqual, summary: "The request's instant is not after the policy's.",
      examples: [.init("2026-07-01", "2026-07-01T00:00:00Z", true), .init("2026-07-01", "2026-07-01T00:00:01Z", false)]),
    ConditionOperator(
      "DateGreaterThan", .date, .dateGreater, summary: "The request's instant is after the policy's.",
      examples: [.init("2026-07-01", "2026-07-01T00:00:00.5Z", true), .init("2026-07-01", "2026-07-01T00:00Z", false)]),
    ConditionOperator(
      "DateGreaterThanEquals", .date, .dateGreaterOrEqual,
      summary: "The request's instant is not before the policy's.",
      examples: [.init("2026-07-01", "2026-07-01T00:00Z", true), .init("2026-07-01", "2026-06-30", false)]),
  ]
}
