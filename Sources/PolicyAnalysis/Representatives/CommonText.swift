/// Finds one text that several patterns all match: a breadth-first walk over the product of their automata.
package struct CommonText {
  /// The character for places that no pattern fixes.
  package var filler: Unicode.Scalar
  /// Most states visited before giving up.
  package var maximumStates: Int

  /// Makes a search.
  package init(filler: Unicode.Scalar = "x", maximumStates: Int = 20_000) {
    self.filler = filler
    self.maximumStates = maximumStates
  }

  /// What the search came to.
  package enum Result: Hashable {
    case text(String)
    /// No text matches all of them.
    case none
    /// The search was given up.
    case unknown
  }

  /// A shortest common text.
  package func find(_ patterns: [TextPattern]) -> Result {
    if let literal = patterns.first(where: \.isLiteral) {
      let text = literal.shortestText(filler: filler)
      return patterns.allSatisfy { Self.matches($0, text) } ? .text(text) : .none
    }
    var alphabet: [Unicode.Scalar] = [filler]
    for pattern in patterns {
      for case .character(let scalar) in pattern.tokens where !alphabet.contains(scalar) { alphabet.append(scalar) }
    }
    let start = patterns.map { Self.closure([0], $0) }
    var states = [(positions: start, previous: -1, scalar: filler)]
    var seen: Set<[[Int]]> = [start]
    var next = 0
    while next < states.count {
      let positions = states[next].positions
      if zip(positions, patterns).allSatisfy({ $0.contains($1.tokens.count) }) { return .text(text(to: next, states)) }
      if states.count > maximumStates { return .unknown }
      // Where some pattern has no wildcard, no other characters than its own lead on.
      let own = zip(positions, patterns).lazy.compactMap { Self.characters($0, $1) }.first
      for scalar in alphabet where own?.contains(scalar) ?? true {
        var following: [[Int]] = []
        for (index, pattern) in patterns.enumerated() {
          let step = Self.step(positions[index], scalar, pattern)
          if step.isEmpty { break }
          following.append(step)
        }
        if following.count == patterns.count, seen.insert(following).inserted {
          states.append((following, next, scalar))
        }
      }
      next += 1
    }
    return .none
  }

  private func text(to state: Int, _ states: [(positions: [[Int]], previous: Int, scalar: Unicode.Scalar)]) -> String {
    var scalars: [Unicode.Scalar] = []
    var index = state
    while states[index].previous >= 0 {
      scalars.append(states[index].scalar)
      index = states[index].previous
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars.reversed())
    return String(text)
  }

  private static func matches(_ pattern: TextPattern, _ text: String) -> Bool {
    var positions = closure([0], pattern)
    for scalar in text.unicodeScalars {
      positions = step(positions, scalar, pattern)
      if positions.isEmpty { return false }
    }
    return positions.contains(pattern.tokens.count)
  }

  /// The characters that lead on from some positions; `nil` where wildcards take any.
  private static func characters(_ positions: [Int], _ pattern: TextPattern) -> [Unicode.Scalar]? {
    var characters: [Unicode.Scalar] = []
    for position in positions where position < pattern.tokens.count {
      guard case .character(let scalar) = pattern.tokens[position] else { return nil }
      characters.append(scalar)
    }
    return characters
  }

  /// The positions reached by one character.
  private static func step(_ positions: [Int], _ scalar: Unicode.Scalar, _ pattern: TextPattern) -> [Int] {
    var reached: [Int] = []
    for position in positions where position < pattern.tokens.count {
      switch pattern.tokens[position] {
      case .character(let own): if own == scalar { reached.append(position + 1) }
      case .any: reached.append(position + 1)
      case .run: reached.append(position)
      case .anyInField: if scalar != ":" { reached.append(position + 1) }
      case .runInField: if scalar != ":" { reached.append(position) }
      }
    }
    return closure(reached, pattern)
  }

  /// Adds the positions behind stars, which take no character; sorted, each once.
  private static func closure(_ positions: [Int], _ pattern: TextPattern) -> [Int] {
    var all = positions
    for var position in positions {
      while position < pattern.tokens.count, pattern.tokens[position] == .run || pattern.tokens[position] == .runInField
      {
        position += 1
        all.append(position)
      }
    }
    guard all.count > 1 else { return all }
    all.sort()
    return all.indices.filter { $0 == 0 || all[$0] != all[$0 - 1] }.map { all[$0] }
  }
}
