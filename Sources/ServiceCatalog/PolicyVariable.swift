/// A policy variable in a text of a policy.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
struct PolicyVariable {
  /// The character that `${*}`, `${?}` or `${$}` stands for.
  let character: UInt8?
  /// The offset behind it.
  let end: Int

  /// The one that begins at an offset; `nil` when the text there is none, or is malformed and so stands for itself.
  init?(in bytes: [UInt8], at start: Int) {
    guard bytes[start] == UInt8(ascii: "$"), start + 3 < bytes.count, bytes[start + 1] == UInt8(ascii: "{") else {
      return nil
    }
    if bytes[start + 3] == UInt8(ascii: "}"), "*?$".utf8.contains(bytes[start + 2]) {
      (character, end) = (bytes[start + 2], start + 4)
      return
    }
    character = nil
    guard let nameEnd = bytes[(start + 2)...].firstIndex(where: { "},$ ".utf8.contains($0) }), nameEnd > start + 2
    else {
      return nil
    }
    if bytes[nameEnd] == UInt8(ascii: "}") {
      end = nameEnd + 1
      return
    }
    guard bytes[nameEnd] == UInt8(ascii: ","), let close = Self.end(ofDefault: bytes[(nameEnd + 1)...]) else {
      return nil
    }
    end = close
  }

  /// The offset behind the brace that closes a default value in quotes.
  ///
  /// The value ends at the first quote that a brace follows, so it may hold quotes and braces itself.
  private static func end(ofDefault bytes: ArraySlice<UInt8>) -> Int? {
    let quote = UInt8(ascii: "'")
    guard let open = bytes.firstIndex(where: { $0 != UInt8(ascii: " ") }), bytes[open] == quote else { return nil }
    let value = bytes[(open + 1)...]
    return zip(value.indices, zip(value, value.dropFirst()))
      .first { $0.1 == (quote, UInt8(ascii: "}")) }
      .map { $0.0 + 2 }
  }
}
