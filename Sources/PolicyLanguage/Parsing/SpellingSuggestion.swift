/// Finds what a misspelled name was meant to be.
enum SpellingSuggestion {
  /// The nearest of the candidates, case aside; `nil` when none is near.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    let written = word.lowercased()
    return candidates.map { ($0, distance(written, $0.lowercased())) }
      .filter { $0.1 <= max(1, word.count / 3) }
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
