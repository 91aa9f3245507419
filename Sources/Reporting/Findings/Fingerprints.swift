import SourceText

/// Names for findings that survive edits elsewhere in the file.
///
/// A name comes from the rule, the file's name and the text in question without its white space; of several alike the
/// second and further ones are numbered.
struct Fingerprints {
  private var counts: [String: Int] = [:]

  /// The fingerprint of the next finding, in the order of the text: 32 hexadecimal digits, a colon, a number.
  mutating func next(_ finding: ReportedFinding) -> String {
    var bytes = Array(finding.rule.id.utf8)
    bytes.append(0)
    bytes += finding.file.name.utf8
    bytes.append(0)
    Self.append(finding.file.bytes[finding.range.lowerBound..<finding.range.upperBound], to: &bytes)
    let digits =
      Self.hexadecimal(Self.hash(bytes, 0xCBF2_9CE4_8422_2325))
      + Self.hexadecimal(Self.hash(bytes, 0x9E37_79B9_7F4A_7C15))
    let count = counts[digits, default: 0] + 1
    counts[digits] = count
    return "\(digits):\(count)"
  }

  /// Appends a text without its white space.
  private static func append(_ text: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    guard text.contains(where: { $0 >= 0x80 }) else {
      bytes += text.lazy.filter { $0 != 0x20 && !(0x09...0x0D).contains($0) }
      return
    }
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars.filter { !$0.properties.isWhitespace }
    bytes += String(String.UnicodeScalarView(scalars)).utf8
  }

  /// FNV-1a: spreads well and needs nothing; nobody gains by two findings of one name.
  private static func hash(_ bytes: [UInt8], _ basis: UInt64) -> UInt64 {
    bytes.reduce(basis) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
