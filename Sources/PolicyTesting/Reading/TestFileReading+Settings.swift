import Authorization
import DocumentSyntax

extension TestFileReading {
  /// Takes over what a case, a group or the defaults say.
  mutating func apply(_ node: SyntaxNode, to settings: inout CaseSettings) {
    settings.principals = texts(node["principal"], "`principal`") ?? settings.principals
    settings.actions = texts(node["action"], "`action`") ?? settings.actions
    settings.resources = texts(node["resource"], "`resource`") ?? settings.resources
    settings.page = text(node["page"], "`page`") ?? settings.page
    settings.why = text(node["why"], "`why`") ?? settings.why
    settings.undocumented = text(node["undocumented"], "`undocumented`") ?? settings.undocumented
    settings.managementAccount = text(node["managementAccount"], "`managementAccount`") ?? settings.managementAccount
    settings.derive = flag(node["derive"], "`derive`") ?? settings.derive
    if let value = node["identity"] { settings.identity = references(value) }
    if let value = node["session"] { settings.session = references(value) }
    if let value = node["scps"] { settings.serviceControl = levels(value, "scps") }
    if let value = node["rcps"] { settings.resourceControl = levels(value, "rcps") }
    if let value = node["boundary"] { settings.boundary = .some(single(value, "boundary")) }
    if let value = node["endpoint"] { settings.endpoint = .some(single(value, "endpoint")) }
    if let value = node["resourcePolicy"] { settings.resourcePolicy = .some(single(value, "resourcePolicy")) }
    if let value = node["grants"] { settings.grants = references(value) }
    if let value = node["context"] { readContext(value, into: &settings) }
    applyFacts(node, to: &settings)
  }

  private mutating func readContext(_ node: SyntaxNode, into settings: inout CaseSettings) {
    guard node.kind == .object else {
      return report(.field, "expected `context` to be a mapping from condition keys to values", at: opening(of: node))
    }
    for member in node.members {
      switch member.value.kind {
      case .null: settings.set(.init(name: member.name, values: nil, isSet: false, range: member.key.range))
      case .array:
        var values: [String] = []
        for element in member.value.elements {
          if let value = text(element, "each value of `\(member.name)`") { values.append(value.value) }
        }
        settings.set(.init(name: member.name, values: values, isSet: true, range: member.key.range))
      case .object:
        report(
          .field, "expected `\(member.name)` to be a value, a list of values, or null for a key that is absent",
          at: opening(of: member.value))
      case .string, .number, .boolean:
        settings.set(
          .init(name: member.name, values: [member.value.scalarText ?? ""], isSet: false, range: member.key.range))
      case .invalid: break
      }
    }
  }

  // MARK: References to policies

  /// One policy, or none.
  mutating func single(_ node: SyntaxNode, _ field: String) -> SyntaxNode? {
    guard node.kind == .array else { return node.kind == .null ? nil : node }
    report(.field, "expected `\(field)` to be one policy", at: opening(of: node))
    return nil
  }

  /// One policy, a list of them, or none.
  func references(_ node: SyntaxNode?) -> [SyntaxNode] {
    guard let node, node.kind != .null else { return [] }
    return node.kind == .array ? Array(node.elements) : [node]
  }

  private mutating func levels(_ node: SyntaxNode, _ field: String) -> [[SyntaxNode]] {
    guard node.kind == .array else {
      report(
        .field, "expected `\(field)` to be a list of levels from the organization's root to the account",
        at: opening(of: node), help: "write `\(field): [[policy], [policy]]`, one inner list for each level")
      return []
    }
    return node.elements.map { references($0) }
  }
}
