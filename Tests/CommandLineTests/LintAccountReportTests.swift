import CommandLine
import Foundation
import Testing

/// `iamsim lint --account` with reports on credentials and last accesses.
@Suite("lint of accounts with reports")
struct LintAccountReportTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let account = root.appending(path: "testdata/accounts/orders.json").path
  private static let credentials = root.appending(path: "testdata/accounts/orders-credentials.csv").path
  private static let accesses = root.appending(path: "testdata/accounts/orders-last-accessed.json").path
  private static let worker = "arn:aws:iam::111122223333:role/orders-ci"

  private func lint(_ arguments: String...) -> Outcome { CommandLineTool.run(["lint"] + arguments) }

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetCredentialReport.html
  @Test("the credential report as the console saves it, and as the AWS CLI prints it")
  func credentialReport() throws {
    let table = try Data(contentsOf: URL(filePath: Self.credentials))
    let folder = try TemporaryFolder()
    let answer = try folder.write(
      "credentials.json",
      """
      {"Content": "\(table.base64EncodedString())", "ReportFormat": "text/csv", "GeneratedTime": "2026-11-01T05:00:00+00:00"}
      """)
    for (path, day) in [(Self.credentials, "2026-11-01"), (answer, "2030-01-01")] {
      let outcome = lint(
        "--account", Self.account, "--credential-report", path, "--only", "admin-user-without-mfa,unused-principal",
        "--today", day)
      #expect(outcome.status == .findings, "\(outcome.messages)")
      #expect(outcome.output.contains("user `owner` has the rights of an administrator, a password, and no MFA"))
      #expect(outcome.output.contains("user `dev` has not used access key 1 for 244 days"), "\(outcome.output)")
    }
  }

  @Test("a finding on the root user stands in the report, where it is named")
  func rootUser() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "credentials.csv",
      "user,arn,password_enabled,mfa_active\n<root_account>,arn:aws:iam::111122223333:root,not_supported,false\n")
    let outcome = lint("--account", Self.account, "--credential-report", path, "--only", "admin-user-without-mfa")
    #expect(
      outcome.output.contains("\(path):2:16: high: the root user, who can do everything in the account, has no MFA"),
      "\(outcome.output)")
    #expect(outcome.output.contains("1 finding in"), "\(outcome.output)")
    _ = try folder.write(
      "iamsim.yaml",
      "suppressions:\n  - rule: admin-user-without-mfa\n    path: credentials.csv\n    reason: It is a sandbox.\n")
    let accepted = lint("--account", Self.account, "--credential-report", path, "--only", "admin-user-without-mfa")
    #expect(accepted.status == .clean && accepted.output.contains("suppressed"), "\(accepted.output)")
  }

  @Test("reports on last accesses, by ARN in one file or each in its own")
  func lastAccessed() throws {
    let all = lint(
      "--account", Self.account, "--last-accessed", Self.accesses, "--only", "unused-service,unused-action")
    #expect(all.status == .clean, "\(all.messages)")
    #expect(all.output.contains("user `owner` has not used 2 of the 3 services"), "\(all.output)")
    #expect(all.output.contains("`lambda:CreateFunction` (136 days)"), "\(all.output)")
    let folder = try TemporaryFolder()
    let one = try folder.write(
      "a=b.json",
      """
      {"JobStatus":"COMPLETED","JobCompletionDate":"2026-11-01T06:00:00Z","IsTruncated":true,
        "ServicesLastAccessed":[{"ServiceNamespace":"lambda","LastAuthenticated":"2026-07-01T06:00:00Z"}]}
      """)
    let other = lint(
      "--account", Self.account, "--last-accessed", "\(Self.worker)=\(one)", "--only", "unused-service",
      "--fail-on", "low")
    #expect(other.status == .findings)
    #expect(other.output.contains("has not used the only service that its policies allow"), "\(other.output)")
    #expect(other.messages.contains("`IsTruncated` is true"), "\(other.messages)")
    let later = lint(
      "--account", Self.account, "--last-accessed", "\(Self.worker)=\(one)", "--only", "unused-service",
      "--unused-after", "124")
    #expect(!later.output.contains("[unused-service]"), "\(later.output)")
  }

  @Test("that the account itself is cut off is told")
  func truncatedAccount() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("account.json", #"{"UserDetailList":[],"IsTruncated":true,"Marker":"x"}"#)
    #expect(lint("--account", path).messages.contains("the account is cut off"))
  }

  @Test(
    "what is wrong is told",
    arguments: [
      (["--credential-report", "x.csv"], "`--credential-report` needs `--account`"),
      (["--last-accessed", "x.json"], "`--last-accessed` needs `--account`"),
      (["--unused-after", "30"], "`--unused-after` needs `--account`"),
      (
        ["--account", LintAccountReportTests.account, "--unused-after", "400"],
        "`400` is no number of days, expected 1 to 365"
      ),
      (["--account", LintAccountReportTests.account, "--unused-after", "x"], "`x` is no number of days"),
      (["--account", LintAccountReportTests.account, "--credential-report", "nowhere.csv"], "nowhere.csv"),
      (
        ["--account", LintAccountReportTests.account, "--credential-report", LintAccountReportTests.account],
        "`Content` is missing"
      ),
      (["--account", LintAccountReportTests.account, "--last-accessed", "nowhere.json"], "nowhere.json"),
      (
        ["--account", LintAccountReportTests.account, "--last-accessed", LintAccountReportTests.credentials],
        "orders-credentials.csv"
      ),
      (
        ["--account", LintAccountReportTests.account, "--last-accessed", "arn:aws:iam::111122223333:role/gone=x.json"],
        "`arn:aws:iam::111122223333:role/gone` is not in the account"
      ),
      (
        ["--account", LintAccountReportTests.account, "--last-accessed", LintAccountReportTests.account],
        "expected the ARN of a user, group, role or policy"
      ),
    ])
  func mistakes(arguments: [String], message: String) {
    let outcome = CommandLineTool.run(["lint"] + arguments)
    #expect(outcome.status == .failure)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test("a credential report of another account is told")
  func otherAccount() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "credentials.csv", "user,arn,mfa_active\nana,arn:aws:iam::444455556666:user/ana,false\n")
    let outcome = lint("--account", Self.account, "--credential-report", path)
    #expect(outcome.status == .failure)
    #expect(outcome.messages.contains("no user of `\(path)` is in the account"), "\(outcome.messages)")
  }
}
