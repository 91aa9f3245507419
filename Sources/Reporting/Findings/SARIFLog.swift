import DocumentSyntax
import SourceText

/// SARIF 2.1.0.
/// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
struct SARIFLog {
  func value(_ report: FindingReport) -> JSONValue {
    let results = report.showsSuppressed ? report.findings + report.suppressed : report.findings
    let rules = FindingReport.rules(results)
    var ruleIndices: [String: Int] = [:]
    for (index, rule) in rules.enumerated() { ruleIndices[rule.id] = index }
    var fileIndices: [ObjectIdentifier: Int] = [:]
    for (index, file) in report.files.enumerated() { fileIndices[ObjectIdentifier(file)] = index }
    let run: JSONValue = [
      "tool": [
        "driver": [
          "name": "iamsim", "version": .string(report.version), "semanticVersion": .string(report.version),
          "rules": .array(rules.map(rule)),
        ]
      ],
      "invocations": [["executionSuccessful": true]],
      "columnKind": "unicodeCodePoints",
      "artifacts": .array(
        report.files.map { ["location": artifact($0), "length": .integer($0.bytes.count), "encoding": "UTF-8"] }),
      "results": .array(
        results.map { placed in
          result(
            placed, ruleIndex: ruleIndices[placed.finding.rule.id] ?? 0,
            fileIndex: fileIndices[ObjectIdentifier(placed.finding.file)] ?? 0)
        }),
    ]
    return [
      "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      "version": "2.1.0",
      "runs": [run],
    ]
  }

  private func rule(_ rule: ReportedRule) -> JSONValue {
    var markdown = "\(rule.why)\n\n**What to do:** \(rule.remedy)"
    var text = "\(rule.why)\n\nWhat to do: \(rule.remedy)"
    if let page = rule.page {
      markdown += "\n\nExamples: `iamsim rules \(rule.id)`, or `\(page)` in iamsim's repository."
      text += "\n\nExamples: iamsim rules \(rule.id), or \(page) in iamsim's repository."
    }
    if let link = rule.link { markdown += "\n\n[More](\(link))" }
    var members: [JSONValue.Member] = [
      .init("id", .string(rule.id)),
      .init("shortDescription", ["text": .string(Self.shown(rule.title))]),
      .init("fullDescription", ["text": .string(rule.why)]),
      .init("help", ["text": .string(text), "markdown": .string(markdown)]),
    ]
    if let link = rule.link { members.append(.init("helpUri", .string(link))) }
    members += [
      .init("defaultConfiguration", ["level": .string(rule.severity.level)]),
      .init("properties", ["tags": ["security"], "security-severity": .string(rule.severity.score)]),
    ]
    return .object(members)
  }

  private func result(_ placed: PlacedFinding, ruleIndex: Int, fileIndex: Int) -> JSONValue {
    let finding = placed.finding
    var text = finding.message
    for note in finding.notes { text += "\n" + note }
    if let help = finding.help { text += "\nHelp: " + help }
    // A viewer makes the edits of `fixes` as they stand: those that a person has to complete are only told of.
    for fix in finding.fixes where fix.safety == .shownOnly { text += "\nFix: \(fix.title) (\(fix.safety.words))" }
    guard case .object(var location) = artifact(finding.file) else { return .null }
    location.append(.init("index", .integer(fileIndex)))
    var members: [JSONValue.Member] = [
      .init("ruleId", .string(finding.rule.id)),
      .init("ruleIndex", .integer(ruleIndex)),
      .init("level", .string(finding.severity.level)),
      .init("message", ["text": .string(Self.shown(text))]),
      .init(
        "locations",
        [
          [
            "physicalLocation": [
              "artifactLocation": .object(location), "region": region(finding.range, placed.lines),
            ]
          ]
        ]),
      .init("partialFingerprints", ["primaryLocationLineHash": .string(placed.fingerprint)]),
    ]
    if let reason = finding.suppression {
      members.append(
        .init(
          "suppressions", [["kind": "external", "status": "accepted", "justification": .string(Self.shown(reason))]]))
    }
    if !finding.related.isEmpty {
      let places = finding.related.enumerated().map { number, range -> JSONValue in
        [
          "id": .integer(number + 1),
          "physicalLocation": ["artifactLocation": .object(location), "region": region(range, placed.lines)],
        ]
      }
      members.append(.init("relatedLocations", .array(places)))
    }
    let fixes = finding.fixes.filter { $0.safety != .shownOnly }
    if !fixes.isEmpty {
      members.append(.init("fixes", .array(fixes.map { fix($0, finding.file, placed.lines) })))
    }
    return .object(members)
  }

  private func fix(_ fix: FixIt, _ file: SourceFile, _ lines: LineTable) -> JSONValue {
    [
      "description": ["text": .string("\(fix.title) (\(fix.safety.words))")],
      "artifactChanges": [
        [
          "artifactLocation": artifact(file),
          "replacements": [
            ["deletedRegion": region(fix.range, lines), "insertedContent": ["text": .string(fix.replacement)]]
          ],
        ]
      ],
    ]
  }

  private func region(_ range: ByteRange, _ lines: LineTable) -> JSONValue {
    let start = lines.position(at: range.lowerBound)
    let end = lines.position(at: range.upperBound)
    return [
      "startLine": .integer(start.line), "startColumn": .integer(start.column), "endLine": .integer(end.line),
      "endColumn": .integer(end.column), "byteOffset": .integer(range.lowerBound),
      "byteLength": .integer(range.count),
    ]
  }

  /// A text for people, without what would act on a viewer; its lines stay.
  private static func shown(_ text: String) -> String {
    if DisplayWidth.isPlainLines(text) { return text }
    return text.replacingScalars(carriageReturn).unicodeScalars
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).printable }.joined(separator: "\n")
  }

  private static let carriageReturn = ScalarReplacement(["\r": ""])

  private func artifact(_ file: SourceFile) -> JSONValue { ["uri": .string(Self.uri(file.name))] }

  /// A file's name as a URI reference: absolute for absolute paths.
  static func uri(_ name: String) -> String {
    var uri = TextBuffer()
    if name.hasPrefix("/") { uri.append("file://") }
    for byte in name.withoutCurrentFolder.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        uri.append(ascii: byte)
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        uri.append(digits.count == 1 ? "%0" : "%")
        uri.append(digits)
      }
    }
    return uri.finish()
  }
}

extension ReportedSeverity {
  /// SARIF's level.
  fileprivate var level: String {
    switch self {
    case .error, .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "note"
    }
  }

  /// The score by which GitHub sorts security findings, from 0 to 10.
  fileprivate var score: String {
    switch self {
    case .error, .high: "8.0"
    case .critical: "9.5"
    case .medium: "5.0"
    case .low: "2.0"
    case .info: "0.5"
    }
  }
}
