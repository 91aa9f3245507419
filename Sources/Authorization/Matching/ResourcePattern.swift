import PolicyLanguage
import Wildcards

/// One compiled value of `Resource` or `NotResource`.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
struct ResourcePattern: BitwiseCopyable, Sendable {
  /// The ways a value is matched, fastest first.
  enum Form: UInt8, BitwiseCopyable, Sendable {
    /// `*`: matches every resource, and `*` for actions that have none.
    case everything
    /// The first five fields hold no wildcard: their bytes, then the last field's pattern.
    case literalHead
    /// Every wildcard may cross colons: the whole pattern at once.
    case wholeText
    /// Some wildcard must stay within its field.
    case restricted
    /// A text that names no resource.
    case nothing
  }

  var form: Form
  /// All of it, encoded; for a value with variables only the five first fields and their colons.
  var pattern: ByteSlice
  /// Length of the first five fields with their colons.
  var headLength: UInt32
  /// Hash of these bytes.
  var headHash: UInt64
  /// How the last field begins; matches anything when it holds policy variables.
  var namePrefix: BytePrefix
  /// Colons in the pattern.
  var colonCount: UInt32
  /// The first five of them.
  var fields: ARNFields
  /// Parts of the last field when it holds policy variables; none otherwise.
  var template: ListRange
  /// Whether it covers all of S3's buckets, which AWS's examples take for `s3:ListAllMyBuckets`, an action without
  /// resources (docs/undocumented-by-aws.md, U26).
  var coversAllBuckets: Bool

  /// A pattern of a form that needs nothing else.
  init(_ form: Form) {
    self.form = form
    pattern = .empty
    headLength = 0
    headHash = 0
    namePrefix = BytePrefix()
    colonCount = 0
    fields = ARNFields()
    template = .empty
    coversAllBuckets = form == .everything
  }

  /// Whether a `Resource` value with fewer than six fields stands for the ARN completed with `*` fields.
  ///
  /// Documented for identity policies; for the others see docs/undocumented-by-aws.md, U35.
  static func completesShortARN(_ text: String, in kind: PolicyKind) -> Bool {
    switch kind {
    case .identity, .permissionsBoundary: return true
    case .resource, .kmsKey, .roleTrust, .vpcEndpoint: return text.contains("*") || text.contains("?")
    case .serviceControl: return text.hasSuffix("*")
    case .session, .resourceControl: return false
    }
  }
}

/// Matching in which a `*` that ends one of the first five fields runs past colons.
///
/// AWS lets only such a `*` cross a field's end: one in the middle of a field and every `?` stay within it. Needed only
/// for patterns that hold both kinds and resources whose name holds colons, so it may be slow: pattern length times text
/// length.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
enum ColonCrossing {
  static func matches(pattern: Bytes, text: Bytes) -> Bool {
    var reachable = [Bool](repeating: false, count: text.count + 1)
    reachable[0] = true
    var field = 0
    for (index, byte) in pattern.enumerated() {
      let isHead = field < 5
      if byte == WildcardEncoding.anyRun {
        let endsField = index + 1 == pattern.count || pattern[index + 1] == UInt8(ascii: ":")
        let crosses = !isHead || endsField
        for position in 0..<text.count where reachable[position] && (crosses || text[position] != UInt8(ascii: ":")) {
          reachable[position + 1] = true
        }
        continue
      }
      var next = [Bool](repeating: false, count: text.count + 1)
      for position in 0..<text.count where reachable[position] {
        if byte == WildcardEncoding.anyOne {
          guard text[position] & 0xC0 != 0x80, !(isHead && text[position] == UInt8(ascii: ":")) else { continue }
          var end = position + 1
          while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
          next[end] = true
        } else if text[position] == byte {
          next[position + 1] = true
        }
      }
      reachable = next
      if byte == UInt8(ascii: ":") { field += 1 }
    }
    return reachable[text.count]
  }
}
