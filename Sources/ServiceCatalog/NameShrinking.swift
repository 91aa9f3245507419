import Wildcards

/// Finds few patterns that match exactly some names of a list.
struct NameShrinking {
  private let names: [String]
  private let lowercased: [[UInt8]]
  private let wanted: NameSet

  /// - Parameters:
  ///   - names: all names, different from each other also in lower case.
  ///   - wanted: the numbers of those that the patterns shall match.
  init(names: [String], wanted: [Int]) {
    self.names = names
    lowercased = names.map { $0.utf8.map(WildcardEncoding.lowercased) }
    self.wanted = NameSet(count: names.count, wanted)
  }

  /// A pattern with the names that it matches.
  private struct Candidate {
    let pattern: String
    let stars: Int
    let matches: NameSet

    /// Of two patterns that match the same names the plainer one, then the one that says more.
    func isBetter(than other: Candidate) -> Bool {
      if stars != other.stars { return stars < other.stars }
      if pattern.utf8.count != other.pattern.utf8.count { return pattern.utf8.count > other.pattern.utf8.count }
      return pattern < other.pattern
    }
  }

  /// The patterns, sorted.
  var patterns: [String] {
    if wanted.count == names.count, names.count > 1 { return ["*"] }
    var chosen: [Candidate] = []
    var candidates = self.candidates
    var missing = wanted
    while true {
      // The gain of a pattern only falls while others are chosen, so one without any left never comes back.
      candidates.removeAll { $0.matches.intersection(missing).count < 2 }
      let best = candidates.max { a, b in
        let (x, y) = (a.matches.intersection(missing).count, b.matches.intersection(missing).count)
        return x != y ? x < y : b.isBetter(than: a)
      }
      guard let best else { break }
      chosen.append(best)
      missing = missing.subtracting(best.matches)
    }
    chosen += missing.elements.map {
      Candidate(pattern: names[$0], stars: 0, matches: NameSet(count: names.count, [$0]))
    }
    return withoutSuperfluous(chosen).map(\.pattern).sorted { $0.lowercased() < $1.lowercased() }
  }

  /// Leaves out what the others match anyway, those that match least first.
  private func withoutSuperfluous(_ chosen: [Candidate]) -> [Candidate] {
    var kept = chosen
    for candidate in chosen.sorted(by: { $0.matches.count < $1.matches.count }) {
      let others = kept.filter { $0.pattern != candidate.pattern }
      let covered = others.reduce(NameSet(count: names.count, [])) { $0.union($1.matches) }
      if wanted.subtracting(covered).count == 0 { kept = others }
    }
    return kept
  }

  /// Patterns that match some wanted names and no other; of those that match the same names, one.
  ///
  /// Literal text comes from the wanted names: how they begin, end, or what words stand in them.
  private var candidates: [Candidate] {
    var found: [NameSet: Candidate] = [:]
    var seen: Set<String> = []
    func consider(_ prefix: Substring, _ infix: Substring, _ suffix: Substring) {
      let pattern = infix.isEmpty ? "\(prefix)*\(suffix)" : "\(prefix)*\(infix)*\(suffix)"
      guard seen.insert(pattern).inserted else { return }
      let matches = matching(pattern)
      guard matches.count > 1, matches.subtracting(wanted).count == 0 else { return }
      let candidate = Candidate(pattern: pattern, stars: infix.isEmpty ? 1 : 2, matches: matches)
      if let known = found[matches], known.isBetter(than: candidate) { return }
      found[matches] = candidate
    }
    for name in wanted.elements.map({ names[$0] }) {
      let words = Self.wordBoundaries(in: name)
      for start in words {
        consider(name[..<start], "", "")
        consider("", "", name[start...])
        for end in words where end > start {
          consider(name[..<start], "", name[end...])
          consider("", name[start..<end], "")
        }
      }
      // Where no whole words do, a part of one may: `ListTags` and `ListTagsForResource` begin alike within a word.
      for index in name.indices.dropFirst() { consider(name[..<index], "", "") }
    }
    return found.values.sorted { $0.pattern < $1.pattern }
  }

  private func matching(_ pattern: String) -> NameSet {
    var encoded: [UInt8] = []
    WildcardEncoding.append(pattern: pattern, to: &encoded, lowercased: true)
    return encoded.withUnsafeBufferPointer { encoded in
      NameSet(
        count: names.count,
        lowercased.indices.filter { index in
          lowercased[index].withUnsafeBufferPointer { WildcardMatcher.matches(pattern: encoded, text: $0) }
        })
    }
  }

  /// Where the words of a name begin, but for the first.
  ///
  /// `Get|Secret|Value`, `List|MFA|Devices`.
  private static func wordBoundaries(in name: String) -> [String.Index] {
    name.indices.dropFirst().filter { index in
      let isUpper = { (index: String.Index) in name[index].isUppercase }
      guard isUpper(index) else { return false }
      let next = name.index(after: index)
      return !isUpper(name.index(before: index)) || (next < name.endIndex && !isUpper(next))
    }
  }
}
