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
    var sameButForCase: [String: [String]] = [:]
    var isEmpty = true
    for member in node.members {
      isEmpty = false
      let key = member.name
      checkKey(key, member.key)
      if let earlier = sameButForCase[key.lowercased()]?.first(where: { $0 != key }) {
        report(
          .duplicateConditionKey, at: member.key.range,
          "the condition keys \(earlier.quoted) and \(key.quoted) are the same but for case",
          help: "keep one of them, with the values of both")
      }
      var clause = ConditionClause(
        operatorName: name, key: Located(key, at: member.key.range), valuesRange: member.value.range, values: [])
      if readValues(member.value, key: key, operatorText: text, family, into: &clause) {
        block.clauses.append(clause)
        sameButForCase[key.lowercased(), default: []].append(key)
      }
    }
    if isEmpty, !isIncomplete(node.range) {
      report(
        .warning, .emptyList, at: node.range, "the operator \(text.quoted) has no condition keys and restricts nothing",
        help: "fill it in or remove it")
    }
  }

  // MARK: Keys

  private mutating func checkKey(_ key: String, _ node: SyntaxNode) {
    let utf8 = key.utf8
    guard let colon = utf8.firstIndex(of: UInt8(ascii: ":")), colon != utf8.startIndex,
      utf8.index(after: colon) != utf8.endIndex, !utf8[..<colon].contains(where: { $0 <= 0x20 })
    else {
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

  /// Whether a key that tests one tag does not say which.
  private static func lacksTagKey(_ key: String) -> Bool {
    guard key.utf8.last == UInt8(ascii: "/") || key.utf8.count <= 16 else { return false }
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
