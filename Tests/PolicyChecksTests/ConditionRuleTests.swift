import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// What AWS's errors on condition values leave alone, besides the examples of the rules.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
@Suite("Values of condition keys")
struct ConditionRuleTests {
  private static func codes(
    _ block: String, effect: String = "Allow", action: String = #""Action":"s3:GetObject""#,
    kind: PolicyKind = .identity, on resourceType: PolicyResourceType? = nil
  ) throws -> Set<String> {
    let text =
      #"{"Version":"2012-10-17","Statement":[{"Effect":""# + effect + #"","# + action
      + #","Resource":"*","Condition":{"# + block + "}}]}"
    let engine = RuleEngine(rules: RuleTable.validation, catalog: try ServiceCatalog.embedded())
    let subject = RuleSubject(
      reading: SourceFile(name: "p.json", text: text), kind: kind, resourceType: resourceType)
    return Set(engine.findings(subject).compactMap(\.issueCode))
  }

  @Test(
    "wildcards that leave the caller open, and those that do not",
    arguments: [
      (#""StringLike":{"aws:SourceAccount":"1111*"}"#, true),
      (#""StringLike":{"aws:SourceAccount":"111122223333"}"#, false),
      (#""StringEquals":{"aws:SourceAccount":"1111*"}"#, false), (#""ArnLike":{"aws:SourceArn":"arn:*"}"#, true),
      (#""ArnLike":{"aws:SourceArn":"arn:aws:s3:::b-*"}"#, false),
      (#""ArnLike":{"aws:PrincipalArn":"arn:*:iam::*:role/admin"}"#, false),
      (#""ArnLike":{"aws:PrincipalArn":"arn:*:*:*:role/admin"}"#, true),
      (#""ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-*"}"#, true),
      (#""ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/*"}"#, false),
      (#""StringLike":{"aws:userid":"AROAEXAMPLE:*"}"#, false), (#""StringLike":{"aws:userid":"*:session"}"#, false),
      (#""StringLike":{"aws:userid":"AROA*:session"}"#, true), (#""StringLike":{"aws:userid":"AROAEXAMPLE*"}"#, false),
      (#""StringLike":{"s3:prefix":"a*"}"#, false), (#""StringLike":{"aws:PrincipalTag/team":"a*"}"#, false),
    ])
  func wildcards(block: String, isOpen: Bool) throws {
    #expect(try Self.codes(block).contains("WILDCARD_USAGE_TOO_PERMISSIVE") == isOpen)
  }

  @Test(
    "variables that the caller can set, and those that it cannot",
    arguments: [
      (#""StringEquals":{"aws:PrincipalOrgID":"${aws:PrincipalTag/org}"}"#, true),
      (#""StringEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}"}"#, false),
      (#""StringEquals":{"aws:PrincipalOrgID":"${AWS:ResourceOrgID}"}"#, false),
      (#""ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/${aws:PrincipalTag/team}"}"#, false),
      (#""ArnLike":{"aws:PrincipalArn":"${aws:PrincipalTag/arn}"}"#, true),
      (#""StringEquals":{"aws:userid":"${aws:PrincipalTag/id}"}"#, true),
      (#""StringEquals":{"aws:userid":"AROAEXAMPLE:${aws:PrincipalTag/id}"}"#, false),
      (#""StringEquals":{"s3:prefix":"${aws:username}"}"#, false),
      (#""StringEquals":{"aws:PrincipalOrgID":"${$}"}"#, false),
    ])
  func variables(block: String, isOpen: Bool) throws {
    #expect(try Self.codes(block).contains("VARIABLE_USAGE_TOO_PERMISSIVE") == isOpen)
  }

  @Test(
    "a condition that requests without the key pass is not held against the action",
    arguments: [
      #""StringEqualsIfExists":{"s3:prefix":"a"}"#, #""StringNotEquals":{"s3:prefix":"a"}"#,
      #""Null":{"s3:prefix":"true"}"#,
    ])
  func passesWithoutTheKey(block: String) throws {
    #expect(try !Self.codes(block).contains("UNSUPPORTED_ACTION_FOR_CONDITION_KEY"))
  }

  @Test("a wildcard that covers an action with the tag key is left alone, one that covers none is not")
  func tagKeysOfPatterns() throws {
    let code = "DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"
    let block = #""StringEquals":{"aws:ResourceTag/tier":"gold"}"#
    func found(_ action: String) throws -> Bool {
      try Self.codes(block, effect: "Deny", action: #""Action":""# + action + #"""#).contains(code)
    }
    #expect(try found("secretsmanager:ListSecrets*"))
    #expect(try !found("secretsmanager:*"))
    // Of other services AWS's lists are not known.
    #expect(try !found("ec2:DescribeInstances"))
    #expect(try !found("secretsmanager:NoSuchAction"))
  }

  @Test(
    "`*` under `…Like`: which of four codes",
    arguments: [
      (#""StringLike":{"aws:PrincipalTag/team":"*"}"#, "EQUIVALENT_TO_NULL_FALSE"),
      (#""StringNotLike":{"aws:PrincipalTag/team":"*"}"#, "EQUIVALENT_TO_NULL_TRUE"),
      (#""StringLike":{"aws:RequestedRegion":"*"}"#, "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION"),
      (#""StringLikeIfExists":{"aws:PrincipalTag/team":"*"}"#, "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION"),
      (#""ForAllValues:StringLike":{"aws:TagKeys":"*"}"#, "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION"),
      (#""StringNotLike":{"aws:RequestedRegion":"*"}"#, "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION"),
      (#""ForAnyValue:StringNotLike":{"aws:TagKeys":"*"}"#, "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION"),
    ])
  func stars(block: String, expected: String) throws {
    let codes: Set = [
      "EQUIVALENT_TO_NULL_FALSE", "EQUIVALENT_TO_NULL_TRUE", "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION",
      "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION",
    ]
    #expect(try Self.codes(block).intersection(codes) == [expected])
  }

  @Test("service principals, keys of identity providers and Regions")
  func names() throws {
    func found(_ block: String) throws -> Set<String> {
      try Self.codes(block).intersection(["INVALID_SERVICE", "INVALID_REGION"])
    }
    #expect(try found(#""StringEquals":{"iam:PassedToService":"lamda.amazonaws.com"}"#) == ["INVALID_SERVICE"])
    #expect(try found(#""StringEquals":{"iam:PassedToService":"not-yet-known.amazonaws.com"}"#) == [])
    #expect(try found(#""StringEquals":{"iam:PassedToService":"lambda.amazonaws.com"}"#) == [])
    #expect(try found(#""StringEquals":{"secretmanager:Name":"a"}"#) == ["INVALID_SERVICE"])
    #expect(try found(#""StringEquals":{"token.actions.githubusercontent.com:sub":"a"}"#) == [])
    #expect(try found(#""StringEquals":{"saml:aud":"a"}"#) == [])
    #expect(try found(#""StringEquals":{"aws:RequestedRegion":["eu-west-1","europe"]}"#) == ["INVALID_REGION"])
    #expect(try found(#""StringLike":{"aws:RequestedRegion":["eu-*","aws-global"]}"#) == [])
  }
}
