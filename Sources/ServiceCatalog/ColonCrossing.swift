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
    let endsInStar = { pattern.fields[$0].last == WildcardEncoding.anyRun }
    guard endsInStar(Field.region) || endsInStar(Field.account) else { return nil }
    var fields = pattern.fields
    for number in 0..<Field.resource {
      fields[number] = fields[number].map(Self.withinField)
      if number == Field.region || number == Field.account, endsInStar(number) {
        fields[number][fields[number].count - 1] = WildcardEncoding.anyRun
      }
    }
    tokens = Self.joined(fields)
  }

  /// Whether some ARN matches the pattern and the format.
  func reaches(_ format: ARNPattern) -> Bool {
    var joined: [UInt8] = []
    joined.reserveCapacity(format.fields.reduce(Field.count) { $0 + $1.count })
    for (number, field) in format.fields.enumerated() {
      if number > 0 { joined.append(UInt8(ascii: ":")) }
      for token in field { joined.append(Self.withinField(token)) }
    }
    return TokenOverlap.exists(tokens, joined)
  }

  private static func joined(_ fields: [[UInt8]]) -> [UInt8] { Array(fields.joined(separator: [UInt8(ascii: ":")])) }

  private static func withinField(_ token: UInt8) -> UInt8 {
    switch token {
    case WildcardEncoding.anyRun: TokenOverlap.fieldRun
    case WildcardEncoding.anyOne: TokenOverlap.fieldOne
    default: token
    }
  }
}
