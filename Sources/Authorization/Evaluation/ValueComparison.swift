import SourceText
import Wildcards

/// Compares one readable policy value with one request value.
///
/// A request value that cannot be read as the operator's kind matches nothing.
enum ValueComparison {
  /// Texts: `policy` is an encoded pattern for the operators with wildcards, else plain text.
  static func matches(_ comparison: Comparison, policy: Bytes, request: Bytes) -> Bool {
    switch comparison {
    case .stringEquals: return WildcardMatcher.equal(policy, request)
    case .stringEqualsIgnoreCase: return equalIgnoringCase(policy, request)
    case .stringLike: return WildcardMatcher.matches(pattern: policy, text: request)
    case .arnLike: return ARNComparison.matches(pattern: policy, text: request)
    case .binary:
      guard let decoded = Base64.decode(request) else { return false }
      return decoded.withUnsafeBufferPointer { WildcardMatcher.equal(policy, $0) }
    case .boolean:
      guard let a = boolean(policy), let b = boolean(request) else { return false }
      return a == b
    default: return false
    }
  }

  /// Numbers and instants.
  static func matches(_ comparison: Comparison, policy: DecimalNumber, request: Bytes) -> Bool {
    switch comparison {
    case .numberEquals: return DecimalNumber(request).map { $0 == policy } ?? false
    case .numberLess: return DecimalNumber(request).map { $0 < policy } ?? false
    case .numberLessOrEqual: return DecimalNumber(request).map { $0 <= policy } ?? false
    case .numberGreater: return DecimalNumber(request).map { $0 > policy } ?? false
    case .numberGreaterOrEqual: return DecimalNumber(request).map { $0 >= policy } ?? false
    case .dateEquals: return Instant.parse(request).map { $0 == policy } ?? false
    case .dateLess: return Instant.parse(request).map { $0 < policy } ?? false
    case .dateLessOrEqual: return Instant.parse(request).map { $0 <= policy } ?? false
    case .dateGreater: return Instant.parse(request).map { $0 > policy } ?? false
    case .dateGreaterOrEqual: return Instant.parse(request).map { $0 >= policy } ?? false
    default: return false
    }
  }

  /// Addresses.
  static func matches(policy: AddressRange, request: Bytes) -> Bool {
    AddressRange(request).map(policy.contains) ?? false
  }

  /// `true` or `false` in any case (docs/undocumented-by-aws.md, U9).
  static func boolean(_ text: Bytes) -> Bool? {
    if equalIgnoringCase(text, "true") { return true }
    if equalIgnoringCase(text, "false") { return false }
    return nil
  }

  private static func equalIgnoringCase(_ text: Bytes, _ constant: StaticString) -> Bool {
    equalIgnoringCase(text, Bytes(start: constant.utf8Start, count: constant.utf8CodeUnitCount))
  }

  private static func equalIgnoringCase(_ a: Bytes, _ b: Bytes) -> Bool {
    let isASCII = !a.contains { $0 >= 0x80 } && !b.contains { $0 >= 0x80 }
    // Letters beyond ASCII may change their length with their case. Compared by bytes: other spellings of one letter differ,
    // as they do for the operators that mind the case.
    guard isASCII else { return a.string.lowercased().utf8.elementsEqual(b.string.lowercased().utf8) }
    guard a.count == b.count else { return false }
    for index in a.indices where WildcardEncoding.lowercased(a[index]) != WildcardEncoding.lowercased(b[index]) {
      return false
    }
    return true
  }
}
