import DocumentSyntax
import PolicyLanguage
import SourceText

extension ConfigurationReading {
  mutating func readSuppressions(_ node: SyntaxNode?) {
    for entry in elements(node, "`suppressions`", of: ConfigurationFormat.suppression) {
      let names = texts(entry["rule"], "`rule`")
      let rules = names.compactMap { ruleID($0.value, at: $0.range) }
      for name in names where SuppressionRule(rawValue: name.value) != nil {
        report(
          .value, "`\(name.value)` is about suppressions, and cannot be suppressed", at: name.range,
          help: "switch it off under `rules`: `\(name.value): off`")
      }
      let reason = text(entry["reason"], "`reason`")?.value
      let paths = globs(entry["path"], "`path`")
      let expires = date(entry["expires"])
      let sids = texts(entry["sid"], "`sid`").map(\.value)
      let actions = texts(entry["action"], "`action`").map(\.value)
      let resources = texts(entry["resource"], "`resource`").map(\.value)
      guard let reason, !rules.isEmpty else { continue }
      result.suppressions.append(
        Suppression(
          rules: rules, paths: PathChoice(included: paths), sids: sids, actions: actions, resources: resources,
          reason: reason, expires: expires, range: opening(of: entry["rule"] ?? entry)))
    }
  }

  private mutating func date(_ node: SyntaxNode?) -> CalendarDate? {
    guard let text = text(node, "`expires`") else { return nil }
    if let date = CalendarDate(text.value) { return date }
    report(
      .value, "`\(text.value)` is not a day of the calendar", at: text.range,
      help: "write year, month and day, as in `2027-03-31`")
    return nil
  }
}
