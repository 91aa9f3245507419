import CPCRE2

/// A regular expression that a user wrote, run by PCRE2 within fixed bounds.
///
/// A hostile expression cannot hang the tool: matching stops with an error at the match limit, which is a finding for
/// the user and never "no match". Immutable and safe to share between threads; each match has its own scratch data.
public final class RegularExpression: Sendable {
  /// What went wrong.
  public enum Failure: Error, Sendable, Equatable {
    /// The expression is not valid; `offset` counts its bytes.
    case invalidExpression(message: String, offset: Int)
    /// The match needed more steps than ``RegularExpression/matchLimit``.
    case matchLimitExceeded
    /// PCRE2 failed otherwise, for example for lack of memory.
    case failed(message: String)
  }

  /// Most steps of one match.
  public static let matchLimit: UInt32 = 100_000
  /// Longest expression that is compiled, in bytes.
  public static let maximumLength = 16_384

  /// The expression as written.
  public let pattern: String
  // PCRE2's compiled code is read-only after `init`, and its functions may share it between threads.
  private nonisolated(unsafe) let code: OpaquePointer

  /// Compiles an expression over Unicode text, where `.` matches line ends as well.
  ///
  /// - Parameters:
  ///   - pattern: a Perl-compatible expression.
  ///   - wholeText: whether it must match all of a text rather than some part.
  ///   - caseInsensitive: whether letters match in either case.
  public init(_ pattern: String, wholeText: Bool = false, caseInsensitive: Bool = false) throws(Failure) {
    guard pattern.utf8.count <= Self.maximumLength else {
      throw .invalidExpression(
        message: "the expression is longer than \(Self.maximumLength) bytes", offset: Self.maximumLength)
    }
    var options = PCRE2_UTF | PCRE2_DOTALL | PCRE2_NEVER_BACKSLASH_C
    if wholeText { options |= UInt32(PCRE2_ANCHORED) | UInt32(PCRE2_ENDANCHORED) }
    if caseInsensitive { options |= UInt32(PCRE2_CASELESS) }
    var errorCode: Int32 = 0
    var errorOffset = 0
    let bytes = Array(pattern.utf8)
    let compiled = bytes.withUnsafeBufferPointer { buffer in
      pcre2_compile_8(buffer.baseAddress, buffer.count, options, &errorCode, &errorOffset, nil)
    }
    guard let compiled else {
      throw .invalidExpression(message: Self.message(errorCode), offset: errorOffset)
    }
    // Without the just-in-time compiler matching is slower, not different, so its failure is no error.
    _ = pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE))
    self.pattern = pattern
    code = compiled
  }

  deinit { pcre2_code_free_8(code) }

  /// Whether the expression matches.
  public func matches(_ text: String) throws(Failure) -> Bool {
    guard let data = pcre2_match_data_create_8(1, nil), let context = pcre2_match_context_create_8(nil) else {
      throw .failed(message: "out of memory")
    }
    defer {
      pcre2_match_data_free_8(data)
      pcre2_match_context_free_8(context)
    }
    pcre2_set_match_limit_8(context, Self.matchLimit)
    let bytes = Array(text.utf8)
    let result = bytes.withUnsafeBufferPointer { buffer in
      // An empty array may have no address, which PCRE2 10.42 refuses even for length 0.
      let empty: [UInt8] = [0]
      return empty.withUnsafeBufferPointer {
        pcre2_match_8(code, buffer.baseAddress ?? $0.baseAddress, buffer.count, 0, 0, data, context)
      }
    }
    switch result {
    case 0...: return true
    case PCRE2_ERROR_NOMATCH: return false
    case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_JIT_STACKLIMIT:
      throw .matchLimitExceeded
    default: throw .failed(message: Self.message(result))
    }
  }

  private static func message(_ code: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = buffer.withUnsafeMutableBufferPointer { pcre2_get_error_message_8(code, $0.baseAddress, $0.count) }
    return String(decoding: buffer.prefix(max(0, Int(length))), as: UTF8.self)
  }
}

/// Several regular expressions that are asked together.
public struct RegularExpressionSet: Sendable {
  /// The expressions, in the order given.
  public let expressions: [RegularExpression]

  /// Compiles all; throws at the first that is not valid.
  public init(_ patterns: [String], wholeText: Bool = false, caseInsensitive: Bool = false)
    throws(RegularExpression.Failure)
  {
    var expressions: [RegularExpression] = []
    for pattern in patterns {
      expressions.append(
        try RegularExpression(pattern, wholeText: wholeText, caseInsensitive: caseInsensitive))
    }
    self.expressions = expressions
  }

  /// The indices of the expressions that match, in order.
  public func matches(_ text: String) throws(RegularExpression.Failure) -> [Int] {
    var indices: [Int] = []
    for (index, expression) in expressions.enumerated() where try expression.matches(text) { indices.append(index) }
    return indices
  }
}
