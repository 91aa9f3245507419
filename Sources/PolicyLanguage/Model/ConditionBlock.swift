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
    var rest = Substring(text)
    qualifier = nil
    if text.utf8.contains(UInt8(ascii: ":")) {
      for candidate in SetQualifier.allCases where rest.hasASCIIPrefix(candidate.rawValue) {
        let tail = rest.dropFirst(candidate.rawValue.count)
        guard tail.utf8.first == UInt8(ascii: ":") else { continue }
        qualifier = candidate
        rest = tail.dropFirst()
        break
      }
    }
    let suffix = "IfExists"
    ifExists = rest.utf8.count > suffix.utf8.count && rest.hasASCIISuffix(suffix)
    if ifExists { rest = rest.dropLast(suffix.count) }
    base = String(rest)
  }

  /// The name as AWS spells it.
  public var description: String { (qualifier.map { $0.rawValue + ":" } ?? "") + base + (ifExists ? "IfExists" : "") }
}

extension Substring {
  /// Whether it starts with an ASCII text, whatever the case of letters.
  fileprivate func hasASCIIPrefix(_ text: String) -> Bool {
    utf8.count >= text.utf8.count && zip(utf8, text.utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
  }

  /// Whether it ends with an ASCII text, whatever the case of letters.
  fileprivate func hasASCIISuffix(_ text: String) -> Bool {
    utf8.count >= text.utf8.count && zip(utf8.reversed(), text.utf8.reversed()).allSatisfy { $0 | 0x20 == $1 | 0x20 }
  }
}
