import DocumentSyntax
import PolicyLanguage
import PolicyTestSupport
import SourceText
import Testing

/// Whatever the bytes, reading ends, and what it says points into the text.
@Suite struct MutationTests {
  @Test func mutatedPoliciesAreReadWithoutHarm() {
    var random = SplitMix64(seed: 20_121_017)
    let kinds = PolicyKind.allCases
    let pieces: [[UInt8]] = [
      "\"", "{", "}", "[", "]", ",", ":", "${", "}", "\\", "\\u0000", "null", "1", "true", "*", "arn:", "\u{0}", "é",
      "ł",
      "\"Effect\":", "\"Principal\":", "{\"AWS\":[]}", "{}", "[]", " ", "''",
    ].map { Array($0.utf8) }
    for round in 0..<6_000 {
      let base = ValidPolicies.all[random.below(ValidPolicies.all.count)]
      var bytes = Array(base.text.utf8)
      for _ in 0...random.below(4) {
        let position = random.below(bytes.count + 1)
        switch random.below(5) {
        case 0: bytes.removeSubrange(position..<min(bytes.count, position + 1 + random.below(8)))
        case 1: bytes.insert(contentsOf: pieces[random.below(pieces.count)], at: position)
        case 2: if position < bytes.count { bytes[position] = UInt8(random.below(256)) }
        case 3: bytes.removeSubrange(position...)
        default:
          let from = random.below(bytes.count + 1)
          bytes.insert(contentsOf: Array(bytes[from..<min(bytes.count, from + random.below(60))]), at: position)
        }
        if bytes.isEmpty { bytes = [UInt8(ascii: "{")] }
      }
      let file = SourceFile(name: "round \(round)", bytes: bytes)
      let kind = random.percent(80) ? base.kind : kinds[random.below(kinds.count)]
      let parsed = PolicyParser(kind: kind).parse(file, format: .json)
      for diagnostic in parsed.diagnostics {
        #expect(diagnostic.range.upperBound <= bytes.count)
        #expect(!diagnostic.message.isEmpty)
      }
      let starts = parsed.diagnostics.dropLast().map(\.range.lowerBound)
      #expect(starts == starts.sorted())
      guard let policy = parsed.policy else {
        #expect(parsed.hasErrors)
        continue
      }
      _ = policy.referencedContextKeys
      // A policy without mistakes survives printing.
      guard parsed.diagnostics.isEmpty else { continue }
      let again = MarkedText(PolicyPrinter().print(policy)).parse(kind)
      #expect(again.policy.map(PolicyOutline.init) == PolicyOutline(policy))
    }
  }
}
