import Testing
import Wildcards

/// The wildcard matcher against PCRE2 on random patterns and texts.
@Suite struct WildcardOracleTests {
  /// SplitMix64: the same seed gives the same pairs everywhere. https://prng.di.unimi.it/splitmix64.c
  struct Random {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, bound)))
    }
  }

  /// Few letters, so that pieces of a pattern occur in many places; one to four bytes long, and what regular expressions
  /// treat specially.
  static let letters: [Unicode.Scalar] = [
    "a", "a", "a", "b", "b", "c", "A", "/", ":", ".", "\u{e9}", "\u{20ac}", "\u{1F511}", "\u{301}", "\n", "(", "\\",
    "$",
  ]

  /// The pattern as a regular expression.
  ///
  /// `*` is any run of characters and `?` one; every other character stands for itself. A `*` before the last takes the
  /// shortest run up to what follows and never reconsiders, which changes no answer and keeps PCRE2 within its limit.
  static func expression(_ pattern: String) -> String {
    var pieces: [String] = [""]
    for scalar in pattern.unicodeScalars {
      switch scalar {
      case "*": pieces.append("")
      case "?": pieces[pieces.count - 1] += "."
      default: pieces[pieces.count - 1] += "\\x{" + String(scalar.value, radix: 16) + "}"
      }
    }
    guard pieces.count > 1 else { return pieces[0] }
    return pieces[0] + pieces[1..<pieces.count - 1].map { "(?>.*?" + $0 + ")" }.joined() + ".*"
      + pieces[pieces.count - 1]
  }

  static func text(_ scalars: [Unicode.Scalar]) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// A pattern of up to twelve parts; now and then a long run of stars.
  static func pattern(_ random: inout Random) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    for _ in 0..<random.below(13) {
      switch random.below(10) {
      case 0, 1: result.append("*")
      case 2: result.append("?")
      case 3 where random.below(20) == 0: result += Array(repeating: "*", count: random.below(60))
      case 3: result += [letters[random.below(2)], letters[random.below(4)], letters[random.below(4)]]
      default: result.append(letters[random.below(letters.count)])
      }
    }
    return result
  }

  /// A text that the pattern matches, save for what `damage` changes afterwards.
  static func expansion(of pattern: [Unicode.Scalar], _ random: inout Random) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    for scalar in pattern {
      switch scalar {
      case "*":
        for _ in 0..<(random.below(3) == 0 ? random.below(8) : 0) {
          result.append(letters[random.below(letters.count)])
        }
      case "?": result.append(letters[random.below(letters.count)])
      default: result.append(scalar)
      }
    }
    return result
  }

  /// Changes, drops or adds one character.
  static func damage(_ text: inout [Unicode.Scalar], _ random: inout Random) {
    let letter = letters[random.below(letters.count)]
    let place = random.below(text.count)
    switch random.below(3) {
    case 0 where !text.isEmpty: text[place] = letter
    case 1 where !text.isEmpty: text.remove(at: place)
    default: text.insert(letter, at: place)
    }
  }

  @Test func agreesWithPCRE2() throws {
    var random = Random(state: 20)
    var pairs = 0
    var matches = 0
    for _ in 0..<30_000 {
      let scalars = Self.pattern(&random)
      let pattern = Self.text(scalars)
      let compiled = WildcardPattern(pattern)
      let expression = try RegularExpression(Self.expression(pattern), wholeText: true)
      for _ in 0..<4 {
        var subject = Self.expansion(of: random.below(4) > 0 ? scalars : Self.pattern(&random), &random)
        if random.below(3) == 0 { Self.damage(&subject, &random) }
        let text = Self.text(subject)
        let expected = try expression.matches(text)
        let actual = compiled.matches(text)
        pairs += 1
        if expected { matches += 1 }
        if actual != expected {
          Issue.record("`\(pattern)` on `\(text)`: \(actual), but PCRE2 says \(expected)")
          return
        }
      }
    }
    #expect(pairs >= 100_000)
    // Both answers must be common, or agreement means little.
    #expect(matches > pairs / 4 && matches < pairs * 3 / 4, "\(matches) of \(pairs) match")
  }

  /// Case is ignored in ASCII letters only, where Unicode's rules and ASCII's agree on these letters.
  @Test func agreesWithPCRE2IgnoringCase() throws {
    var random = Random(state: 21)
    for _ in 0..<8_000 {
      // Letters beyond ASCII are left out: PCRE2 folds those too.
      let scalars = Self.pattern(&random).filter(\.isASCII)
      let pattern = Self.text(scalars)
      let compiled = WildcardPattern(pattern, caseInsensitive: true)
      let expression = try RegularExpression(Self.expression(pattern), wholeText: true, caseInsensitive: true)
      for round in 0..<3 {
        let subject = Self.expansion(of: scalars, &random).filter(\.isASCII)
        let text =
          round == 0
          ? Self.text(subject).uppercased() : round == 1 ? Self.text(subject).lowercased() : Self.text(subject)
        let expected = try expression.matches(text)
        if compiled.matches(text) != expected {
          Issue.record("`\(pattern)` on `\(text)` ignoring case: PCRE2 says \(expected)")
          return
        }
      }
    }
  }

  /// `?` is one Unicode scalar, however many bytes it has; a letter and a combining mark are two.
  @Test(arguments: [("?", 1), ("??", 2), ("?\u{301}", 2)])
  func oneQuestionMarkIsOneScalar(pattern: String, count: Int) {
    for letter in ["a", "\u{e9}", "\u{20ac}", "\u{1F511}"] {
      #expect(WildcardPattern(pattern).matches(letter) == (count == 1))
      #expect(WildcardPattern(pattern).matches(letter + "\u{301}") == (count == 2))
    }
  }

  /// Stars in a row, then a text in which nearly every piece fits nearly everywhere.
  @Test func longRunsOfStarsStayExact() throws {
    for stars in [1, 2, 50, 1_000] {
      let run = String(repeating: "*", count: stars)
      #expect(WildcardPattern(run).matches(""))
      #expect(WildcardPattern("a" + run + "b").matches("a" + String(repeating: "ab", count: 500)))
      #expect(!WildcardPattern("a" + run + "c").matches("a" + String(repeating: "ab", count: 500)))
    }
    let spread = Array(repeating: "a", count: 200).joined(separator: "*")
    #expect(WildcardPattern("*" + spread + "*").matches(String(repeating: "a", count: 200)))
    #expect(!WildcardPattern("*" + spread + "*").matches(String(repeating: "a", count: 199)))
    #expect(!WildcardPattern("*" + spread + "b*").matches(String(repeating: "a", count: 5_000)))
  }
}
