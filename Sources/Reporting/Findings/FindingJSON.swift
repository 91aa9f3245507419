import DocumentSyntax
import PolicyChecks
import PolicyLanguage
import SourceText

/// iamsim's own JSON, described in docs/schema/findings.schema.json.
struct FindingJSON {
  func value(_ report: FindingReport) -> JSONValue {
    let counts = ReportedSeverity.allCases.map { severity in
      JSONValue.Member(severity.rawValue, .integer(report.count(of: severity)))
    }
    var members: [JSONValue.Member] = [
      .init("version", .string(report.version)),
      .init("files", .array(report.files.map { .string($0.name) })),
    ]
    if !report.policies.all.isEmpty {
      let positions = FilePositions()
      members.append(.init("policies", .array(report.policies.all.map { policy($0, positions) })))
    }
    members += [
      .init("summary", .object(counts)), .init("findings", .array(report.findings.map(finding))),
    ]
    if !report.suppressed.isEmpty { members.append(.init("suppressed", .integer(report.suppressed.count))) }
    if report.known > 0 { members.append(.init("known", .integer(report.known))) }
    return .object(members)
  }

  private func policy(_ policy: ReportedPolicy, _ positions: FilePositions) -> JSONValue {
    let lines = positions.lines(of: policy.file)
    var members: [JSONValue.Member] = [
      .init("file", .string(policy.file.name)),
      .init("start", position(lines.position(at: policy.range.lowerBound), policy.range.lowerBound)),
      .init("end", position(lines.position(at: policy.range.upperBound), policy.range.upperBound)),
      .init("kind", .string(policy.recognition.kind.name)),
    ]
    if let type = policy.recognition.resourceType { members.append(.init("resourceType", .string(type.rawValue))) }
    members.append(.init("recognizedBy", .string(policy.recognition.basis.rawValue)))
    if let owner = policy.owner { members.append(.init("owner", .string(owner))) }
    return .object(members)
  }

  private func finding(_ placed: PlacedFinding) -> JSONValue {
    let finding = placed.finding
    var members: [JSONValue.Member] = [
      .init("rule", .string(finding.rule.id)),
      .init("severity", .string(finding.severity.rawValue)),
      .init("message", .string(finding.message)),
      .init("why", .string(finding.rule.why)),
    ]
    if let help = finding.help { members.append(.init("help", .string(help))) }
    if !finding.notes.isEmpty { members.append(.init("notes", .array(finding.notes.map { .string($0) }))) }
    if let link = finding.rule.link { members.append(.init("link", .string(link))) }
    if let page = finding.rule.page { members.append(.init("page", .string(page))) }
    members += [
      .init("file", .string(finding.file.name)),
      .init("start", position(placed.start, finding.range.lowerBound)),
      .init("end", position(placed.end, finding.range.upperBound)),
      .init("fingerprint", .string(placed.fingerprint)),
    ]
    if !finding.related.isEmpty {
      let places = finding.related.map { range -> JSONValue in
        [
          "start": position(placed.lines.position(at: range.lowerBound), range.lowerBound),
          "end": position(placed.lines.position(at: range.upperBound), range.upperBound),
        ]
      }
      members.append(.init("related", .array(places)))
    }
    if !finding.fixes.isEmpty { members.append(.init("fixes", .array(finding.fixes.map { fix($0, placed.lines) }))) }
    return .object(members)
  }

  private func fix(_ fix: FixIt, _ lines: LineTable) -> JSONValue {
    [
      "title": .string(fix.title), "safety": .string(fix.safety.rawValue),
      "start": position(lines.position(at: fix.range.lowerBound), fix.range.lowerBound),
      "end": position(lines.position(at: fix.range.upperBound), fix.range.upperBound),
      "replacement": .string(fix.replacement),
    ]
  }

  /// Line and column from 1, columns in Unicode scalars; the offset in bytes from 0.
  private func position(_ position: SourcePosition, _ offset: Int) -> JSONValue {
    ["line": .integer(position.line), "column": .integer(position.column), "offset": .integer(offset)]
  }
}
