import AccountModel
import SourceText
import Testing

@testable import PolicySources

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
@Suite("Reading credential reports")
struct CredentialReportReaderTests {
  private static let heading =
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,"
    + "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,"
    + "access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
    + "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,"
    + "cert_2_last_rotated"
  private static let root =
    "<root_account>,arn:aws:iam::111122223333:root,2020-01-01T00:00:00+00:00,not_supported,2026-10-01T08:00:00+00:00,"
    + "not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A"
  private static let ana =
    "ana,arn:aws:iam::111122223333:user/ana,2024-01-01T00:00:00+00:00,TRUE,no_information,2025-01-01T00:00:00+00:00,N/A,FALSE,"
    + "TRUE,2025-02-01T00:00:00+00:00,N/A,N/A,N/A,true,2025-03-01T00:00:00+00:00,2026-10-30T00:00:00+00:00,eu-west-1,s3,"
    + "FALSE,N/A,FALSE,N/A"

  private func read(_ text: String) -> CredentialReportReader.Result {
    CredentialReportReader().read(SourceFile(name: "credentials.csv", text: text))
  }

  @Test("the file of the console: flags in any case, words in place of times", arguments: ["\n", "\r\n"])
  func table(lineEnd: String) throws {
    let text = [Self.heading, Self.root, Self.ana, ""].joined(separator: lineEnd)
    let result = read(text)
    #expect(result.diagnostics.isEmpty)
    try #require(result.report.users.count == 2)
    let root = result.report.users[0]
    #expect(root.isRoot && root.hasMFA == true && root.accessKeys.isEmpty)
    if case .unknown = root.password {} else { Issue.record("AWS does not say whether the root user has a password") }
    let ana = result.report.users[1]
    #expect(ana.name == "ana" && ana.arn == "arn:aws:iam::111122223333:user/ana" && ana.hasMFA == false && !ana.isRoot)
    guard case .set(let password) = ana.password else {
      Issue.record("there is a password")
      return
    }
    #expect(password.lastUsed == nil && password.changed == "2025-01-01T00:00:00+00:00")
    #expect(ana.accessKeys.map(\.number) == [1, 2])
    #expect(ana.accessKeys.map(\.use.lastUsed) == [nil, "2026-10-30T00:00:00+00:00"])
    #expect(ana.accessKeys.map(\.use.changed) == ["2025-02-01T00:00:00+00:00", "2025-03-01T00:00:00+00:00"])
    #expect(ana.place.file.text(ana.place.range) == "arn:aws:iam::111122223333:user/ana")
  }

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetCredentialReport.html
  @Test("the answer of the API, with the table in base64")
  func answer() throws {
    // "user,arn,mfa_active\nana,arn:aws:iam::111122223333:user/ana,false\n" by base64(1).
    let content =
      "dXNlcixhcm4sbWZhX2FjdGl2ZQphbmEsYXJuOmF3czppYW06OjExMTEyMjIyMzMzMzp1c2VyL2FuYSxmYWxzZQo="
    let text = """
      {"Content": "\(content)", "ReportFormat": "text/csv", "GeneratedTime": "2026-11-01T06:00:00+00:00"}
      """
    let result = read(text)
    #expect(result.diagnostics.isEmpty, "\(result.diagnostics.map(\.message))")
    #expect(result.report.generated == "2026-11-01T06:00:00+00:00")
    let ana = try #require(result.report.users.first)
    #expect(ana.name == "ana" && ana.hasMFA == false && ana.accessKeys.isEmpty)
    #expect(ana.place.file.text(ana.place.range) == "\"\(content)\"")
    let decoded = read(#"{"Content": "user,arn,mfa_active\nana,arn:aws:iam::111122223333:user/ana,true\n"}"#)
    #expect(decoded.report.users.map(\.hasMFA) == [true])
  }

  // A user's name may hold commas: https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html
  @Test("values in quotes, with commas, quotes and line ends in them")
  func quotes() {
    let result = read(
      "user,arn,mfa_active\n\"ana,b\",\"arn:aws:iam::111122223333:user/ana,b\",true\n\"a\"\"b\n c\",arn:x,false\n")
    #expect(result.diagnostics.isEmpty)
    #expect(result.report.users.map(\.name) == ["ana,b", "a\"b\n c"])
    #expect(result.report.users.map(\.arn) == ["arn:aws:iam::111122223333:user/ana,b", "arn:x"])
  }

  @Test(
    "mistakes, each with its place",
    arguments: [
      ("", "the file is empty", 0..<0),
      ("name,arn\n", "there is no column `user`", 0..<4),
      ("user,arn\nana,arn:x\n", "there is no column `mfa_active`", 0..<4),
      ("user,arn,mfa_active\nana,arn:x\n", "the line has 2 values, the heading 3", 20..<23),
      ("user,arn,mfa_active\nana,\"arn:x,false\n", "the quote is never closed", 24..<25),
      ("{\"GeneratedTime\":\"2026\"}", "`Content` is missing", 0..<1),
      ("{\"Content\":7}", "expected the report in base64, a string", 11..<12),
      ("{\"Content\":\"?\"}", "`Content` is neither base64 nor a table", 11..<14),
      ("{\"Content\":\"/w==\"}", "byte 0xFF is not UTF-8", 11..<17),
      ("{\"Content\":", "", 0..<0),
    ])
  func mistakes(text: String, message: String, range: Range<Int>) {
    let result = read(text)
    #expect(result.hasErrors)
    guard !message.isEmpty else { return }
    let found = result.diagnostics.first
    #expect(found?.message.contains(message) == true, "\(found?.message ?? "none")")
    #expect(found?.range.indices == range, "\(found?.message ?? "none")")
  }

  @Test("the lines before and after a bad one are read")
  func otherLines() {
    let result = read("user,arn,mfa_active\na,arn:a,true\nb\nc,arn:c,false\n")
    #expect(result.report.users.map(\.name) == ["a", "c"])
    #expect(result.diagnostics.count == 1)
  }

  @Test("no beginning of a report, and no report with a changed byte, is too much")
  func hostile() {
    let bytes = Array([Self.heading, Self.root, Self.ana].joined(separator: "\n").utf8)
    for end in bytes.indices {
      _ = CredentialReportReader().read(SourceFile(name: "a.csv", bytes: Array(bytes[..<end])))
      var changed = bytes
      changed[end] = [0, 0x22, 0x0A, 0x2C, 0xFF, 0x0D][end % 6]
      _ = CredentialReportReader().read(SourceFile(name: "a.csv", bytes: changed))
    }
  }
}
