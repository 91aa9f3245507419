import DocumentSyntax
import PolicyChecks
import PolicyLanguage
import ServiceCatalog
import SourceText
import Wildcards

extension ConfigurationReading {
  mutating func readActionLists(_ node: SyntaxNode?) {
    for member in members(node, "`action-lists`") {
      if checkName(member, "a list of actions") { actionLists[member.name] = actionLists[member.name] ?? member.value }
    }
  }

  mutating func readCustomRules(_ node: SyntaxNode?) {
    let entries = members(node, "`custom-rules`")
    for member in entries where checkName(member, "a custom rule") { customIDs.append(CustomRule.prefix + member.name) }
    for member in entries {
      guard let rule = object(member.value, ConfigurationFormat.customRule) else {
        if member.value.kind == .null {
          report(.missingKey, "expected the custom rule `\(member.name)` to say something", at: member.key.range)
        }
        continue
      }
      readCustomRule(rule, member)
    }
    for (name, list) in actionLists where !usedLists.contains(name) {
      _ = actions(list, "`\(name)`", isInList: true)
      report(
        .idle, "no custom rule names the list `\(name)`", at: opening(of: list), severity: .warning,
        help: "name it under `actions` as `@\(name)`")
    }
  }

  /// Whether a name can be part of an id; reports others.
  private mutating func checkName(_ member: SyntaxNode.Member, _ what: String) -> Bool {
    let words = member.name.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let isName = words.allSatisfy { word in
      !word.isEmpty && word.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    }
    if isName, member.name.utf8.count <= 80 { return true }
    report(
      .value, "`\(member.name)` cannot be the name of \(what)", at: member.key.range,
      help: "names are words of lower-case letters and digits, joined by hyphens")
    return false
  }

  private mutating func readCustomRule(_ node: SyntaxNode, _ member: SyntaxNode.Member) {
    let message = text(node["message"], "`message`").map { Self.message($0.value) }
    let severity = word(node["severity"], "`severity`", of: ConfigurationFormat.severities).flatMap(
      FindingSeverity.init)
    let why = text(node["why"], "`why`")?.value
    let help = text(node["help"], "`help`")?.value
    let link = text(node["link"], "`link`")
    if let link, !link.value.hasPrefix("https://"), !link.value.hasPrefix("http://") {
      report(.value, "expected `link` to be an address that begins with `https://`", at: link.range)
    }
    let kinds = words(node["kinds"], "`kinds`", of: ConfigurationFormat.kinds).compactMap(PolicyKind.init(named:))
    let paths = globs(node["paths"], "`paths`")
    let selector = selector(node["statements"])
    guard let demand = demand(of: node), let message else { return }
    if case .absence = demand, node["statements"] == nil {
      report(
        .missingKey, "this rule would forbid every statement that allows", at: opening(of: node),
        help: "say under `statements` which ones")
    }
    result.customRules.append(
      CustomRule(
        name: member.name, message: message, severity: severity ?? .medium, why: why, help: help, link: link?.value,
        kinds: kinds.isEmpty ? .all : Set(kinds), paths: PathChoice(included: paths), statements: selector,
        demand: demand, range: member.key.range))
  }

  /// A message as findings have it: on one line, without the full stop.
  private static func message(_ text: String) -> String {
    var text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if text.hasSuffix("."), !text.hasSuffix("..") { text.removeLast() }
    return text
  }

  private mutating func words(_ node: SyntaxNode?, _ what: String, of words: [String]) -> [String] {
    guard let node, node.kind != .invalid else { return [] }
    guard node.kind == .array else { return word(node, what, of: words).map { [$0] } ?? [] }
    if node.elements.isEmpty { report(.value, "expected \(what) to hold at least one", at: node.range) }
    return node.elements.compactMap { word($0, "each of \(what)", of: words) }
  }

  // MARK: Demands

