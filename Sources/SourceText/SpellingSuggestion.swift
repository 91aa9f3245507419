/// Finds what a person probably meant to write.
public enum SpellingSuggestion {
  /// The candidate nearest to a misspelt word; `nil` when none is near enough to be worth suggesting.
  ///
  /// Nearness is the number of letters to insert, delete, replace or swap with their neighbour (the optimal string
  /// alignment distance), ignoring the case of ASCII letters; up to a third of the word's length counts as near. Of
  /// equally near candidates the one that begins alike wins, then the first in alphabetical order.
  ///
  /// - Parameters:
  ///   - word: What was written.
  ///   - candidates: What could have been written.
  public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    Candidates(candidates).nearest(to: word)
  }

  /// What could have been written, prepared for many questions.
  public struct Candidates: Sendable {
    private let names: [Candidate]

    /// Prepares the candidates; O(all their letters).
    public init(_ names: some Sequence<String>) { self.names = names.map(Candidate.init) }

    /// The candidate nearest to a word, as ``SpellingSuggestion/nearest(to:among:)`` finds it.
    public func nearest(to word: String) -> String? {
      SpellingSuggestion.nearest(to: SpellingSuggestion.lowercased(word), among: names)
    }
  }

  private static func nearest(to written: [UInt8], among candidates: [Candidate]) -> String? {
    var limit = max(1, written.count / 3)
    guard written.count > 1 else {
      // One letter is near to every other letter; only its case can be wrong.
      return candidates.first { $0.letters == written }?.text
    }
    var rows = EditDistance(capacity: written.count + 1)
    var best: (candidate: String, prefix: Int)?
    let kinds = Candidate.kinds(written)
    for candidate in candidates {
      let letters = candidate.letters
      // Each letter that only one of the words has costs an edit, which rules most candidates out.
      guard abs(letters.count - written.count) <= limit,
        (kinds & ~candidate.kinds).nonzeroBitCount <= limit, (candidate.kinds & ~kinds).nonzeroBitCount <= limit,
        let distance = rows.distance(letters, written, limit: limit), distance < letters.count
      else { continue }
      let prefix = zip(letters, written).prefix { $0 == $1 }.count
      if let known = best, distance == limit,
        (known.prefix, candidate.text) > (prefix, known.candidate)
          || (known.prefix == prefix && known.candidate <= candidate.text)
      {
        continue
      }
      best = (candidate.text, prefix)
      limit = distance
    }
    return best?.candidate
  }

  fileprivate static func lowercased(_ text: String) -> [UInt8] {
    text.utf8.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
  }
}

/// A name with what is needed to compare it.
private struct Candidate: Sendable {
  var text: String
  /// In lower case.
  var letters: [UInt8]
  /// A bit for each letter that it has; several letters share one.
  var kinds: UInt32

  init(_ text: String) {
    self.text = text
    letters = SpellingSuggestion.lowercased(text)
    kinds = Self.kinds(letters)
  }

  static func kinds(_ letters: [UInt8]) -> UInt32 { letters.reduce(0) { $0 | 1 << UInt32($1 & 31) } }
}

/// The rows of the distance table, kept from one candidate to the next.
private struct EditDistance {
  private var beforePrevious: [Int]
  private var previous: [Int]
  private var current: [Int]

  init(capacity: Int) {
    beforePrevious = Array(repeating: 0, count: capacity)
    previous = beforePrevious
    current = beforePrevious
  }

  /// The distance of two words, or `nil` when it is above the limit.
  mutating func distance(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int? {
    for column in 0...b.count { previous[column] = column }
    for row in 0..<a.count {
      current[0] = row + 1
      var smallest = row + 1
      for column in 0..<b.count {
        var value = min(previous[column + 1], current[column]) + 1
        value = min(value, previous[column] + (a[row] == b[column] ? 0 : 1))
        if row > 0, column > 0, a[row] == b[column - 1], a[row - 1] == b[column] {
          value = min(value, beforePrevious[column - 1] + 1)
        }
        current[column + 1] = value
        smallest = min(smallest, value)
      }
      // The next row can still use a swap over the previous one, so both must be beyond the limit.
      if smallest > limit, (previous.prefix(b.count + 1).min() ?? 0) > limit { return nil }
      swap(&beforePrevious, &previous)
      swap(&previous, &current)
    }
    return previous[b.count] <= limit ? previous[b.count] : nil
  }
}
