import SourceText

/// Names for findings that survive edits elsewhere in the file.
///
/// A name comes from the rule, the file's name and the text in question without its white space; of several alike the
/// second and further ones are numbered.
struct Fingerprints {
  /// FNV-1a from two bases: spreads well and needs nothing; nobody gains by two findings of one name.
  private struct Hash: Hashable {
    private(set) var first: UInt64 = 0xCBF2_9CE4_8422_2325
    private(set) var second: UInt64 = 0x9E37_79B9_7F4A_7C15

    mutating func add(_ byte: UInt8) {
      first = (first ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
      second = (second ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    func append(to text: inout TextBuffer) {
      for value in [first, second] {
        for shift in stride(from: 60, through: 0, by: -4) {
          let digit = UInt8(truncatingIfNeeded: value >> UInt64(shift) & 0xF)
          text.append(ascii: digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
      }
    }
  }

  private var counts: [Hash: Int] = [:]

  /// The fingerprint of the next finding, in the order of the text: 32 hexadecimal digits, a colon, a number.
  mutating func next(_ finding: ReportedFinding) -> String {
    var hash = Hash()
    for byte in finding.rule.id.utf8 { hash.add(byte) }
    hash.add(0)
    for byte in finding.file.name.utf8 { hash.add(byte) }
    hash.add(0)
    Self.add(finding.file.bytes[finding.range.lowerBound..<finding.range.upperBound], to: &hash)
    let count = counts[hash, default: 0] + 1
    counts[hash] = count
    var name = TextBuffer()
    hash.append(to: &name)
    name.append(ascii: UInt8(ascii: ":"))
    name.append(count)
    return name.finish()
  }

  /// Adds a text without its white space.
  private static func add(_ text: ArraySlice<UInt8>, to hash: inout Hash) {
    guard text.contains(where: { $0 >= 0x80 }) else {
      for byte in text where byte != 0x20 && !(0x09...0x0D).contains(byte) { hash.add(byte) }
      return
    }
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars where !scalar.properties.isWhitespace {
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { hash.add(byte) }
    }
  }
}