  private mutating func demand(of node: SyntaxNode) -> CustomRule.Demand? {
    let given = ["forbidden", "conditions", "names"].filter { node[$0] != nil }
    guard given.count == 1, let key = given.first else {
      report(
        .missingKey, "expected a custom rule to have exactly one of `forbidden`, `conditions`, `names`",
        at: given.last.flatMap { node[$0].map(opening) } ?? opening(of: node))
      return nil
    }
    switch key {
    case "forbidden":
      guard let isForbidden = flag(node[key], "`forbidden`") else { return nil }
      if !isForbidden { report(.value, "`forbidden` can only be `true`", at: node[key]?.range ?? node.range) }
      return .absence
    case "conditions": return conditions(node[key]).map { .conditions($0) }
    default: return names(node[key]).map { .names($0) }
    }
  }

  private mutating func conditions(_ node: SyntaxNode?) -> ConditionDemand? {
    guard let object = object(node, ConfigurationFormat.conditions) else {
      if let node, node.kind == .null { report(.value, "expected `conditions` to say something", at: node.range) }
      return nil
    }
    let demand = ConditionDemand(
      allOf: tests(object["all-of"], "`all-of`"), anyOf: tests(object["any-of"], "`any-of`"),
      noneOf: tests(object["none-of"], "`none-of`"))
    if object.members.isEmpty { report(.value, "expected `conditions` to say something", at: object.range) }
    return demand
  }

  private mutating func tests(_ node: SyntaxNode?, _ what: String) -> [ConditionTest] {
    objects(node, what, of: ConfigurationFormat.condition).compactMap { entry in
      let key = text(entry["key"], "`key`")
      let operators = texts(entry["operator"], "`operator`").compactMap { condition($0) }
      let values = texts(entry["values"], "`values`").map(\.value)
      guard let key else { return nil }
      checkKey(key)
      return ConditionTest(key: key.value, operators: operators, values: values)
    }
  }

  private mutating func condition(_ text: Located<String>) -> ConditionOperatorName? {
    let name = ConditionOperatorName(parsing: text.value)
    if OperatorFacts(name) != nil { return name }
    report(
      .value, "there is no condition operator `\(text.value)`", at: text.range,
      help: SpellingSuggestion.nearest(to: name.base, among: OperatorFacts.names).map { "did you mean `\($0)`?" })
    return nil
  }

  /// Warns of a global condition key that AWS does not have.
  private mutating func checkKey(_ key: Located<String>) {
    guard let catalog = reader.catalog, key.value.lowercased().hasPrefix("aws:"),
      catalog.globalConditionKey(named: key.value) == nil
    else { return }
    report(
      .unknownAction, "AWS has no condition key `\(key.value)`", at: key.range, severity: .warning,
      help: catalog.suggestion(forConditionKey: key.value).map { "did you mean `\($0)`?" })
  }

  private mutating func names(_ node: SyntaxNode?) -> NameDemand? {
    guard let object = object(node, ConfigurationFormat.names) else {
      if let node, node.kind == .null { report(.value, "expected `names` to say something", at: node.range) }
      return nil
    }
    let word = word(object["of"], "`of`", of: NameDemand.Element.allCases.map(\.rawValue))
    let expression = expression(object["pattern"])
    let within = texts(object["within"], "`within`").map { TextPattern($0.value) }
    let isRequired = flag(object["required"], "`required`") ?? false
    guard let element = word.flatMap(NameDemand.Element.init), let expression else { return nil }
    if element == .sid, let node = object["within"] {
      report(.value, "`within` goes with `of: role` and `of: resource` only", at: opening(of: node))
    }
    if element != .sid, let node = object["required"] {
      report(.value, "`required` goes with `of: sid` only", at: node.range)
    }
    return NameDemand(element: element, pattern: expression, within: within, isRequired: isRequired)
  }

  private mutating func expression(_ node: SyntaxNode?) -> RegularExpression? {
    guard let text = text(node, "`pattern`") else { return nil }
    do throws(RegularExpression.Failure) {
      return try RegularExpression(text.value, wholeText: true)
    } catch {
      var place = ""
      if case .invalidExpression(_, let offset) = error {
        place = " (at character \(String(decoding: text.value.utf8.prefix(offset), as: UTF8.self).count + 1))"
      }
      report(.expression, "the regular expression is not valid: \(error.words)\(place)", at: text.range)
      return nil
    }
  }
}
