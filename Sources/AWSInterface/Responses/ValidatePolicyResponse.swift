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
    let details = finding.help.isEmpty ? finding.message : finding.message + ". " + finding.help
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
  private var isASCII = true
  /// Characters before the last offset asked for.
  private var last = (offset: 0, characters: 0)

  mutating func json(_ location: FindingLocation, in finding: Finding) -> JSONValue {
    if file !== finding.file { open(finding.file) }
    let end = location.path.isEmpty && location.range.lowerBound == 0 ? finding.file.bytes.count : nil
    return [
      "start": position(location.range.lowerBound), "end": position(end ?? location.range.upperBound),
    ]
  }

  private mutating func open(_ file: SourceFile) {
    self.file = file
    lines = LineTable(file)
    isASCII = file.bytes.allSatisfy { $0 < 0x80 }
    last = (0, 0)
  }

  private mutating func position(_ offset: Int) -> JSONValue {
    let place = lines?.position(at: offset) ?? SourcePosition(line: 1, column: 1)
    return [
      "line": .integer(place.line), "column": .integer(place.column - 1),
      "offset": .integer(characters(before: offset)),
    ]
  }

  private mutating func characters(before offset: Int) -> Int {
    guard !isASCII, let file else { return offset }
    // Findings come in the order of the text, so that counting goes on where it stopped.
    if offset < last.offset { last = (0, 0) }
    let more = file.bytes[last.offset..<min(offset, file.bytes.count)].count { $0 & 0xC0 != 0x80 }
    last = (offset, last.characters + more)
    return last.characters
  }
}
