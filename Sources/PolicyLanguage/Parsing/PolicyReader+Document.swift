import DocumentSyntax
import SourceText

/// The outermost object.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
extension PolicyReader {
  mutating func readPolicy(_ node: SyntaxNode) -> Policy? {
    guard node.kind == .object else {
      if node.kind != .invalid {
        report(
          .policyNotObject, at: node.range, "the policy is \(node.kind.described), expected an object",
          help: "a policy is `{ \"Version\": \"2012-10-17\", \"Statement\": [ … ] }`")
      }
      return nil
    }
    var elements = readDocumentElements(node)
    if elements.statement == nil, elements.isStatement {
      reportBareStatement(node)
      bareStatement = node.range
      elements.statement = node
    } else {
      for key in elements.misplaced { reportMisplaced(key) }
      if elements.statement == nil, !elements.hasStatementName, !isIncomplete(node.range) {
        report(
          .missingStatement, at: node.range, "the policy has no `Statement`",
          help: "add `\"Statement\": [ … ]` with at least one statement")
      }
    }

    var policy = Policy(file: file, range: node.range, kind: kind)
    policy.version = readVersion(elements.version, in: node)
    expandsVariables = policy.version?.value == .v2012
    policy.id = readID(elements.id)
    if let statement = elements.statement { policy.statements = readStatements(statement) }
    reportCharacters(in: node)
    return policy
  }

  // MARK: Names

  private struct DocumentElements {
    var version: SyntaxNode.Member?
    var id: SyntaxNode.Member?
    var statement: SyntaxNode?
    var hasStatementName = false
    /// Names that belong into a statement.
    var misplaced: [SyntaxNode] = []
    /// Whether the object is itself a statement.
    var isStatement = false
  }

  private mutating func readDocumentElements(_ node: SyntaxNode) -> DocumentElements {
    var elements = DocumentElements()
    var unknown: [SyntaxNode.Member] = []
    for member in node.members {
      // A second member of the same name was reported as a duplicate; the first counts.
      switch DocumentElement(rawValue: member.name) {
      case .version: elements.version = elements.version ?? member
      case .id: elements.id = elements.id ?? member
      case .statement:
        elements.hasStatementName = true
        elements.statement = elements.statement ?? member.value
      case nil: unknown.append(member)
      }
    }
    guard !unknown.isEmpty else { return elements }
    for member in unknown {
      if let element = StatementElement(rawValue: member.name) {
        if element == .effect || element == .action { elements.isStatement = true }
        elements.misplaced.append(member.key)
        continue
      }
      let suggestion = SpellingSuggestion.nearest(to: member.name, among: DocumentElement.allCases.map(\.rawValue))
      reportUnknown(member.key, suggestion: suggestion, place: "at the top of a policy")
      switch suggestion.flatMap(DocumentElement.init(rawValue:)) {
      case .version: elements.version = elements.version ?? member
      case .id: elements.id = elements.id ?? member
      case .statement:
        elements.hasStatementName = true
        elements.statement = elements.statement ?? member.value
      case nil: break
      }
    }
    return elements
  }

  mutating func reportUnknown(_ key: SyntaxNode, suggestion: String?, place: String) {
    let name = (key.stringValue ?? "").quoted
    if let suggestion {
      report(
        .unknownElement, at: key.range, "unknown element \(name) \(place)", help: "did you mean `\(suggestion)`?",
        fixIts: [replacement(of: key.range, with: suggestion)])
    } else {
      report(.unknownElement, at: key.range, "unknown element \(name) \(place)", help: "remove it")
    }
  }

  private mutating func reportMisplaced(_ key: SyntaxNode) {
    report(
      .unknownElement, at: key.range, "unknown element \((key.stringValue ?? "").quoted) at the top of a policy",
      help: "it belongs in a statement: move it into `Statement`")
  }

  private mutating func reportBareStatement(_ node: SyntaxNode) {
    report(
      .missingStatement, at: node.range, "the policy has no `Statement`, its elements stand at the top",
      help: "put them in `\"Statement\": [ { … } ]`")
  }

  // MARK: Version and Id

  /// Whether the document must say that it is of version 2012-10-17.
  ///
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
  private var requiresVersion2012: Bool { kind == .serviceControl || kind == .resourceControl }

