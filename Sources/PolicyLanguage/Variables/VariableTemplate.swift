/// A text of a policy taken apart at its policy variables.
///
/// `${key}` stands for the value of a condition key of the request, `${key, 'default'}` gives a value for requests
/// without the key, and `${*}`, `${?}`, `${$}` stand for the characters themselves. Malformed variables are listed in
/// ``problems`` and stay literal text.
///
/// Which texts of a policy hold variables is not decided here: only those of documents with version 2012-10-17, in
/// resources after the fifth colon, and in condition values of some operators.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
public struct VariableTemplate: Sendable, Hashable {
  /// A piece of the text.
  public enum Part: Sendable, Hashable {
    /// Text to take as it is; wildcards in it are wildcards.
    case literal(String)
    /// A variable.
    case variable(Variable)
    /// `${*}`, `${?}` or `${$}`: the character, which is no wildcard.
    case special(Character)
  }

  /// `${name}` or `${name, 'default'}`.
  public struct Variable: Sendable, Hashable {
    /// The condition key, as written.
    public var name: String
    /// The value for requests without the key.
    public var defaultValue: String?
    /// Its UTF-8 offsets in the text, from `$` to past `}`.
    public var range: Range<Int>

    /// Makes a variable.
    public init(name: String, defaultValue: String? = nil, range: Range<Int>) {
      self.name = name
      self.defaultValue = defaultValue
      self.range = range
    }
  }

  /// A malformed variable.
  public struct Problem: Sendable, Hashable {
    /// What is wrong with it.
    public enum Kind: Sendable, Hashable {
      /// `${}`.
      case empty
      /// `${` without its `}`.
      case missingBrace
      /// The default value does not both start and end with a single quote.
      case missingQuote
      /// A space outside the default value, other than after the comma.
      case space
    }

    /// What is wrong with it.
    public var kind: Kind
    /// Its UTF-8 offsets in the text.
    public var range: Range<Int>
  }

  /// The pieces in order; adjacent literals are joined, empty ones left out.
  public var parts: [Part]
  /// Malformed variables, in order.
  public var problems: [Problem]

  /// The variables in order, without `${*}`, `${?}` and `${$}`.
  public var variables: [Variable] {
    parts.compactMap { if case .variable(let variable) = $0 { variable } else { nil } }
  }

  /// Whether anything has to be replaced: a variable or a special character.
  public var hasSubstitutions: Bool {
    parts.contains { if case .literal = $0 { false } else { true } }
  }

  /// Takes a text apart; never fails.
  public init(parsing text: String) {
    guard Self.mayHoldVariables(text) else {
      parts = text.isEmpty ? [] : [.literal(text)]
      problems = []
      return
    }
    var scanner = VariableScanner(text)
    scanner.scan()
    parts = scanner.parts
    problems = scanner.problems
  }

  /// Whether the text holds `${`: a cheap test before taking it apart.
  public static func mayHoldVariables(_ text: some StringProtocol) -> Bool {
    let utf8 = text.utf8
    return utf8.withContiguousStorageIfAvailable(opensVariable) ?? opensVariable(Array(utf8))
  }

  private static func opensVariable(_ bytes: some RandomAccessCollection<UInt8>) -> Bool {
    var rest = bytes[...]
    while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
      rest = rest[dollar...].dropFirst()
      if rest.first == UInt8(ascii: "{") { return true }
    }
    return false
  }
}
