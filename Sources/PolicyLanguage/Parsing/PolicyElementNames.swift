import DocumentSyntax

/// The names allowed at the top of a document.
enum DocumentElement: String, CaseIterable {
  case version = "Version"
  case id = "Id"
  case statement = "Statement"
}

/// The names allowed in a statement.
enum StatementElement: String, CaseIterable {
  case sid = "Sid"
  case effect = "Effect"
  case principal = "Principal"
  case notPrincipal = "NotPrincipal"
  case action = "Action"
  case notAction = "NotAction"
  case resource = "Resource"
  case notResource = "NotResource"
  case condition = "Condition"
}

/// Finds what a misspelled name was meant to be.
enum ElementName {
  /// The name among `candidates` that `text` was probably meant to be; `nil` when none is close.
  static func closest(to text: String, among candidates: [String]) -> String? {
    let lowered = text.lowercased()
    if let same = candidates.first(where: { $0.lowercased() == lowered }) { return same }
    return candidates.map { ($0, distance(lowered, $0.lowercased())) }
      .filter { $0.1 <= max(1, min(text.count, $0.0.count) / 3) }
      .min { $0.1 < $1.1 }?.0
  }

  private static func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a.utf8.prefix(40))
    let b = Array(b.utf8.prefix(40))
    var row = Array(0...b.count)
    for i in a.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1))
        diagonal = above
      }
    }
    return row[b.count]
  }
}
