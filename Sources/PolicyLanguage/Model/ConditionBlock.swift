public import SourceText

/// `Condition`: all clauses must hold.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
public struct ConditionBlock: Sendable {
  /// The bytes of the element's name.
  public var nameRange: ByteRange
  /// The bytes of the object.
  public var range: ByteRange
  /// One clause for each operator and key, in the order written.
  public var clauses: [ConditionClause]

  /// Makes a block.
  public init(nameRange: ByteRange, range: ByteRange, clauses: [ConditionClause]) {
    self.nameRange = nameRange
    self.range = range
    self.clauses = clauses
  }
}

/// One `operator: { key: values }` of a condition.
public struct ConditionClause: Sendable {
  /// The operator's name.
  public var operatorName: Located<ConditionOperatorName>
  /// The condition key as written.
  public var key: Located<String>
  /// The bytes of the value or list.
  public var valuesRange: ByteRange
  /// The values: strings decoded, numbers and booleans as their text.
  public var values: [Located<ConditionValue>]

  /// The bytes of the key and its values.
  public var range: ByteRange { key.range.union(valuesRange) }

  /// Makes a clause.
  public init(
    operatorName: Located<ConditionOperatorName>, key: Located<String>, valuesRange: ByteRange,
    values: [Located<ConditionValue>]
  ) {
    self.operatorName = operatorName
    self.key = key
    self.valuesRange = valuesRange
    self.values = values
  }
}

/// A value in a condition.
///
/// Quotes around numbers and booleans are optional.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
public struct ConditionValue: Sendable, Hashable {
  /// How it was written.
  public enum Form: Sendable, Hashable {
    case string, number, boolean
  }

  /// The value's text.
  public var text: String
  /// How it was written.
  public var form: Form

  /// Makes a value.
  public init(_ text: String, form: Form = .string) {
    self.text = text
    self.form = form
  }
}

/// An operator's name taken apart: `ForAllValues:StringLikeIfExists`.
public struct ConditionOperatorName: Sendable, Hashable {
  /// The quantifier over several values of the request.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
  public enum SetQualifier: String, Sendable, Hashable, CaseIterable {
    case forAllValues = "ForAllValues"
    case forAnyValue = "ForAnyValue"
  }

  /// The quantifier, if any.
  public var qualifier: SetQualifier?
  /// The operator proper, as written.
  public var base: String
  /// Whether an absent key satisfies the clause.
  public var ifExists: Bool

  /// Makes a name from its parts.
  public init(qualifier: SetQualifier? = nil, base: String, ifExists: Bool = false) {
    self.qualifier = qualifier
    self.base = base
    self.ifExists = ifExists
  }

  /// Takes a name apart.
  ///
  /// Every text gives a name: whether the base is a known operator is not decided here.
  ///
  /// Case does not matter in the qualifier and the suffix: AWS documents one spelling only, and a lint reports others.
  public init(parsing text: String) {
    var whole = text
    self = whole.withUTF8 { Self.read($0, text) }
  }

  private static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ text: String) -> ConditionOperatorName {
    var name = ConditionOperatorName(base: text)
    var start = 0
    if bytes.contains(UInt8(ascii: ":")) {
      for candidate in SetQualifier.allCases {
        let end = candidate.rawValue.utf8.count
        guard bytes.count > end, bytes[end] == UInt8(ascii: ":"), isSame(bytes[..<end], candidate.rawValue) else {
          continue
        }
        name.qualifier = candidate
        start = end + 1
        break
      }
    }
    let suffix = "IfExists"
    let end = bytes.count - suffix.utf8.count
    name.ifExists = end > start && isSame(bytes[end...], suffix)
    if start > 0 || name.ifExists {
      name.base = String(decoding: bytes[start..<(name.ifExists ? end : bytes.count)], as: UTF8.self)
    }
    return name
  }

  /// Whether two texts are the same, whatever the case of letters.
  private static func isSame(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ text: String) -> Bool {
    zip(bytes, text.utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
  }

  /// The name as AWS spells it.
  public var description: String { (qualifier.map { $0.rawValue + ":" } ?? "") + base + (ifExists ? "IfExists" : "") }
}
