import Authorization
import SourceText
import Testing

@testable import PolicyChecks

/// Access by tag; the evaluator proves what opens it.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-tags
@Suite("Access by tag")
struct TagAccessRuleTests {
  private static let secret = "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-AbCdEf"

  private func read(_ condition: String) -> String {
    #"{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"*","Condition":\#(condition)}"#
  }

  private func decision(_ condition: String, _ context: KeyValuePairs<String, String> = [:]) throws -> Decision {
    try SecretLint.decision(read(condition), "secretsmanager:GetSecretValue", on: Self.secret, context)
  }

  /// Neither the secret nor the caller has the tag.
  @Test func absentTagsMatchNothing() throws {
    let closed = #"{"StringEquals":{"aws:ResourceTag/team":"${aws:PrincipalTag/team}"}}"#
    #expect(try decision(closed) == .implicitDeny)
    #expect(try !SecretLint.ids(read(closed)).contains("abac-variable-missing-tag"))
  }

  /// The secret has no tag: these let the caller read it.
  @Test(
    "forms that let in what has no tag",
    arguments: [
      #"{"StringEqualsIfExists":{"aws:ResourceTag/team":"${aws:PrincipalTag/team}"}}"#,
      #"{"StringNotEquals":{"aws:ResourceTag/team":"${aws:PrincipalTag/team}"}}"#,
    ])
  func openForms(condition: String) throws {
    #expect(try decision(condition, ["aws:PrincipalTag/team": "a"]) == .allowed)
    #expect(try SecretLint.ids(read(condition)).contains("abac-variable-missing-tag"))
  }

  /// A caller without the tag has the default.
  @Test func aDefaultValueOpens() throws {
    let condition = #"{"StringEquals":{"aws:ResourceTag/team":"${aws:PrincipalTag/team, 'none'}"}}"#
    #expect(try decision(condition, ["aws:ResourceTag/team": "none"]) == .allowed)
    #expect(try SecretLint.ids(read(condition)).contains("abac-variable-missing-tag"))
  }

  /// AWS's own check says this already.
  @Test func forAllValuesIsSaidOnce() throws {
    let condition = #"{"ForAllValues:StringEquals":{"aws:ResourceTag/team":"${aws:PrincipalTag/team}"}}"#
    #expect(try decision(condition, ["aws:PrincipalTag/team": "a"]) == .allowed)
    let ids = try SecretLint.ids(read(condition))
    #expect(ids.contains("forallvalues-with-single-valued-key"))
    #expect(!ids.contains("abac-variable-missing-tag"))
  }

  private func found(_ tagging: String) throws -> Bool {
    let byTag = read(#"{"StringEquals":{"aws:ResourceTag/team":"a"}}"#)
    return try SecretLint.ids(byTag + "," + tagging).contains("abac-tag-unprotected")
  }

  /// With the tag set by himself, the caller reads a secret that was out of his reach.
  @Test func taggingGivesAccess() throws {
    let tagging = #"{"Effect":"Allow","Action":"secretsmanager:TagResource","Resource":"*"}"#
    let policy = read(#"{"StringEquals":{"aws:ResourceTag/team":"a"}}"#) + "," + tagging
    let action = "secretsmanager:GetSecretValue"
    #expect(try SecretLint.decision(policy, action, on: Self.secret) == .implicitDeny)
    #expect(try SecretLint.decision(policy, "secretsmanager:TagResource", on: Self.secret) == .allowed)
    #expect(try SecretLint.decision(policy, action, on: Self.secret, ["aws:ResourceTag/team": "a"]) == .allowed)
    #expect(try found(tagging))
  }

  @Test(
    "tagging that is bound",
    arguments: [
      #"{"Effect":"Allow","Action":"secretsmanager:TagResource","Resource":"*","Condition":{"StringEquals":{"aws:RequestTag/team":"a"}}}"#,
      #"{"Effect":"Allow","Action":"secretsmanager:TagResource","Resource":"*","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["cost"]}}}"#,
      #"{"Effect":"Allow","Action":"secretsmanager:TagResource","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"a"}}}"#,
      #"{"Effect":"Allow","Action":"secretsmanager:TagResource","Resource":"*"},{"Effect":"Deny","Action":["secretsmanager:TagResource","secretsmanager:UntagResource"],"Resource":"*","Condition":{"ForAnyValue:StringEquals":{"aws:TagKeys":"team"}}}"#,
      #"{"Effect":"Allow","Action":"s3:PutObjectTagging","Resource":"*"}"#,
      #"{"Effect":"Allow","Action":"secretsmanager:UntagResource","Resource":"*"}"#,
      #"{"Effect":"Allow","Action":"secretsmanager:DescribeSecret","Resource":"*"}"#,
    ])
  func boundTagging(statements: String) throws {
    #expect(try !found(statements))
  }

  /// Nobody but AWS sets tags whose key begins with `aws:`; and what is tagged must be what is reached.
  @Test func tagsThatCannotBeSetOrAreElsewhere() throws {
    let tagging = #"{"Effect":"Allow","Action":"ec2:CreateTags","Resource":"arn:aws:ec2:*:*:snapshot/*"}"#
    func stop(_ tag: String, _ type: String) -> String {
      #"{"Effect":"Allow","Action":["ec2:StopInstances","ec2:DeleteSnapshot"],"Resource":"arn:aws:ec2:*:*:\#(type)/*","Condition":{"StringEquals":{"aws:ResourceTag/\#(tag)":"a"}}},"#
        + tagging
    }
    #expect(try SecretLint.ids(stop("team", "snapshot")).contains("abac-tag-unprotected"))
    #expect(try !SecretLint.ids(stop("team", "instance")).contains("abac-tag-unprotected"))
    #expect(try !SecretLint.ids(stop("aws:cloudformation:stack-id", "snapshot")).contains("abac-tag-unprotected"))
  }

  @Test func tagsInOtherSpelling() throws {
    let policy = read(#"{"StringEquals":{"aws:ResourceTag/team":"a","aws:PrincipalTag/Team":"a"}}"#)
    #expect(try SecretLint.findings(policy).filter { $0.ruleID == "abac-tag-key-case" }.count == 1)
  }
}
