/// ARNs, compared field by field.
///
/// `ArnEquals` and `ArnLike` do the same, and so do their negations.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
enum ARNOperators {
  static let all: [ConditionOperator] =
    ["ArnEquals", "ArnLike"].map { name in
      ConditionOperator(
        name, .arn, .arnLike, allowsWildcards: true, expandsVariables: true,
        summary: "Each of the six colon-separated fields matches its pattern; no wildcard crosses a field's end.",
        examples: positive)
    }
    + ["ArnNotEquals", "ArnNotLike"].map { name in
      ConditionOperator(
        name, .arn, .arnLike, isNegated: true, allowsWildcards: true, expandsVariables: true,
        summary: "Some colon-separated field does not match its pattern.",
        examples: positive.map { .init($0.policyValue, $0.requestValue, !$0.holds) })
    }

  private static let positive: [ConditionOperator.Example] = [
    .init("arn:aws:s3:::b*", "arn:aws:s3:::bucket1", true),
    .init("arn:aws:iam::*:role/app-*", "arn:aws:iam::111122223333:role/team/app-1", false),
    .init(
      "arn:aws:svc:*:111122223333:finance/*",
      "arn:aws:svc:us-east-2:999999999999:store/abc:111122223333:finance/doc", false),
  ]
}
