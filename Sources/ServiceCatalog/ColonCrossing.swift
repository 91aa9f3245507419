import Wildcards

/// Whether a pattern reaches a format by a `*` that runs past colons.
///
/// AWS lets a `*` at the end of a field do so: `arn:aws:lambda:*:function:report`, with its account forgotten, matches the
/// function in every account. Looked at are stars at the end of the Region and the account. One in the partition or the
/// service could as well take in any other service, and a variable of the format with colons in it any pattern: AWS's names
/// are not like that.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
struct ColonCrossing {
  private typealias Field = ARNPattern.Field

  private let tokens: [UInt8]

  /// `nil` when the pattern has no such star.
  init?(_ pattern: ARNPattern) {
    let endsInStar = { pattern[$0].last == WildcardEncoding.anyRun }
    guard endsInStar(Field.region) || endsInStar(Field.account) else { return nil }
    tokens = Self.joined(pattern) { number, field, tokens in
      guard number < Field.resource else {
        tokens += field
        return
      }
      for token in field { tokens.append(Self.withinField(token)) }
      if number == Field.region || number == Field.account, endsInStar(number) {
        tokens[tokens.count - 1] = WildcardEncoding.anyRun
      }
    }
  }

  /// Whether some ARN matches the pattern and the format.
  func reaches(_ format: ARNPattern) -> Bool {
    TokenOverlap.exists(
      tokens,
      Self.joined(format) { _, field, tokens in
        for token in field { tokens.append(Self.withinField(token)) }
      })
  }

  /// The tokens of all fields with colons between them.
  private static func joined(
    _ pattern: ARNPattern, _ append: (Int, UnsafeBufferPointer<UInt8>, inout [UInt8]) -> Void
  ) -> [UInt8] {
    var tokens: [UInt8] = []
    tokens.reserveCapacity(pattern.length + Field.count)
    for number in 0..<Field.count {
      if number > 0 { tokens.append(UInt8(ascii: ":")) }
      pattern.withField(number) { append(number, $0, &tokens) }
    }
    return tokens
  }

  private static func withinField(_ token: UInt8) -> UInt8 {
    switch token {
    case WildcardEncoding.anyRun: TokenOverlap.fieldRun
    case WildcardEncoding.anyOne: TokenOverlap.fieldOne
    default: token
    }
  }
}
