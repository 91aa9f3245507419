public import PolicyChecks
public import PolicyLanguage
import SourceText

/// A name for a finding that stays when other parts of its file are edited.
///
/// It comes from the rule and from the texts that the finding points at, without white space, never from lines. A finding
/// about something else than actions is also one about the actions of its statement: `"Resource": "*"` is another finding
/// once the statement allows more. Order of actions, `Sid`, and other statements make no difference.
public struct FindingFingerprint: Sendable, Hashable, Comparable {
  /// 32 hexadecimal digits.
  public let text: String

  /// The fingerprint of a finding.
  public init(_ finding: Finding, in policy: Policy?) {
    var hash = StableHash()
    hash.add(finding.ruleID)
    let subject = FindingSubject(finding, in: policy)
    for text in Set(finding.locations.map { Self.squeezed($0.range, of: finding.file) }).sorted() { hash.add(text) }
    if let statement = subject.statement, subject.namedActions.isEmpty {
      hash.add(statement.effect?.value.rawValue ?? "")
      for action in Set(statement.action?.values.map { $0.value.lowercased() } ?? []).sorted() { hash.add(action) }
    }
    text = hash.hexadecimal
  }

  /// A fingerprint that was written down; `nil` when it is none.
  public init?(_ text: String) {
    guard text.utf8.count == 32, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    self.text = text
  }

  public static func < (a: FindingFingerprint, b: FindingFingerprint) -> Bool { a.text < b.text }

  /// A text without its white space.
  private static func squeezed(_ range: ByteRange, of file: SourceFile) -> String {
    String(String.UnicodeScalarView(file.text(range).unicodeScalars.filter { !$0.properties.isWhitespace }))
  }
}

/// FNV-1a twice over: spreads well and needs nothing; nobody gains by two findings of one name.
private struct StableHash {
  private var first: UInt64 = 0xCBF2_9CE4_8422_2325
  private var second: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
    // No text holds this byte, so that "ab" "c" and "a" "bc" differ.
    add(0xFF)
  }

  private mutating func add(_ byte: UInt8) {
    first = (first ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    second = (second ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  var hexadecimal: String {
    [first, second].map { value in
      let digits = String(value, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    .joined()
  }
}
