import Authorization
import Foundation
import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// Defects that other linters have or had, one after the other: each test fails if iamsim had the defect.
@Suite("Defects of other linters")
struct PeerDefectTests {
  private func statement(_ effect: String, _ block: String, action: String = "s3:GetObject") -> String {
    #"{"Effect":"\#(effect)","Action":"\#(action)","Resource":"arn:aws:s3:::b1/*","Condition":\#(block)}"#
  }

  /// How the evaluator decides on a request with some values of one key.
  private func decision(_ statements: String, _ key: String? = nil, _ values: [String] = []) throws -> Decision {
    let parsed = PolicyParser(kind: .identity)
      .parse(SourceFile(name: "p.json", text: #"{"Version":"2012-10-17","Statement":[\#(statements)]}"#))
    let policy = try #require(parsed.policy)
    let compiled = try CompiledPolicies([PolicyDocument(identifier: "p", policy: policy)], kind: .identity)
    var context = RequestContext()
    if let key { context.set(RequestContext.Entry(key, values)) }
    return Authorizer(ApplicablePolicies(identity: compiled)).decide(
      AuthorizationRequest(
        principal: try #require(Principal(arn: "arn:aws:iam::111122223333:user/u")), action: "s3:GetObject",
        resource: Resource("arn:aws:s3:::b1/k", ownerAccountID: "111122223333"), context: context))
  }

  // MARK: 1

  @Test("1: a check of `Null` that never runs, and a check that stops at a statement without condition")
  func nullAndLaterStatements() throws {
    let plain = #"{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}"#
    for block in [
      #"{"Null":{"aws:MultiFactorAuthPresent":"false"}}"#, #"{"Null":{"aws:MultiFactorAuthPresent":"true"}}"#,
    ] {
      let guarded = statement("Allow", block)
      #expect(try Lint().findings("condition-mfa-antipattern", guarded).count == 1, "\(block)")
      #expect(try Lint().findings("condition-mfa-antipattern", "\(plain),\(guarded)").count == 1, "\(block)")
    }
    let open = statement("Allow", #"{"StringLike":{"aws:SourceAccount":"1111*"}}"#)
    for statements in [open, "\(plain),\(open)", "\(plain),\(plain),\(open),\(plain)"] {
      #expect(try Lint().findings("wildcard-usage-too-permissive", statements).count == 1)
    }
  }

  // MARK: 2

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists
  @Test("2: `IfExists` in a Deny, which is said to weaken it, and is proposed where it changes nothing")
  func ifExistsInDeny() throws {
    let open = #"{"Effect":"Allow","Action":"*","Resource":"*"},"#
    func deny(_ operation: String) -> String {
      statement("Deny", #"{"\#(operation)":{"aws:SourceVpc":"vpc-1a2b3c4d"}}"#)
    }
    // It denies in more cases: requests without the key as well.
    #expect(try decision(open + deny("StringEquals")) == .allowed)
    #expect(try decision(open + deny("StringEqualsIfExists")) == .explicitDeny)
    for operation in ["StringEqualsIfExists", "StringNotEquals"] {
      let found = try Lint().findings(deny(operation))
      #expect(found.map(\.ruleID).filter { $0.contains("ifexists") } == [], "\(operation)")
      for finding in found {
        #expect(!finding.help.contains("IfExists"), "\(finding.ruleID)")
        for fix in finding.fixes { #expect(!fix.replacement.contains("IfExists"), "\(finding.ruleID)") }
      }
    }
    // With negated operators it changes nothing.
    for values in [[], ["vpc-1a2b3c4d"], ["vpc-99999999"]] {
      let key = values.isEmpty ? nil : "aws:SourceVpc"
      #expect(
        try decision(open + deny("StringNotEquals"), key, values)
          == decision(open + deny("StringNotEqualsIfExists"), key, values))
    }
  }

  // MARK: 3

  // https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
  @Test("3: actions in lists that are spelled with a prefix that does not exist")
  func listedActions() throws {
    let catalog = try ServiceCatalog.embedded()
    let names =
      Array(SensitiveActions.kinds.keys) + SensitiveActions.headline + CredentialActions.own
      + CredentialActions.unsigned
    #expect(names.count > 100)
    for name in names {
      #expect(catalog.actions(matching: name).map(\.fullName) == [name], "\(name)")
    }
  }

  // MARK: 4

  @Test("4: an action without colon that ends the check, messages that list a service, and documents of templates")
  func actionsWithoutColon() throws {
    let statements =
      #"{"Effect":"Allow","Action":["GetObject","s3:GetObjekt","iam:GetRoleX","nosuch:Do"],"Resource":"*"},{"Effect":"Allow","Action":"ec2:NoSuchAction","Resource":"*"}"#
    let findings = try Lint().findings(statements)
    // By what each begins with in messages: `GetObject` has no service, `nosuch` is none.
    for name in ["`GetObject`", "GetObjekt", "GetRoleX", "nosuch", "NoSuchAction"] {
      #expect(findings.contains { $0.message.contains(name) }, "\(name)")
    }
    #expect(findings.contains { $0.ruleID == "invalid-action" && $0.message.contains("GetObjekt") })
    #expect(findings.contains { $0.ruleID == "invalid-action" && $0.message.contains("NoSuchAction") })
    for finding in findings {
      #expect(finding.message.utf8.count < 200, "\(finding.message)")
      #expect(finding.help.utf8.count < 200)
      // Amazon EC2 has hundreds of actions.
      #expect((finding.message + finding.help).split(separator: ":").count < 8)
    }
    // A member of templates beside the policy's own is a fault, and does not silence the others.
    let template = try Lint().findings(
      document:
        #"{"Transform":"AWS::Serverless-2016-10-31","Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObjekt","Resource":"*"}]}"#
    )
    #expect(template.contains { $0.ruleID == "invalid-action" })
  }

  // MARK: 5

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
  @Test(
    "5: what is said of a condition without values is what the evaluator does",
    arguments: [
      ("empty-array-condition", "StringEquals", "aws:SourceVpc", false),
      ("empty-array-condition-forallvalues", "ForAllValues:StringEquals", "aws:TagKeys", true),
      ("empty-array-condition-foranyvalue", "ForAnyValue:StringEquals", "aws:TagKeys", false),
      ("empty-array-condition-ifexists", "StringEqualsIfExists", "aws:SourceVpc", true),
    ])
  func emptyCondition(id: String, operation: String, key: String, passesWithoutKey: Bool) throws {
    let empty = statement("Allow", #"{"\#(operation)":{"\#(key)":[]}}"#)
    let found = try Lint().findings(empty).map(\.ruleID).filter { $0.hasPrefix("empty-array") }
    #expect(found == [id])
    #expect(try decision(empty) == (passesWithoutKey ? .allowed : .implicitDeny))
    #expect(try decision(empty, key, ["a"]) == .implicitDeny)
    let rule = try #require(RuleTable.all.first { $0.id == id })
    #expect(rule.why.contains(passesWithoutKey ? "holds only for requests without the key" : "cannot hold"))
  }

  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
  @Test("5: rules on organizations' policies that are out of date")
  func organizations() throws {
    let policy =
      #"{"Effect":"Deny","Action":["iam:*Role","*:Delete*"],"Resource":"*"},{"Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::b1"}"#
    let found = try Lint(kind: .serviceControl).ids(policy)
    #expect(found.filter { $0.hasPrefix("scp-syntax-error") } == [])
    let rule = try #require(RuleTable.all.first { $0.id == "rcp-syntax-error-action" })
    #expect(rule.why.contains("adds services from time to time"))
  }

  // MARK: 6

  @Test("6: every list of services says of when it is")
  func dates() throws {
    let catalog = try ServiceCatalog.embedded()
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/PolicyChecks")
    let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    let list = /\[\s*"[a-z0-9-]+"(,\s*"[a-z0-9-]+")+,?\s*\]/
    var lists = 0
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: list) {
        let words = match.output.0.split(separator: "\"").filter { $0.contains(/^[a-z0-9-]+$/) }
        guard words.count >= 5,
          words.count(where: { catalog.service(named: String($0)) != nil }) * 5 > words.count * 4
        else { continue }
        lists += 1
        // The documentation of the list stands before it.
        let before = text[..<match.range.lowerBound].split(separator: "\n", omittingEmptySubsequences: false).suffix(12)
        #expect(
          before.contains { $0.contains(/As of 20\d\d-(0[1-9]|1[0-2])\./) },
          "\(file.lastPathComponent): \(words.prefix(3).joined(separator: ", "))")
      }
    }
    #expect(lists >= 4)
    // That of resource control policies is in the catalogue.
    #expect(!catalog.sources.isEmpty)
    for source in catalog.sources { #expect(source.date.contains(/^20\d\d-(0[1-9]|1[0-2])/), "\(source.name)") }
    // What users read.
    let rule = try #require(RuleTable.all.first { $0.id == "use-condition-key-only-with-supported-services" })
    #expect(rule.why.contains(/of August 20\d\d/))
  }

  // MARK: 7

  @Test("7: ways to more permissions go by names of their own, not by numbers that editions give anew")
  func pathNames() {
    for path in EscalationPaths.all {
      #expect(!path.id.contains(/-\d\d+$/), "\(path.id)")
      #expect(path.id.contains(/^[a-z]/), "\(path.id)")
    }
  }

  // MARK: 8

  private static let open = EscalationRuleTests.allow("iam:PutUserPolicy")

  @Test(
    "8: ways that are there",
    arguments: [
      // In two statements.
      EscalationRuleTests.allow("iam:PassRole") + ","
        + EscalationRuleTests.allow("lambda:CreateFunction", "lambda:InvokeFunction"),
      // A resource that leaves the way open, and one of many.
      EscalationRuleTests.allow("iam:PutUserPolicy", on: "arn:aws:iam::111122223333:user/*"),
      // A condition that always holds by now.
      EscalationRuleTests.allow(
        "iam:PutUserPolicy", on: "*", #""DateGreaterThan":{"aws:CurrentTime":"2019-01-01T00:00:00Z"}"#),
      #"{"Effect":"Allow","NotAction":["s3:*","sts:*"],"Resource":"*"}"#,
    ])
  func waysThere(statements: String) throws {
    #expect(try !EscalationRuleTests.findings(statements).isEmpty)
  }

  @Test(
    "8: ways that are not there",
    arguments: [
      // Allowed and denied in one policy; denied only.
      open + "," + EscalationRuleTests.deny("iam:PutUserPolicy"), EscalationRuleTests.deny("iam:PutUserPolicy"),
      // A resource that does not lead to more.
      EscalationRuleTests.allow("iam:PutUserPolicy", on: "arn:aws:s3:::b1/*"),
      // A condition that held until then.
      EscalationRuleTests.allow(
        "iam:PutUserPolicy", on: "*",
        #""StringEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/none"},"Null":{"aws:PrincipalArn":"true"}"#
      ),
    ])
  func waysNotThere(statements: String) throws {
    #expect(try EscalationRuleTests.findings(statements).isEmpty)
  }

  @Test("8: permissions and denials in several policies of one principal")
  func severalPolicies() throws {
    let pass = AccountRuleTests.allow("iam:PassRole")
    let create = AccountRuleTests.allow("lambda:CreateFunction", "lambda:InvokeFunction")
    let admin = AccountRuleTests.role(
      "admin", trust: AccountRuleTests.trust(AccountRuleTests.lambda), AccountRuleTests.allow("*"))
    func paths(_ statements: [String], denied: String? = nil) throws -> [String] {
      // Each statement is a policy of its own.
      let users =
        denied.map { [AccountRuleTests.user("dev", statements[0], statements[1], $0)] }
        ?? [AccountRuleTests.user("dev", statements[0], statements[1])]
      return try AccountRuleTests.paths(AccountRuleTests.account(users: users, roles: [admin]))
    }
    #expect(try !paths([pass, create]).isEmpty)
    #expect(try paths([pass, create], denied: AccountRuleTests.deny("iam:PassRole")) == [])
    #expect(try paths([pass, AccountRuleTests.allow("s3:GetObject")]) == [])
  }
}
