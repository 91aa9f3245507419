public import DocumentSyntax
public import PolicyChecks
import SourceText

/// The answer of `validate-policy`.
/// https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicy.html
public struct ValidatePolicyResponse: Sendable {
  /// The findings, those of AWS's validator only.
  public var findings: [Finding]

  /// Makes an answer.
  public init(_ findings: [Finding]) {
    self.findings = findings.filter { $0.findingType != nil && $0.issueCode != nil }
  }

  /// The answer in the AWS CLI's shape.
  public var json: JSONValue {
    var places = SpanWriter()
    return ["findings": .array(findings.map { json($0, &places) })]
  }

  private func json(_ finding: Finding, _ places: inout SpanWriter) -> JSONValue {
    let details = [finding.message, finding.help].filter { !$0.isEmpty }.map(Self.sentence).joined(separator: " ")
    return [
      "findingDetails": .string(details),
      "findingType": .string(finding.findingType?.rawValue ?? ""),
      "issueCode": .string(finding.issueCode ?? ""),
      "learnMoreLink": .string(finding.rule.link),
      "locations": .array(
        finding.locations.map {
          ["path": .array($0.path.map(Self.json)), "span": places.json($0, in: finding)]
        }),
    ]
  }

  /// A message as a sentence among others.
  private static func sentence(_ text: String) -> String {
    let isFinished = text.last.map { ".!?".contains($0) } ?? true
    return text.prefix(1).uppercased() + text.dropFirst() + (isFinished ? "" : ".")
  }

  private static func json(_ element: PathElement) -> JSONValue {
    switch element {
    case .value(let name): return ["value": .string(name)]
    case .index(let index): return ["index": .integer(index)]
    case .key(let name): return ["key": .string(name)]
    case .substring(let start, let length):
      return ["substring": ["start": .integer(start), "length": .integer(length)]]
    }
  }
}

/// Spans as AWS counts them: lines from 1, columns and offsets from 0, in characters.
private struct SpanWriter {
  private var file: SourceFile?
  private var lines: LineTable?

  mutating func json(_ location: FindingLocation, in finding: Finding) -> JSONValue {
    let lines = table(of: finding.file)
    let end = location.path.isEmpty && location.range.lowerBound == 0 ? finding.file.bytes.count : nil
    return [
      "start": Self.position(location.range.lowerBound, lines),
      "end": Self.position(end ?? location.range.upperBound, lines),
    ]
  }

  private mutating func table(of file: SourceFile) -> LineTable {
    if let lines, file === self.file { return lines }
    let table = LineTable(file)
    self.file = file
    lines = table
    return table
  }

  private static func position(_ offset: Int, _ lines: LineTable) -> JSONValue {
    let place = lines.position(at: offset)
    return [
      "line": .integer(place.line), "column": .integer(place.column - 1),
      "offset": .integer(lines.scalars(before: offset)),
    ]
  }
}
