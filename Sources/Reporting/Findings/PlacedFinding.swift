import SourceText

/// A finding with its place as people count it, and its fingerprint.
struct PlacedFinding: Sendable {
  var finding: ReportedFinding
  /// The first character.
  var start: SourcePosition
  /// Just behind the last character.
  var end: SourcePosition
  /// Stable name of the finding: the same after lines were added or removed elsewhere.
  var fingerprint: String
  /// Where lines begin in its file.
  var lines: LineTable

  /// The file's name as shown.
  var fileName: String { finding.file.name.printable }

  /// Sorts findings and gives each its place.
  static func place(_ findings: [ReportedFinding], order files: [SourceFile]) -> [PlacedFinding] {
    var ranks: [ObjectIdentifier: Int] = [:]
    for (rank, file) in files.enumerated() { ranks[ObjectIdentifier(file)] = rank }
    let sorted = findings.enumerated().sorted { a, b in
      let first = ranks[ObjectIdentifier(a.element.file)] ?? 0
      let second = ranks[ObjectIdentifier(b.element.file)] ?? 0
      return (first, a.element.range.lowerBound, a.offset) < (second, b.element.range.lowerBound, b.offset)
    }
    var tables: [ObjectIdentifier: LineTable] = [:]
    var fingerprints = Fingerprints()
    return sorted.map { _, finding in
      let key = ObjectIdentifier(finding.file)
      let lines = tables[key] ?? LineTable(finding.file)
      tables[key] = lines
      return PlacedFinding(
        finding: finding, start: lines.position(at: finding.range.lowerBound),
        end: lines.position(at: finding.range.upperBound), fingerprint: fingerprints.next(finding), lines: lines)
    }
  }
}
