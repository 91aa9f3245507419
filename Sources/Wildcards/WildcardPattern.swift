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
    let bytes = text.utf8.map(WildcardEncoding.lowercased)
    return encoded.withUnsafeBufferPointer { pattern in
      bytes.withUnsafeBufferPointer { WildcardMatcher.matches(pattern: pattern, text: $0) }
    }
  }

  /// Calls a function with the encoded pattern.
  func withEncoded<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    encoded.withUnsafeBufferPointer(body)
  }
}
