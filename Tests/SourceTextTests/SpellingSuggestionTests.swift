import SourceText
import Testing

@Suite struct SpellingSuggestionTests {
  private let elements = [
    "Version", "Id", "Statement", "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource",
    "NotResource", "Condition",
  ]

  @Test(arguments: [
    ("Efect", "Effect"), ("effect", "Effect"), ("Actoin", "Action"), ("Resorce", "Resource"),
    ("Statements", "Statement"), ("Conditions", "Condition"), ("Principals", "Principal"), ("sID", "Sid"),
    ("NotActions", "NotAction"), ("Verison", "Version"), ("VERSION", "Version"), ("id", "Id"),
  ])
  func nearest(word: String, expected: String) {
    #expect(SpellingSuggestion.nearest(to: word, among: elements) == expected)
  }

  @Test(arguments: ["", "x", "Permissions", "Who", "Allow", "Act", "Comment"])
  func nothingNear(word: String) {
    #expect(SpellingSuggestion.nearest(to: word, among: elements) == nil)
  }

  @Test func aSwapCountsOnce() {
    // Limit for four letters: one edit.
    #expect(SpellingSuggestion.nearest(to: "abdc", among: ["abcd"]) == "abcd")
    #expect(SpellingSuggestion.nearest(to: "badc", among: ["abcd"]) == nil)
  }

  @Test func tiesPreferTheSameBeginningThenTheAlphabet() {
    #expect(SpellingSuggestion.nearest(to: "cart", among: ["dart", "card", "care"]) == "card")
    #expect(SpellingSuggestion.nearest(to: "cart", among: ["care", "card", "dart"]) == "card")
    #expect(SpellingSuggestion.nearest(to: "cart", among: ["dart", "cart", "card"]) == "cart")
  }

  @Test func noCandidates() {
    #expect(SpellingSuggestion.nearest(to: "word", among: []) == nil)
    #expect(SpellingSuggestion.nearest(to: "a", among: ["b", "A"]) == "A")
    #expect(SpellingSuggestion.nearest(to: "ab", among: ["a", "b"]) == nil)
  }

  /// The banded distance agrees with the plain recursive definition on short words.
  @Test func agreesWithTheDefinition() {
    var words = [""]
    for _ in 0..<4 { words = Array(Set(words + words.flatMap { word in ["a", "b", "c"].map { word + $0 } })) }
    words.sort()
    let samples = words.filter { $0.count == 4 }.enumerated().filter { $0.offset.isMultiple(of: 9) }
    for (_, word) in samples {
      for candidate in words {
        let distance = plainDistance(Array(word), Array(candidate))
        let isNear = distance <= 1 && distance < candidate.count
        #expect((SpellingSuggestion.nearest(to: word, among: [candidate]) != nil) == isNear, "\(word) \(candidate)")
      }
    }
  }

  private func plainDistance(_ a: [Character], _ b: [Character]) -> Int {
    if a.isEmpty || b.isEmpty { return a.count + b.count }
    var best = plainDistance(a.dropLast(), b.dropLast()) + (a.last == b.last ? 0 : 1)
    best = min(best, plainDistance(a.dropLast(), b) + 1, plainDistance(a, b.dropLast()) + 1)
    if a.count > 1, b.count > 1, a[a.count - 1] == b[b.count - 2], a[a.count - 2] == b[b.count - 1] {
      best = min(best, plainDistance(a.dropLast(2), b.dropLast(2)) + 1)
    }
    return best
  }
}
