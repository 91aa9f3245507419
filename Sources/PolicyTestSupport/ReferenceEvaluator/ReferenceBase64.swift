/// Reference 6.2, Binary: base64, with padding or without.
/// https://www.rfc-editor.org/rfc/rfc4648#section-4
enum ReferenceBase64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The bytes a text stands for; `nil` when it is not base64.
  static func decode(_ text: String) -> [UInt8]? {
    var characters = Array(text.utf8)
    if characters.contains(UInt8(ascii: "=")), characters.count % 4 != 0 { return nil }
    var padding = 0
    while padding < 2, characters.last == UInt8(ascii: "=") {
      characters.removeLast()
      padding += 1
    }
    if characters.count % 4 == 1 { return nil }
    var bits: [Bool] = []
    for character in characters {
      guard let value = alphabet.firstIndex(of: character) else { return nil }
      for shift in (0..<6).reversed() { bits.append(value >> shift & 1 == 1) }
    }
    return (0..<bits.count / 8).map { byte in
      bits[byte * 8..<byte * 8 + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
    }
  }
}
