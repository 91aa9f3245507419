import CommandLine
import Foundation
import Testing

/// `iamsim lint --account`.
@Suite("lint of accounts")
struct LintAccountTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let account = root.appending(path: "testdata/accounts/orders.json").path

  private func lint(_ arguments: String...) -> Outcome { CommandLineTool.run(["lint"] + arguments) }

  @Test("the account is checked as a whole, beside its policies")
  func wholeAccount() {
    let outcome = lint("--account", Self.account, "--only", "path-to-administrator,admin-policy-attached")
    #expect(outcome.status == .findings, "\(outcome.messages)")
    #expect(
      outcome.output.contains(
        "user `dev` can become administrator by `sts-assume-role` and `lambda-create-invoke` [path-to-administrator]"))
    #expect(outcome.output.contains("user `support` may be able to become administrator by `iam-create-access-key`"))
    #expect(outcome.output.contains("`AdministratorAccess`, which allows everything, is attached to group `admins`"))
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
  @Test("whose a policy is counts, where AWS's answer tells it")
  func policiesOfUsers() throws {
    let policy =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:AttachUserPolicy","Resource":"*"}]}"#
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json")
    defer { try? FileManager.default.removeItem(at: file) }
    for (noun, reports) in [("User", true), ("Role", false)] {
      let arn = "arn:aws:iam::111122223333:\(noun.lowercased())/ana"
      let text = """
        {"\(noun)DetailList":[{"\(noun)Name":"ana","Arn":"\(arn)","\(noun)PolicyList":[
          {"PolicyName":"P","PolicyDocument":\(policy)}]}]}
        """
      try text.write(to: file, atomically: true, encoding: .utf8)
      let outcome = lint(file.path, "--only", "sensitive-action-without-mfa")
      #expect(outcome.output.contains("user `ana` can use `iam:AttachUserPolicy`") == reports, "\(outcome.output)")
    }
  }

  @Test("findings on the account are suppressed as others are, by rule and path")
  func suppressions() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let account = folder.appending(path: "orders.json")
    try FileManager.default.copyItem(atPath: Self.account, toPath: account.path)
    let configuration = """
      suppressions:
        - rule: path-to-administrator
          path: orders.json
          reason: These are the administrators of a sandbox.
      """
    try configuration.write(to: folder.appending(path: "iamsim.yaml"), atomically: true, encoding: .utf8)
    let outcome = lint("--account", account.path)
    #expect(!outcome.output.contains("[path-to-administrator]"), "\(outcome.output)")
    #expect(!outcome.output.contains("suppression-unused"), "\(outcome.output)")
    #expect(outcome.output.contains("suppressed"), "\(outcome.output)")
    #expect(outcome.output.contains("[admin-policy-attached]"), "\(outcome.output)")
  }

  private static let shop = root.appending(path: "testdata/accounts/shop.json").path

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
  @Test("all policies of a role count together in the account's file, and in no other")
  func policiesTogether() throws {
    let folder = try TemporaryFolder()
    let copy = try folder.write("copy.json", try String(contentsOfFile: Self.shop, encoding: .utf8))
    let outcome = lint(copy, "--account", Self.shop, "--only", "rotation-role-missing-action,abac-tag-unprotected")
    #expect(outcome.output.contains("copy.json:32:27: medium: rotation needs"), "\(outcome.output)")
    #expect(!outcome.output.contains("shop.json:32:27"), "\(outcome.output)")
    #expect(outcome.output.contains("shop.json:107:27: high: `secretsmanager:TagResource`"), "\(outcome.output)")
    #expect(!outcome.output.contains("copy.json:107:27"), "\(outcome.output)")
  }

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
  @Test("so do policies that are percent-encoded text, as the API returns them")
  func encodedPolicies() throws {
    func encoded(_ statement: String) -> String {
      let policy = "{\"Version\":\"2012-10-17\",\"Statement\":[\(statement)]}"
      return policy.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
    func document(_ other: String) -> String {
      let batch = encoded(#"{"Effect":"Allow","Action":"secretsmanager:BatchGetSecretValue","Resource":"*"}"#)
      return """
        {"RoleDetailList":[{"RoleName":"app","Arn":"arn:aws:iam::111122223333:role/app","RolePolicyList":[
          {"PolicyName":"batch","PolicyDocument":"\(batch)"},
          {"PolicyName":"other","PolicyDocument":"\(encoded(other))"}]}]}
        """
    }
    let folder = try TemporaryFolder()
    let rule = "secret-batch-without-get"
    let reading = try folder.write(
      "reading.json", document(#"{"Effect":"Allow","Action":"secretsmanager:Get*","Resource":"*"}"#))
    #expect(!lint("--account", reading, "--only", rule).output.contains(rule))
    #expect(lint(reading, "--only", rule).output.contains(rule))
    let listing = try folder.write(
      "listing.json", document(#"{"Effect":"Allow","Action":"secretsmanager:List*","Resource":"*"}"#))
    #expect(lint("--account", listing, "--only", rule).output.contains(rule))
  }

  @Test("what is suppressed in a role's policies is no grave finding of the role")
  func graveFindings() throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOfFile: Self.shop, encoding: .utf8).replacing(
      "\"InstanceProfileList\": []", with: #""X": 0"#
    )
    .replacing("ec2.amazonaws.com", with: "ecs-tasks.amazonaws.com")
    let path = try folder.write("shop.json", text)
    let grave = lint("--account", path, "--only", "compute-service-assumable,abac-tag-unprotected")
    #expect(
      grave.output.contains(
        "low: role `shop-support`, which `ecs-tasks.amazonaws.com` assumes, has grave findings in its policies:"
          + " `abac-tag-unprotected` in `tagging` [compute-service-assumable]"), "\(grave.output)")
    _ = try folder.write(
      "iamsim.yaml",
      "suppressions:\n  - rule: abac-tag-unprotected\n    path: shop.json\n    reason: It is a sandbox.\n")
    let accepted = lint("--account", path, "--only", "compute-service-assumable,abac-tag-unprotected")
    #expect(!accepted.output.contains("[compute-service-assumable]"), "\(accepted.output)")
  }

  @Test("accounts that the configuration trusts may read everything")
  func trustedReaders() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "account.json",
      """
      {"RoleDetailList":[{"RoleName":"audit","Arn":"arn:aws:iam::111122223333:role/audit",
        "AttachedManagedPolicies":[{"PolicyName":"ReadOnlyAccess","PolicyArn":"arn:aws:iam::aws:policy/ReadOnlyAccess"}],
        "AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
          "Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"sts:AssumeRole"}]}}]}
      """)
    let rule = "trust-readonly-cross-account"
    #expect(lint("--account", path, "--only", rule).output.contains(rule))
    #expect(!lint("--account", path, "--only", rule, "--trusted-account", "444455556666").output.contains(rule))
  }

  @Test("an edit in one policy is judged with the others of its holder")
  func fixes() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("shop.json", try String(contentsOfFile: Self.shop, encoding: .utf8))
    let outcome = lint("--account", path, "--only", "rotation-role-extra-actions", "--fix", "--unsafe-fixes")
    #expect(!outcome.output.contains("[rotation-role-extra-actions]"), "\(outcome.output)")
    #expect(outcome.files.map { $0.text.contains("DeleteSecret") } == [false])
  }

  @Test("an account from standard input")
  func standardInput() throws {
    let text = try String(contentsOfFile: Self.shop, encoding: .utf8)
    let program = try ChildProcess.iamsim()
    let run = try ChildProcess.run(program, ["lint", "--account", "-", "-"], input: text)
    let other = try ChildProcess.run(program, ["lint", "--account", Self.shop])
    #expect(run.status == 1)
    #expect(run.output.contains("3 findings in 1 file"), "\(run.output)")
    #expect(run.output.replacing("<standard input>", with: Self.shop) == other.output)
    let fixed = try ChildProcess.run(program, ["lint", "--account", "-", "--fix"], input: text)
    #expect(fixed.status == 2)
  }

  @Test("service control policies limit it")
  func serviceControl() {
    let full = #"{"Effect":"Allow","Action":"*","Resource":"*"}"#
    let deny = #"{"Effect":"Deny","Action":"iam:PassRole","Resource":"*"}"#
    let scp = "{\"Version\":\"2012-10-17\",\"Statement\":[\(full),\(deny)]}"
    let outcome = lint("--account", Self.account, "--only", "path-to-administrator", "--service-control-policy", scp)
    #expect(!outcome.output.contains("`dev`"), "\(outcome.output)")
  }

  @Test(
    "what its flags lack is told",
    arguments: [
      (["--service-control-policy", "{}"], "`--service-control-policy` needs `--account`"),
      (["--today", "2026-11-01"], "`--today` needs `--account`"),
      (["--account", "nowhere.json"], "nowhere.json"),
      (["--account", LintAccountTests.account, "--today", "soon"], "`--today`: `soon` is no day"),
    ])
  func mistakes(arguments: [String], message: String) {
    let outcome = CommandLineTool.run(["lint"] + arguments)
    #expect(outcome.status == .failure)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }
}
