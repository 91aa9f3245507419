import DocumentSyntax
import PolicyLanguage
import ServiceCatalog
import SourceText
import Wildcards

extension ConfigurationReading {
  mutating func selector(_ node: SyntaxNode?) -> StatementSelector {
    var selector = StatementSelector()
    guard let node = object(node, ConfigurationFormat.statements) else { return selector }
    let effects = Effect.allCases.map(\.rawValue)
    selector.effect = word(node["effect"], "`effect`", of: effects).flatMap(Effect.init) ?? .allow
    selector.actions = actions(node["actions"], "`actions`", isInList: false)
    selector.actionValues = texts(node["action-values"], "`action-values`").map(\.value)
    selector.resources = texts(node["resources"], "`resources`").map { TextPattern($0.value) }
    selector.resourceValues = texts(node["resource-values"], "`resource-values`").map(\.value)
    selector.principals = texts(node["principals"], "`principals`").map {
      TextPattern(StatementSelector.principal($0.value))
    }
    selector.principalValues = texts(node["principal-values"], "`principal-values`").map(\.value)
    return selector
  }

  /// Patterns of actions, the lists that are named among them filled in.
  mutating func actions(_ node: SyntaxNode?, _ what: String, isInList: Bool) -> [ActionSelector] {
    texts(node, what).flatMap { text -> [ActionSelector] in
      guard text.value.hasPrefix("@") else { return action(text).map { [$0] } ?? [] }
      let name = String(text.value.dropFirst())
      guard !isInList else {
        report(.value, "a list of actions cannot name another, as `\(text.value)` does", at: text.range)
        return []
      }
      guard let list = actionLists[name] else {
        let near = SpellingSuggestion.nearest(to: name, among: actionLists.keys.sorted())
        report(
          .unknownList, "there is no list `\(name)` under `action-lists`", at: text.range,
          help: near.map { "did you mean `@\($0)`?" })
        return []
      }
      let isFirst = usedLists.insert(name).inserted
      let before = result.diagnostics.count
      let selectors = actions(list, "`\(name)`", isInList: true)
      // Its mistakes are told once, however many rules name it.
      if !isFirst { result.diagnostics.removeLast(result.diagnostics.count - before) }
      return selectors
    }
  }

  /// A pattern of actions; warns of one that AWS has no action for.
  private mutating func action(_ text: Located<String>) -> ActionSelector? {
    let selector = ActionSelector(text.value)
    if text.value == "*" { return selector }
    let parts = text.value.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      report(
        .value, "`\(text.value)` is not an action", at: text.range,
        help: "write service and action, as in `s3:GetObject` or `s3:*`")
      return nil
    }
    guard let catalog = reader.catalog, catalog.actions(matching: text.value).isEmpty else { return selector }
    let isPattern = parts[0].contains("*") || parts[0].contains("?")
    var help: String?
    if !isPattern, catalog.service(named: String(parts[0])) == nil {
      help = catalog.suggestion(forService: String(parts[0])).map { "did you mean `\($0.prefix):\(parts[1])`?" }
    } else {
      help = catalog.suggestion(forAction: text.value)?.names.first.map { "did you mean `\($0)`?" }
    }
    report(
      .unknownAction, "AWS has no action that `\(text.value)` matches", at: text.range, severity: .warning, help: help)
    return selector
  }
}
