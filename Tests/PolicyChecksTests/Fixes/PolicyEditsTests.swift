import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// Edits keep what they do not change, and the way in which a document is written.
@Suite("Edits of a policy's JSON")
struct PolicyEditsTests {
  private func after(_ rule: String, _ document: String, _ kind: PolicyKind = .identity) throws -> String {
    let findings = RuleEngine(
      configuration: RuleConfiguration(others: .on), catalog: try ServiceCatalog.embedded()
    ).findings(RuleSubject(reading: SourceFile(name: "p.json", text: document), kind: kind))
    let finding = try #require(findings.first { $0.ruleID == rule })
    return finding.text(after: try #require(finding.fixes.first))
  }

  private static let deleting = """
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "secretsmanager:DeleteSecret",
          "Resource": "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/*"CONDITION
        }
      ]
    }
    """

  private func deleting(_ condition: String) -> String { Self.deleting.replacing("CONDITION", with: condition) }

  @Test("a condition is added in a line of its own")
  func newCondition() throws {
    #expect(
      try after("secret-delete-without-window", deleting(""))
        == deleting(
          """
          ,
                "Condition": { "BoolIfExists": { "secretsmanager:ForceDeleteWithoutRecovery": "false" } }
          """))
  }

  @Test("a key is put in beside others of its operator, which cannot stand twice")
  func sameOperator() throws {
    #expect(
      try after(
        "secret-delete-without-window", deleting(#", "Condition": {"boolifexists": {"aws:SecureTransport": "true"}}"#))
        == deleting(
          #", "Condition": {"boolifexists": {"secretsmanager:ForceDeleteWithoutRecovery": "false", "aws:SecureTransport": "true"}}"#
        ))
  }

  @Test("a statement is added in the way of the others, also where there is no list yet")
  func newStatement() throws {
    let put = deleting("").replacing("secretsmanager:DeleteSecret", with: "kms:PutKeyPolicy").replacing(
      "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/*",
      with: "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
    let added = """
      {
            "Effect": "Deny",
            "Action": ["kms:CreateKey", "kms:PutKeyPolicy"],
            "Resource": "*",
            "Condition": { "Bool": { "kms:BypassPolicyLockoutSafetyCheck": "true" } }
          }
      """
    #expect(
      try after("kms-bypass-lockout", put) == put.replacing("    }\n  ]", with: "    },\n    \(added)\n  ]"))
    let single =
      #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:PutKeyPolicy","Resource":"arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}}"#
    let one =
      #"{ "Effect": "Deny", "Action": ["kms:CreateKey", "kms:PutKeyPolicy"], "Resource": "*", "Condition": { "Bool": { "kms:BypassPolicyLockoutSafetyCheck": "true" } } }"#
    #expect(
      try after("kms-bypass-lockout", single)
        == single.replacing(#""Statement":{"#, with: #""Statement":[{"#).dropLast() + ", \(one)]}")
  }

  @Test("a clause goes with its operator, and the last one with the condition")
  func removedClause() throws {
    let statement = { (condition: String) in
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"\#(condition)}]}"#
    }
    let star = #""ForAllValues:StringLike": {"aws:TagKeys": "*"}"#
    #expect(
      try after("redundant-key-due-to-wildcard-in-condition", statement(#", "Condition": {\#(star)}"#)) == statement("")
    )
    #expect(
      try after(
        "redundant-key-due-to-wildcard-in-condition",
        statement(#", "Condition": {\#(star), "Bool": {"aws:SecureTransport": "true"}}"#))
        == statement(#", "Condition": {"Bool": {"aws:SecureTransport": "true"}}"#))
    #expect(
      try after(
        "redundant-key-due-to-wildcard-in-condition",
        statement(#", "Condition": {"ForAllValues:StringLike": {"aws:CalledVia": "a*", "aws:TagKeys" : [ "*" ] } }"#))
        == statement(#", "Condition": {"ForAllValues:StringLike": {"aws:CalledVia": "a*" } }"#))
  }

  @Test("Sids that are given twice get numbers that are free")
  func sids() throws {
    let policy = { (sids: [String]) in
      let statements = sids.enumerated().map { index, sid in
        #"{"Sid": "\#(sid)", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b\#(index)/*"}"#
      }
      return #"{"Version":"2012-10-17","Statement":[\#(statements.joined(separator: ","))]}"#
    }
    let text = policy(["A", "A2", "A", "A"])
    let file = SourceFile(name: "p.json", text: text)
    let finding = try #require(
      RuleEngine(catalog: try ServiceCatalog.embedded()).findings(RuleSubject(reading: file, kind: .identity))
        .first { $0.ruleID == "unique-sids-required" })
    #expect(finding.fixes.allSatisfy { $0.safety == .safe })
    let bytes = EditApplication(finding.fixes, to: file).bytes
    #expect(String(decoding: bytes, as: UTF8.self) == policy(["A", "A2", "A3", "A4"]))
  }

  @Test(
    "what is empty and says nothing goes, also in trust policies",
    arguments: [
      (#""Condition": {}, "#, PolicyKind.identity), (#""Condition": {"StringEquals": {}}, "#, .identity),
      (#""Sid": "", "#, .identity),
    ])
  func empty(member: String, kind: PolicyKind) throws {
    let policy = { (member: String) in
      #"{"Version":"2012-10-17","Statement":[{\#(member)"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}]}"#
    }
    let rule = member.contains("Sid") ? "empty-sid-value" : "empty-object-condition"
    #expect(try after(rule, policy(member), kind) == policy(""))
  }

  @Test("an empty list of principals goes where others are named, never where none would be left")
  func emptyPrincipals() throws {
    let policy = { (principal: String) in
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":\#(principal),"Action":"sts:AssumeRole"}]}"#
    }
    let both = policy(#"{"AWS": [], "Service": "ec2.amazonaws.com"}"#)
    #expect(try after("empty-array-principal", both, .roleTrust) == policy(#"{"Service": "ec2.amazonaws.com"}"#))
    let findings = RuleEngine(catalog: try ServiceCatalog.embedded()).findings(
      RuleSubject(reading: SourceFile(name: "p.json", text: policy(#"{"AWS": []}"#)), kind: .roleTrust))
    #expect(findings.flatMap(\.fixes).isEmpty)
  }
}
