import DocumentSyntax
import SourceText

/// `Principal` and `NotPrincipal`.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
extension PolicyReader {
  mutating func readPrincipals(_ members: StatementMembers, effect: Effect?) -> PrincipalElement? {
    guard kind.hasPrincipal else {
      // One mistake: what the element holds does not matter any more.
      guard let member = members.principal ?? members.notPrincipal else { return nil }
      report(
        .principalNotAllowed, at: member.key.range, "`\(member.name)` is not allowed in a \(kind.described)",
        help: "remove it: the policy is about those it is attached to")
      return readPrincipal(member, isNegated: members.principal == nil, checks: false)
    }
    guard let (member, isNegated) = resolve(members.principal, members.notPrincipal) else { return nil }
    if isNegated {
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
      if kind == .roleTrust || kind == .resourceControl {
        report(
          .notPrincipalNotAllowed, at: member.key.range, "`NotPrincipal` is not allowed in a \(kind.described)",
          help: kind == .roleTrust
            ? "name the principals in `Principal`" : "write `\"Principal\": \"*\"` and narrow it by a condition")
        return readPrincipal(member, isNegated: true, checks: false)
      }
      if effect == .allow {
        report(
          .warning, .notPrincipalWithAllow, at: member.key.range,
          "`NotPrincipal` with `Allow` allows everyone else, anonymous callers too",
          help: "name those to allow in `Principal`")
      }
    } else if kind == .resourceControl {
      let isEveryone = member.value.stringValue == "*"
      if !isEveryone, member.value.kind != .invalid {
        report(
          .resourceControlPrincipal, at: member.value.range,
          "`Principal` of a resource control policy must be `\"*\"`",
          help: "write `\"Principal\": \"*\"` and narrow it by a condition, such as on `aws:PrincipalOrgID`",
          fixIts: [
            FixIt(
              title: "replace with `\"*\"`", range: member.value.range, replacement: "\"*\"", safety: .changesBehaviour)
          ])
      }
      return readPrincipal(member, isNegated: false, checks: false)
    }
    return readPrincipal(member, isNegated: isNegated, checks: true)
  }

  private mutating func readPrincipal(
    _ member: SyntaxNode.Member, isNegated: Bool, checks: Bool
  ) -> PrincipalElement? {
    let node = member.value
    let name = isNegated ? "NotPrincipal" : "Principal"
    var element = PrincipalElement(isNegated: isNegated, nameRange: member.key.range, range: node.range, entries: [])
    switch node.kind {
    case .string:
      let text = node.stringValue ?? ""
      if text == "*" {
        element.entries = [PrincipalElement.Entry(kind: .everyone, value: Located(text, at: node.range))]
      } else if checks {
        reportPlainPrincipal(text, node, name: name)
      }
    case .object:
      var isEmpty = true
      for type in node.members {
        isEmpty = false
        readPrincipals(of: type, into: &element, name: name, checks: checks)
      }
      if isEmpty, checks, !isIncomplete(node.range) {
        report(.warning, .emptyList, at: node.range, "`\(name)` is empty: the statement has no effect")
      }
    case .array, .number, .boolean, .null, .invalid:
      guard checks else { break }
      reportType(
        of: node, name: name, expected: "`\"*\"` or an object", help: "write `{ \"AWS\": [ … ] }`")
    }
    return element
  }

  private mutating func reportPlainPrincipal(_ text: String, _ node: SyntaxNode, name: String) {
    let type = PrincipalSyntax.likelyType(of: text)
    report(
      .invalidPrincipalFormat, at: node.range, "\(text.quoted) stands under no principal type",
      help: "write `\"\(name)\": { \"\(type.rawValue)\": \"\(text.shown)\" }`")
  }

  private mutating func readPrincipals(
    of type: SyntaxNode.Member, into element: inout PrincipalElement, name: String, checks: Bool
  ) {
    let typeName = type.name
    var kindOfEntry = PrincipalElement.Kind(rawValue: typeName)
    if kindOfEntry == .everyone { kindOfEntry = nil }
    if kindOfEntry == nil {
      let names = PrincipalElement.Kind.allCases.filter { $0 != .everyone }.map(\.rawValue)
      let suggestion = SpellingSuggestion.nearest(to: typeName, among: names)
      kindOfEntry = suggestion.flatMap(PrincipalElement.Kind.init(rawValue:))
      if checks {
        report(
          .unknownPrincipalType, at: type.key.range, "unknown principal type \(typeName.quoted) in `\(name)`",
          help: suggestion.map { "did you mean `\($0)`?" }
            ?? "write one of `AWS`, `Service`, `Federated`, `CanonicalUser`",
          fixIts: suggestion.map { [replacement(of: type.key.range, with: $0)] } ?? [])
      }
    }
    guard let kindOfEntry else { return }
    var checks = checks
    if kindOfEntry == .federated, kind != .roleTrust, checks {
      report(
        .federatedNotAllowed, at: type.key.range, "`Federated` is only allowed in trust policies of roles",
        help: "name the role that the provider's users assume, under `AWS`")
      checks = false
    }
    readPrincipalValues(type.value, kindOfEntry, into: &element, name: typeName, checks: checks)
  }

  private mutating func readPrincipalValues(
    _ node: SyntaxNode, _ type: PrincipalElement.Kind, into element: inout PrincipalElement, name: String, checks: Bool
  ) {
    switch node.kind {
    case .string:
      readPrincipalValue(node, type, into: &element, checks: checks)
    case .array:
      var isEmpty = true
      for value in node.elements {
        isEmpty = false
        if value.kind == .string {
          readPrincipalValue(value, type, into: &element, checks: checks)
        } else if checks {
          reportType(of: value, name: name, expected: "an array of strings")
        }
      }
      if isEmpty, checks, !isIncomplete(node.range) {
        report(
          .warning, .emptyList, at: node.range, "`\(name)` is empty and names nobody", help: "fill it in or remove it")
      }
    case .object, .number, .boolean, .null, .invalid:
      if checks { reportType(of: node, name: name, expected: "a string or an array of strings") }
    }
  }

  private mutating func readPrincipalValue(
    _ node: SyntaxNode, _ type: PrincipalElement.Kind, into element: inout PrincipalElement, checks: Bool
  ) {
    let text = node.stringValue ?? ""
    element.entries.append(PrincipalElement.Entry(kind: type, value: Located(text, at: node.range)))
    guard checks else { return }
    if VariableTemplate.mayHoldVariables(text) {
      reportVariable(in: node.range, text: text, element: element.isNegated ? "NotPrincipal" : "Principal")
    } else if let problem = PrincipalSyntax.problem(of: text, type: type) {
      report(problem.severity, problem.code, at: node.range, problem.message, help: problem.help)
    }
  }
}
