/// One piece of a pattern, after variables are replaced by their values.
enum PatternPiece: Sendable, Hashable {
  /// This character and no other.
  case character(Unicode.Scalar)
  /// `?`: any one character, of which `:` counts only if said so.
  case anyOne(colonToo: Bool)
  /// `*`: any run of characters, empty too.
  case anyRun(colonToo: Bool)
}

/// Wildcards (reference 5.1, 5.3, 6.2): `*` is any run of characters, `?` exactly one.
enum WildcardRule {
  /// Whether the pieces cover the whole text.
  ///
  /// Keeps the list of places in the text where the pieces read so far can end, in ascending order; up to the first run
  /// there is one.
  static func matches(_ pieces: [PatternPiece], _ text: [Unicode.Scalar]) -> Bool {
    var read = 0
    beforeRuns: while read < pieces.count {
      switch pieces[read] {
      case .character(let character):
        if read == text.count || text[read] != character { return false }
      case .anyOne(let colonToo):
        if read == text.count || (!colonToo && text[read] == ":") { return false }
      case .anyRun: break beforeRuns
      }
      read += 1
    }
    if read == pieces.count { return read == text.count }
    var ends = [read]
    for piece in pieces[read...] {
      var next: [Int] = []
      switch piece {
      case .character(let character):
        for end in ends where end < text.count && text[end] == character { next.append(end + 1) }
      case .anyOne(let colonToo):
        for end in ends where end < text.count && (colonToo || text[end] != ":") { next.append(end + 1) }
      case .anyRun(let colonToo):
        for start in ends {
          var end = start
          if let last = next.last, last >= start { continue }
          next.append(end)
          while end < text.count && (colonToo || text[end] != ":") {
            end += 1
            next.append(end)
          }
        }
      }
      if next.isEmpty { return false }
      ends = next
    }
    return ends.last == text.count
  }

  /// A pattern in which every wildcard matches every character.
  static func pieces(_ pattern: String) -> [PatternPiece] {
    var result: [PatternPiece] = []
    for scalar in pattern.unicodeScalars {
      switch scalar {
      case "*": result.append(.anyRun(colonToo: true))
      case "?": result.append(.anyOne(colonToo: true))
      default: result.append(.character(scalar))
      }
    }
    return result
  }
}