  private mutating func readVersion(_ member: SyntaxNode.Member?, in policy: SyntaxNode) -> Located<PolicyVersion>? {
    guard let member else {
      if requiresVersion2012, !isIncomplete(policy.range) {
        report(
          .missingVersion, at: policy.range, "the policy has no `Version`, which organization policies must have",
          help: "add `\"Version\": \"2012-10-17\"`")
      }
      return nil
    }
    let node = member.value
    // In YAML a date need not stand in quotes.
    guard let text = node.tree.format == .yaml ? node.scalarText : node.stringValue else {
      reportType(of: node, name: "Version", expected: "the string `2012-10-17`", help: "write `\"2012-10-17\"`")
      return nil
    }
    guard let version = PolicyVersion(rawValue: text) else {
      report(
        .invalidVersion, at: node.range, "\(text.quoted) is no version of the policy language",
        help: "it is a fixed name, not a date to choose: write `2012-10-17`",
        fixIts: [replacement(of: node.range, with: PolicyVersion.v2012.rawValue)])
      return nil
    }
    if version != .v2012, requiresVersion2012 {
      report(
        .invalidVersion, at: node.range, "organization policies must be of version `2012-10-17`",
        help: "write `2012-10-17`", fixIts: [replacement(of: node.range, with: PolicyVersion.v2012.rawValue)])
    }
    return Located(version, at: node.range)
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_id.html
  private mutating func readID(_ member: SyntaxNode.Member?) -> Located<String>? {
    guard let member else { return nil }
    switch kind {
    case .identity, .permissionsBoundary, .session:
      report(
        .idNotAllowed, at: member.key.range, "`Id` is not allowed in identity-based policies", help: "remove it")
      return member.value.stringValue.map { Located($0, at: member.value.range) }
    case .serviceControl, .resourceControl:
      // No page says that Organizations refuses it.
      report(
        .warning, .idNotAllowed, at: member.key.range, "`Id` is no element of organization policies", help: "remove it")
    case .resource, .roleTrust, .kmsKey, .vpcEndpoint: break
    }
    guard let text = member.value.stringValue else {
      reportType(of: member.value, name: "Id", expected: "a string")
      return nil
    }
    if VariableTemplate.mayHoldVariables(text) {
      reportVariable(in: member.value.range, text: text, element: "Id", .warning)
    }
    return Located(text, at: member.value.range)
  }

  // MARK: Statements

  private mutating func readStatements(_ node: SyntaxNode) -> [Statement] {
    switch node.kind {
    case .object:
      return readStatement(node).map { [$0] } ?? []
    case .array:
      var statements: [Statement] = []
      var isEmpty = true
      for element in node.elements {
        isEmpty = false
        guard element.kind == .object else {
          reportType(of: element, name: "Statement", expected: "an array of objects", help: "a statement is `{ … }`")
          continue
        }
        if let statement = readStatement(element) { statements.append(statement) }
      }
      if isEmpty, !isIncomplete(node.range) {
        report(.warning, .emptyList, at: node.range, "`Statement` is empty: the policy has no effect")
      }
      checkUniqueSids(statements)
      return statements
    case .string, .number, .boolean, .null, .invalid:
      reportType(
        of: node, name: "Statement", expected: "an object or an array of objects", help: "a statement is `{ … }`")
      return []
    }
  }

  // MARK: Characters

  /// Reports characters that AWS refuses in policy documents.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
  private mutating func reportCharacters(in node: SyntaxNode) {
    let range = node.range.indices.clamped(to: file.bytes.indices)
    // U+0100 and above start with a byte of 0xC4 or more; the maximum is found many bytes at a time.
    let highest = file.bytes.withUnsafeBufferPointer { bytes in
      bytes[range].reduce(0) { max($0, $1) } as UInt8
    }
    guard highest >= 0xC4 else { return }
    reportCharactersInStrings(of: node)
  }

  private mutating func reportCharactersInStrings(of node: SyntaxNode) {
    switch node.kind {
    case .object:
      for member in node.members {
        reportCharactersInStrings(of: member.key)
        reportCharactersInStrings(of: member.value)
      }
    case .array:
      for element in node.elements { reportCharactersInStrings(of: element) }
    case .string:
      guard !isIncomplete(node.range) else { return }
      let bytes = file.bytes[node.range.indices.clamped(to: file.bytes.indices)]
      guard let start = bytes.firstIndex(where: { $0 >= 0xC4 }) else { return }
      // All adjacent characters of the kind together.
      let end = bytes[start...].firstIndex { $0 < 0x80 || $0 == 0xC2 || $0 == 0xC3 } ?? bytes.endIndex
      let range = ByteRange(start, end)
      report(
        .warning, .characterNotPermitted, at: range,
        "\(file.text(range).quoted) is outside the characters that AWS takes in a policy",
        help: "AWS takes tab, line ends and U+0020 to U+00FF")
    case .number, .boolean, .null, .invalid: break
    }
  }
}
