/// A `*` and `?` pattern over whole texts, as `StringLike` compares: case-sensitive unless asked otherwise.
///
/// `*` matches any run of characters, also none; `?` exactly one character. There is no escape.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
public struct WildcardPattern: Sendable, Hashable {
  /// The pattern as written.
  public let text: String
  /// Whether ASCII letters match in either case.
  public let isCaseInsensitive: Bool
  private let encoded: [UInt8]

  /// Prepares a pattern.
  ///
  /// Every text is one.
  public init(_ text: String, caseInsensitive: Bool = false) {
    self.text = text
    isCaseInsensitive = caseInsensitive
    encoded = WildcardEncoding.encoded(text, lowercased: caseInsensitive)
  }

  /// Whether the pattern holds no wildcard.
  public var isLiteral: Bool { WildcardEncoding.isLiteral(encoded) }

  /// Whether the pattern matches all of `text`; linear in the length of both.
  public func matches(_ text: String) -> Bool {
    guard isCaseInsensitive else {
      var text = text
      return text.withUTF8 { text in
        encoded.withUnsafeBufferPointer { WildcardMatcher.matches(pattern: $0, text: text) }
      }
    }
    return text.withBytes { text in encoded.withUnsafeBufferPointer { Self.matches($0, text) } }
  }

  private static func matches(_ pattern: WildcardMatcher.Bytes, _ text: WildcardMatcher.Bytes) -> Bool {
    // Most differ before the first wildcard: the text need not be copied for it.
    var position = 0
    while position < pattern.count, pattern[position] < WildcardEncoding.anyOne {
      guard position < text.count, WildcardEncoding.lowercased(text[position]) == pattern[position] else {
        return false
      }
      position += 1
    }
    if position == pattern.count { return position == text.count }
    return text.map(WildcardEncoding.lowercased).withUnsafeBufferPointer {
      WildcardMatcher.matches(pattern: pattern, text: $0)
    }
  }

  /// Calls a function with the encoded pattern.
  func withEncoded<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    encoded.withUnsafeBufferPointer(body)
  }
}
