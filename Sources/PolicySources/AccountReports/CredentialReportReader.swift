public import AccountModel
import DocumentSyntax
public import SourceText

/// Reads the credential report of an account: the output of `aws iam get-credential-report`, or the CSV file that the console
/// downloads.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
public struct CredentialReportReader: Sendable {
  /// What reading gives: every line that could be read, and every mistake found.
  public struct Result: Sendable {
    /// The report.
    public var report: CredentialReport
    /// All mistakes, in the order of the text.
    public var diagnostics: [Diagnostic]

    /// Whether any diagnostic is an error.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// Makes a reader.
  public init() {}

  /// Reads a report.
  public func read(_ file: SourceFile) -> Result {
    let isJSON = file.bytes.first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF } == UInt8(ascii: "{")
    return isJSON ? readAnswer(file) : readTable(file, generated: nil) { $0 }
  }

  // MARK: The answer of the API

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetCredentialReport.html
  private func readAnswer(_ file: SourceFile) -> Result {
    let parsed = DocumentParser().parse(file, format: .json)
    guard !parsed.hasErrors, let root = parsed.tree.root else {
      return Result(report: CredentialReport(), diagnostics: parsed.diagnostics)
    }
    let start = ByteRange(root.range.lowerBound, root.range.lowerBound + 1)
    guard let content = root["Content"] else {
      return failure("the file holds no credential report: `Content` is missing", in: file, at: start)
    }
    guard let text = content.stringValue else {
      return failure("expected the report in base64, a string", in: file, at: content.range)
    }
    guard let table = Self.table(text) else {
      return failure("`Content` is neither base64 nor a table that begins with `user,arn`", in: file, at: content.range)
    }
    let inner = SourceFile(name: file.name, bytes: table)
    // Bytes of what is decoded have no place of their own in the file.
    return readTable(inner, generated: root["GeneratedTime"]?.stringValue) { _ in
      DeclaredPlace(file: file, range: content.range)
    }
  }

  /// The table that `Content` holds: in base64, as the AWS CLI prints it, or decoded, as programs write it.
  private static func table(_ text: String) -> [UInt8]? {
    if text.hasPrefix("user,arn") { return Array(text.utf8) }
    var blankless = text.filter { !$0.isWhitespace }
    return blankless.withUTF8 { Base64.decode($0) }
  }

  // MARK: The table

  /// - Parameter outward: turns a place in the table into one that can be shown.
  private func readTable(
    _ file: SourceFile, generated: String?, _ outward: (DeclaredPlace) -> DeclaredPlace
  ) -> Result {
    func place(_ range: ByteRange) -> DeclaredPlace { outward(DeclaredPlace(file: file, range: range)) }
    func mistake(_ message: String, _ range: ByteRange) -> Diagnostic {
      let place = place(range)
      return Diagnostic(
        .error, code: "credential-report", message, in: place.file, at: place.range, help: Self.help)
    }
    if let malformed = UTF8Validation.problem(in: file) {
      return Result(report: CredentialReport(), diagnostics: [mistake(malformed.message, malformed.range)])
    }
    let table = CommaSeparatedValues(file)
    var diagnostics: [Diagnostic] = []
    if let problem = table.problem { diagnostics.append(mistake(problem.message, problem.range)) }
    guard let heading = table.rows.first else {
      if diagnostics.isEmpty { diagnostics.append(mistake("the file is empty", ByteRange(0, 0))) }
      return Result(report: CredentialReport(), diagnostics: diagnostics)
    }
    var columns: [String: Int] = [:]
    for (index, value) in heading.enumerated() { columns[value.text.lowercased()] = index }
    if let missing = ["user", "arn", "mfa_active"].first(where: { columns[$0] == nil }) {
      let range = heading.first?.range ?? ByteRange(0, 0)
      diagnostics.append(mistake("the file is no credential report: there is no column `\(missing)`", range))
      return Result(report: CredentialReport(), diagnostics: diagnostics)
    }
    var report = CredentialReport(generated: generated)
    for row in table.rows.dropFirst() {
      guard row.count == heading.count else {
        let range = row.first?.range ?? ByteRange(0, 0)
        diagnostics.append(mistake("the line has \(row.count) values, the heading \(heading.count)", range))
        continue
      }
      report.users.append(CredentialReportRow(columns: columns, values: row).credentials(place))
    }
    return Result(report: report, diagnostics: diagnostics)
  }

  private static let help =
    "give the output of `aws iam get-credential-report`, after `aws iam generate-credential-report`"

  private func failure(_ message: String, in file: SourceFile, at range: ByteRange) -> Result {
    Result(
      report: CredentialReport(),
      diagnostics: [Diagnostic(.error, code: "credential-report", message, in: file, at: range, help: Self.help)])
  }
}
