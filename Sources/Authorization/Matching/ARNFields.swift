import Wildcards

/// ARNs taken apart for matching: split at the first five colons; the sixth field may hold further colons and slashes.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
struct ARNFields: BitwiseCopyable, Sendable {
  /// Offsets of the first five colons.
  var colons: InlineArray<5, UInt32>

  /// Fields that are all empty.
  init() { colons = InlineArray(repeating: 0) }

  /// Splits a text; `nil` when it has fewer than six fields.
  init?(_ text: Bytes) {
    colons = InlineArray(repeating: 0)
    var found = 0
    for index in text.indices where text[index] == UInt8(ascii: ":") {
      colons[found] = UInt32(index)
      found += 1
      if found == 5 { return }
    }
    return nil
  }

  /// The bytes of a field, 0 (`arn`) to 5 (the resource).
  func field(_ index: Int, of text: Bytes) -> Bytes {
    text.part(
      index == 0 ? 0 : Int(colons[index - 1]) + 1,
      index == 5 ? text.count : Int(colons[index]))
  }

  /// Offset of the sixth field.
  var resourceStart: Int { Int(colons[4]) + 1 }

  /// Whether each field of an encoded pattern matches the same field of a text, so that no wildcard crosses a field's end.
  static func matches(pattern: Bytes, _ patternFields: ARNFields, text: Bytes, _ textFields: ARNFields) -> Bool {
    // The later fields tell resources apart, so they fail first.
    for index in (0..<6).reversed() {
      let field = patternFields.field(index, of: pattern)
      if field.count == 1, field[0] == WildcardEncoding.anyRun { continue }
      guard WildcardMatcher.matches(pattern: field, text: textFields.field(index, of: text)) else { return false }
    }
    return true
  }
}

/// `ArnEquals` and `ArnLike`: six fields compared one by one, each with wildcards.
///
/// A bare `*` matches any ARN; any other pattern that is not an ARN matches nothing (docs/undocumented-by-aws.md, U14).
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
enum ARNComparison {
  /// Compares an encoded pattern with a value of the request.
  static func matches(pattern: Bytes, text: Bytes) -> Bool {
    guard let textFields = ARNFields(text), textFields.field(0, of: text).equals("arn") else { return false }
    if pattern.count == 1, pattern[0] == WildcardEncoding.anyRun { return true }
    guard let patternFields = ARNFields(pattern), patternFields.field(0, of: pattern).equals("arn") else {
      return false
    }
    return ARNFields.matches(pattern: pattern, patternFields, text: text, textFields)
  }
}
