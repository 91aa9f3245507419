import DocumentSyntax
import PolicyTestSupport

/// Random JSON values with the texts that trip up readers.
struct RandomDocuments {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  private static let pieces = [
    "a", "Effect", "s3:Get*", " ", ":", ": ", "- ", "#", " #", "\"", "'", "\\", "/", "\n", "\r\n", "\t", "\u{0}",
    "\u{1B}", "\u{7F}", "\u{85}", "é", "日本", "😀", "e\u{301}", "\u{FEFF}", "\u{2028}", "\u{FFFF}", "{", "}", "[", "]",
    ",", "${aws:username}", "true", "null", "~", "12", "<<", "&a", "*a", "!x", "|", ">", "%", "@", "`", "?",
    "01234567",
  ]

  private static let numbers = ["0", "-0", "1", "-17", "0.5", "-2.25e10", "1E-7", "12345678901234567890", "1e400"]

  /// A value nested up to `depth` deep; objects have no key twice.
  mutating func value(depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &random) {
    case 0: return .null
    case 1: return .boolean(Bool.random(using: &random))
    case 2: return .number(Self.numbers.randomElement(using: &random) ?? "0")
    case 3...5: return .string(text())
    case 6: return .array((0..<Int.random(in: 0..<5, using: &random)).map { _ in value(depth: depth - 1) })
    default:
      var keys: Set<[UInt8]> = []
      var members: [JSONValue.Member] = []
      for _ in 0..<Int.random(in: 0..<24, using: &random) {
        let key = text()
        if keys.insert(Array(key.utf8)).inserted { members.append(.init(key, value(depth: depth - 2))) }
      }
      return .object(members)
    }
  }

  private mutating func text() -> String {
    (0..<Int.random(in: 0..<6, using: &random)).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
  }

  /// A document with a few bytes changed, removed, inserted or moved.
  mutating func mutation(of bytes: [UInt8]) -> [UInt8] {
    let interesting = Array("{}[]\",:\\'#/*&!|>-?%@\n\r\t 0eE+.tfn\u{0}".utf8) + [0x80, 0xC3, 0xE2, 0xED, 0xF0, 0xFF]
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      guard !bytes.isEmpty else { break }
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let byte = interesting.randomElement(using: &random) ?? 0
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[place] = byte
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 2: bytes.insert(byte, at: place)
      case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...8, using: &random)))
      default:
        let end = min(bytes.count, place + Int.random(in: 1...30, using: &random))
        bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
      }
    }
    return bytes
  }
}
