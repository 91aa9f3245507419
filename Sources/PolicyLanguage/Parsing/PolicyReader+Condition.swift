import DocumentSyntax
import SourceText

/// `Condition`.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
extension PolicyReader {
  mutating func readCondition(_ member: SyntaxNode.Member) -> ConditionBlock? {
    let node = member.value
    guard node.kind == .object else {
      reportType(
        of: node, name: "Condition", expected: "an object",
        help: "write `{ \"StringEquals\": { \"aws:PrincipalOrgID\": \"o-…\" } }`")
      return nil
    }
    var block = ConditionBlock(nameRange: member.key.range, range: node.range, clauses: [])
    var isEmpty = true
    for operation in node.members {
      isEmpty = false
      readOperator(operation, into: &block)
    }
    if isEmpty, !isIncomplete(node.range) {
      report(
        .warning, .emptyList, at: node.range, "`Condition` is empty and restricts nothing",
        help: "fill it in or remove it")
    }
    return block
  }

  private mutating func readOperator(_ operation: SyntaxNode.Member, into block: inout ConditionBlock) {
    let node = operation.value
    let text = operation.name
    let name = Located(ConditionOperatorName(parsing: text), at: operation.key.range)
    let family = ConditionOperatorFamily(name.value.base)
    if family == .null, name.value.ifExists {
      report(
        .nullWithIfExists, at: operation.key.range, "`IfExists` cannot be joined to `Null`",
        help: "`Null` itself tests whether the key is there: remove `IfExists`")
    }
    guard node.kind == .object else {
      reportType(
        of: node, name: text, expected: "an object of condition keys", help: "write `{ \"key\": [ \"value\", … ] }`")
      return
    }
    var earlierKeys = EarlierKeys()
    var isEmpty = true
    for member in node.members {
      isEmpty = false
      let key = member.name
      checkKey(key, member.key)
      if let earlier = earlierKeys.sameButForCase(key) {
        report(
          .duplicateConditionKey, at: member.key.range,
          "the condition keys \(earlier.quoted) and \(key.quoted) are the same but for case",
          help: "keep one of them, with the values of both")
      }
      var clause = ConditionClause(
        operatorName: name, key: Located(key, at: member.key.range), valuesRange: member.value.range, values: [])
      if readValues(member.value, key: key, operatorText: text, family, into: &clause) {
        block.clauses.append(clause)
        earlierKeys.append(key)
      }
    }
    if isEmpty, !isIncomplete(node.range) {
      report(
        .warning, .emptyList, at: node.range, "the operator \(text.quoted) has no condition keys and restricts nothing",
        help: "fill it in or remove it")
    }
  }

  // MARK: Keys

  /// The keys of an operator that were read: nearly always one or two, so that looking back costs less than hashing.
  private struct EarlierKeys {
    private var keys: [String] = []
    /// All of them by their lower case, once there are many.
    private var folded: [String: [String]] = [:]

    mutating func append(_ key: String) {
      keys.append(key)
      if keys.count == Self.many { for key in keys { folded[key.lowercased(), default: []].append(key) } }
      if keys.count > Self.many { folded[key.lowercased(), default: []].append(key) }
    }

    private static let many = 16

    /// The first that differs from a key in nothing but its case.
    func sameButForCase(_ key: String) -> String? {
      if keys.isEmpty { return nil }
      let lowered = key.lowercased()
      guard keys.count < Self.many else { return folded[lowered]?.first { $0 != key } }
      return keys.first { $0 != key && $0.lowercased() == lowered }
    }
  }

  private mutating func checkKey(_ key: String, _ node: SyntaxNode) {
    guard node.withUTF8(Self.isKey) ?? false else {
      report(
        .invalidConditionKey, at: node.range, "the condition key \(key.quoted) is not of the form `prefix:name`",
        help: "write the key with its service, such as `aws:SourceVpc` or `s3:prefix`")
      return
    }
    if Self.lacksTagKey(key) {
      let name = key.hasSuffix("/") ? String(key.dropLast()) : key
      report(
        .missingTagKey, at: node.range, "the condition key \(key.quoted) lacks the key of the tag",
        help: "write `\(name)/tag-key`")
    } else if VariableTemplate.mayHoldVariables(key) {
      reportVariable(in: node.range, text: key, element: "the name of a condition key", .warning)
    }
  }

  /// Whether a key is of the form `prefix:name`.
  private static func isKey(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for (offset, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: ":") { return offset > 0 && offset < bytes.count - 1 }
      if byte <= 0x20 { return false }
    }
    return false
  }

  /// Whether a key that tests one tag does not say which.
  private static func lacksTagKey(_ key: String) -> Bool {
    guard key.utf8.last == UInt8(ascii: "/") || (14...16).contains(key.utf8.count) else { return false }
    let lowered = key.lowercased()
    switch lowered {
    case "aws:principaltag", "aws:requesttag", "aws:resourcetag", "aws:principaltag/": return true
    default: return lowered.hasSuffix(":requesttag/") || lowered.hasSuffix(":resourcetag/")
    }
  }

  // MARK: Values

  /// Reads the values of a key; gives whether there was anything to read.
  private mutating func readValues(
    _ node: SyntaxNode, key: String, operatorText: String, _ family: ConditionOperatorFamily,
    into clause: inout ConditionClause
  ) -> Bool {
    switch node.kind {
    case .string, .number, .boolean:
      readValue(node, key: key, operatorText: operatorText, family, into: &clause)
    case .array:
      var isEmpty = true
      for value in node.elements {
        isEmpty = false
        readValue(value, key: key, operatorText: operatorText, family, into: &clause)
      }
      if isEmpty, !isIncomplete(node.range) {
        report(
          .warning, .emptyList, at: node.range, "the condition key \(key.quoted) has no values",
          help: "fill it in or remove it")
      }
    case .object, .null, .invalid:
      reportType(of: node, name: key, expected: "a string, number or boolean, or an array of them")
      return false
    }
    return true
  }

  private mutating func readValue(
    _ node: SyntaxNode, key: String, operatorText: String, _ family: ConditionOperatorFamily,
    into clause: inout ConditionClause
  ) {
    let form: ConditionValue.Form
    switch node.kind {
    case .string: form = .string
    case .number: form = .number
    case .boolean: form = .boolean
    case .object, .array, .null, .invalid:
      reportType(of: node, name: key, expected: "an array of strings, numbers or booleans")
      return
    }
    let text = node.scalarText ?? ""
    clause.values.append(Located(ConditionValue(text, form: form), at: node.range))
    if !family.accepts(form) {
      report(
        .warning, .conditionValueType, at: node.range,
        "\(text.quoted) is \(node.kind.described), but \(operatorText.quoted) compares \(family.expected)")
    } else if form == .string, VariableTemplate.mayHoldVariables(text) {
      checkConditionVariables(node, text: text, operatorText: operatorText, family)
    }
  }

  private mutating func checkConditionVariables(
    _ node: SyntaxNode, text: String, operatorText: String, _ family: ConditionOperatorFamily
  ) {
    if family == .string || family == .arn || family == .unknown {
      if family != .unknown { checkVariables(in: node.range, text: text) }
      return
    }
    guard let first = VariableTemplate(parsing: text).variables.first else { return }
    let isExpanded = family.expandsVariables && expandsVariables
    report(
      .warning, .variableForOperator, at: range(of: first.range, in: node.range, text: text),
      "AWS documents policy variables for string and ARN operators only"
        + (isExpanded ? "" : ": under \(operatorText.quoted) this is plain text"),
      help: "write the value itself")
  }
}
