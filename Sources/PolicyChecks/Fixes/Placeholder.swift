import SourceText

/// What stands in an edit for something that only a person knows: `<Region>`.
///
/// Left in, it passes for nothing real: `arn-placeholder-region` finds it, and as a Region or account AWS's own checks do.
enum Placeholder {
  static let region = "<Region>"
  static let account = "<account>"
  static let role = "<role>"

  /// Whether an edit that puts in such texts can be made, or has to be completed by hand.
  static func safety(of texts: [String]) -> FixIt.Safety {
    texts.contains { $0.contains("<") } ? .shownOnly : .changesBehaviour
  }
}
