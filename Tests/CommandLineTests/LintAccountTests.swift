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
