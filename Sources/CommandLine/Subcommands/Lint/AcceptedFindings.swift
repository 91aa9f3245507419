import PolicyChecks
import SourceText

/// The findings of a file that its baseline has, by rule and place.
///
/// Edits elsewhere in the file change where they stand, and perhaps their names in the baseline; they stay accepted.
struct AcceptedFindings {
  private struct Place: Hashable {
    var rule: String
    var offset: Int
  }

  private var places: Set<Place> = []

  /// - Parameters:
  ///   - baseline: the known findings; `nil` when there are none.
  ///   - file: the file before any edit.
  init(_ baseline: BaselineComparison?, in file: LintedFile) {
    guard let baseline else { return }
    places = Set(baseline.known(in: file).map { Self.place(of: file.findings[$0].finding) })
  }

  /// Whether a finding is one of them.
  func contain(_ finding: Finding) -> Bool { places.contains(Self.place(of: finding)) }

  /// The same in the file after some edits.
  func after(_ edits: [FixIt]) -> AcceptedFindings {
    var accepted = self
    // One edit may mend several findings.
    var lengths: [ByteRange: Int] = [:]
    for edit in edits { lengths[edit.range] = edit.replacement.utf8.count }
    accepted.places = Set(
      places.map { place in
        let shift = lengths.reduce(0) { shift, edit in
          edit.key.upperBound <= place.offset ? shift + edit.value - edit.key.count : shift
        }
        return Place(rule: place.rule, offset: place.offset + shift)
      })
    return accepted
  }

  private static func place(of finding: Finding) -> Place {
    Place(rule: finding.ruleID, offset: finding.range.lowerBound)
  }
}
