import SourceText

/// A finding with its place as people count it, and its fingerprint.
struct PlacedFinding: Sendable {
  var finding: ReportedFinding
  /// The first character.
  var start: SourcePosition
  /// Just behind the last character.
  var end: SourcePosition
  /// Stable name of the finding: the same after lines were added or removed elsewhere.
  ///
  /// Empty until somebody asks for it, as only some formats show it (``FindingReport/named``).
  var fingerprint = ""
  /// Its number among all findings of the report, those that somebody accepted too.
  var order: Int
  /// Where lines begin in its file.
  var lines: LineTable

  /// The file's name as shown.
  var fileName: String { finding.file.name.printable }

  /// Sorts findings and gives each its place.
  static func place(_ findings: [ReportedFinding], order files: [SourceFile]) -> [PlacedFinding] {
    var ranks: [ObjectIdentifier: Int] = [:]
    for (rank, file) in files.enumerated() { ranks[ObjectIdentifier(file)] = rank }
    let keys = findings.enumerated().map { index, finding in
      (ranks[ObjectIdentifier(finding.file)] ?? 0, finding.range.lowerBound, index)
    }
    var tables: [ObjectIdentifier: LineTable] = [:]
    return keys.sorted(by: <).enumerated().map { order, place in
      let index = place.2
      let finding = findings[index]
      let key = ObjectIdentifier(finding.file)
      let lines = tables[key] ?? LineTable(finding.file)
      tables[key] = lines
      return PlacedFinding(
        finding: finding, start: lines.position(at: finding.range.lowerBound),
        end: lines.position(at: finding.range.upperBound), order: order, lines: lines)
    }
  }
}
