import AccountModel
import PolicySources
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
@Suite("Rules about credentials")
struct CredentialRuleTests {
  private static let account = """
    {"UserDetailList":[
      {"UserName":"ana","Arn":"arn:aws:iam::111122223333:user/ana","GroupList":["admins"]},
      {"UserName":"ben","Arn":"arn:aws:iam::111122223333:user/ben","GroupList":[]}],
      "GroupDetailList":[{"GroupName":"admins","Arn":"arn:aws:iam::111122223333:group/admins",
        "GroupPolicyList":[{"PolicyName":"all","PolicyDocument":{"Version":"2012-10-17","Statement":[STATEMENT]}}]}]}
    """
  private static let everything = #"{"Effect":"Allow","Action":"*","Resource":"*"}"#

  private static func findings(
    _ rows: [String], statement: String = everything, generated: Bool = true, now: Double? = nil
  ) throws -> [Finding] {
    let text = account.replacing("STATEMENT", with: statement)
    let read = AccountAuthorizationDetailsReader().read(SourceFile(name: "account.json", text: text))
    #expect(read.diagnostics.isEmpty)
    let heading =
      "user,arn,password_enabled,password_last_used,password_last_changed,mfa_active,access_key_1_active,"
      + "access_key_1_last_rotated,access_key_1_last_used_date,access_key_2_active,access_key_2_last_rotated,"
      + "access_key_2_last_used_date"
    let report = CredentialReportReader().read(
      SourceFile(name: "credentials.csv", text: ([heading] + rows).joined(separator: "\n")))
    #expect(report.diagnostics.isEmpty, "\(report.diagnostics.map(\.message))")
    var subject = AccountSubject(read.account, now: now)
    subject.credentials = report.report
    if generated { subject.credentials?.generated = "2026-11-01T06:00:00+00:00" }
    return RuleEngine(catalog: try ServiceCatalog.embedded()).check(subject).findings
  }

  private static func row(_ name: String, password: String = "false,N/A,N/A", mfa: String, keys: [String] = [])
    -> String
  {
    let arn = name == "<root_account>" ? "arn:aws:iam::111122223333:root" : "arn:aws:iam::111122223333:user/\(name)"
    let all = (keys + ["false,N/A,N/A", "false,N/A,N/A"]).prefix(2).joined(separator: ",")
    return "\(name),\(arn),\(password),\(mfa),\(all)"
  }

  private static let password = "true,2026-10-30T08:00:00+00:00,2026-01-12T09:00:00+00:00"
  private static let key = "true,2026-01-12T09:00:00+00:00,2026-10-30T08:00:00+00:00"

  // MARK: MFA

  private static func withoutMFA(_ rows: [String], statement: String = everything) throws -> [String] {
    try findings(rows, statement: statement).filter { $0.ruleID == "admin-user-without-mfa" }.map {
      "\($0.severity.rawValue): \($0.message)"
    }
  }

  @Test("administrators with a password and no MFA; those with keys alone are less bad, those with nothing are none")
  func administrators() throws {
    #expect(
      try Self.withoutMFA([Self.row("ana", password: Self.password, mfa: "false", keys: [Self.key])]) == [
        "high: user `ana` has the rights of an administrator, a password and an access key, and no MFA"
      ])
    #expect(
      try Self.withoutMFA([Self.row("ana", mfa: "FALSE", keys: [Self.key, Self.key])]) == [
        "medium: user `ana` has the rights of an administrator, 2 access keys, and no MFA"
      ])
    #expect(try Self.withoutMFA([Self.row("ana", mfa: "false")]) == [])
    #expect(try Self.withoutMFA([Self.row("ana", password: Self.password, mfa: "true")]) == [])
    #expect(try Self.withoutMFA([Self.row("ana", password: Self.password, mfa: "")]) == [])
    #expect(try Self.withoutMFA([Self.row("ben", password: Self.password, mfa: "false")]) == [])
    #expect(try Self.withoutMFA([Self.row("gone", password: Self.password, mfa: "false")]) == [])
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
  @Test("whose policies demand MFA is no administrator without it")
  func demanded() throws {
    let statement =
      #"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}"#
    #expect(
      try Self.withoutMFA([Self.row("ana", password: Self.password, mfa: "false")], statement: statement) == [])
  }

  // https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-9
  @Test("the root user, in the report itself; not where its password was taken away")
  func root() throws {
    let unknown = "not_supported,2026-10-30T08:00:00+00:00,not_supported"
    let found = try Self.findings([Self.row("<root_account>", password: unknown, mfa: "false")])
    #expect(found.map(\.ruleID).contains("admin-user-without-mfa"))
    let finding = found.first { $0.ruleID == "admin-user-without-mfa" }
    #expect(finding?.message == "the root user, who can do everything in the account, has no MFA")
    #expect(finding.map { $0.file.text($0.range) } == "arn:aws:iam::111122223333:root")
    #expect(try Self.withoutMFA([Self.row("<root_account>", mfa: "false")]) == [])
    #expect(try Self.withoutMFA([Self.row("<root_account>", password: unknown, mfa: "true")]) == [])
  }

  // MARK: Unused credentials

  private static func unused(_ row: String, generated: Bool = true, now: Double? = nil) throws -> [String] {
    try findings([row], generated: generated, now: now).filter { $0.ruleID == "unused-principal" }.map(\.message)
  }

  @Test("passwords and keys that were used long ago, or never since they were made long ago")
  func unusedCredentials() throws {
    let never = "true,no_information,2026-01-15T09:00:00+00:00"
    #expect(
      try Self.unused(
        Self.row(
          "ben", password: never, mfa: "true",
          keys: ["true,2025-01-01T00:00:00+00:00,2026-07-24T00:00:00+00:00", "true,2026-06-01T00:00:00+00:00,N/A"]))
        == [
          "user `ben` has not used its password in the 290 days since it was made, access key 1 for 100 days and access key 2"
            + " in the 153 days since it was made"
        ])
    #expect(try Self.unused(Self.row("ben", password: Self.password, mfa: "true", keys: [Self.key])) == [])
    #expect(try Self.unused(Self.row("ben", mfa: "true", keys: ["true,2026-10-01T00:00:00+00:00,N/A"])) == [])
    // What is no longer active cannot be misused.
    #expect(try Self.unused(Self.row("ben", mfa: "true", keys: ["false,2025-01-01T00:00:00+00:00,N/A"])) == [])
    // Of the root user AWS does not say when the password was set.
    let root = "not_supported,no_information,not_supported"
    #expect(try Self.unused(Self.row("<root_account>", password: root, mfa: "true")) == [])
    #expect(
      try Self.unused(
        Self.row("<root_account>", password: root, mfa: "true", keys: ["true,2025-01-01T00:00:00+00:00,N/A"]))
        == ["the root user has not used access key 1 in the 669 days since it was made"])
  }

  @Test("a table says not when it was made: then today counts, and without that nothing is said")
  func unknownDate() throws {
    let row = Self.row("ben", mfa: "true", keys: ["true,2025-01-01T00:00:00+00:00,N/A"])
    #expect(try Self.unused(row, generated: false) == [])
    #expect(try Self.unused(row, generated: false, now: 1_793_491_200).count == 1)
  }
}
