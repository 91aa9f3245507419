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

  /// Sorts findings and gives each its place; those that somebody accepted apart.
  static func place(
    _ findings: [ReportedFinding], order files: [SourceFile]
  ) -> (kept: [PlacedFinding], suppressed: [PlacedFinding]) {
    var ranks: [ObjectIdentifier: Int] = [:]
    for (rank, file) in files.enumerated() { ranks[ObjectIdentifier(file)] = rank }
    let keys = findings.indices.map { index in
      (ranks[ObjectIdentifier(findings[index].file)] ?? 0, findings[index].range.lowerBound, index)
    }
    var kept: [PlacedFinding] = []
    kept.reserveCapacity(findings.count)
    var suppressed: [PlacedFinding] = []
    // Those of a file follow one another.
    var lines: LineTable?
    var rank: Int?
    for (order, key) in keys.sorted(by: <).enumerated() {
      let finding = findings[key.2]
      let table = rank == key.0 ? lines ?? LineTable(finding.file) : LineTable(finding.file)
      (lines, rank) = (table, key.0)
      let placed = PlacedFinding(
        finding: finding, start: table.position(at: finding.range.lowerBound),
        end: table.position(at: finding.range.upperBound), order: order, lines: table)
      if finding.suppression == nil { kept.append(placed) } else { suppressed.append(placed) }
    }
    return (kept, suppressed)
  }
}
