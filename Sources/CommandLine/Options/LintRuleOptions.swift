import ArgumentParser
import LintConfiguration
import PolicyChecks
import SourceText

/// Which rules run, and how bad their findings are.
struct LintRuleOptions: ParsableArguments {
  @Option(
    name: .customLong("only"),
    help: ArgumentHelp(
      "Runs this rule alone, or these, joined by commas: ids or other names of `iamsim rules`. May be given several times, as the next three.",
      valueName: "rule"))
  var only: [String] = []

  @Option(
    name: .customLong("enable"),
    help: ArgumentHelp("Runs a rule as well.", valueName: "rule"))
  var enabled: [String] = []

  @Option(
    name: .customLong("disable"),
    help: ArgumentHelp("Leaves a rule out.", valueName: "rule"))
  var disabled: [String] = []

  @Option(
    name: .customLong("severity"),
    help: ArgumentHelp(
      "How bad the findings of a rule are: `RULE=info`, `low`, `medium`, `high`, `critical` or `error`.",
      valueName: "rule=severity"))
  var severities: [String] = []

  /// What the flags say, on top of what was said elsewhere.
  func apply(to configuration: RuleConfiguration) throws -> RuleConfiguration {
    var configuration = configuration
    if !only.isEmpty { configuration = RuleConfiguration(others: .off) }
    for name in Self.list(only) { try set(.init(isOn: true), name, "--only", &configuration) }
    for name in Self.list(enabled) { try set(.init(isOn: true), name, "--enable", &configuration) }
    for name in Self.list(disabled) { try set(.init(isOn: false), name, "--disable", &configuration) }
    for value in Self.list(severities) {
      let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else {
        throw CommandFailure("`--severity \(value)` names no severity; write `\(value)=SEVERITY`")
      }
      let severity = try FindingSeverity(flag: "--severity", parts[1])
      try set(.init(severity: severity), parts[0], "--severity", &configuration)
    }
    return configuration
  }

  /// The rules named that only a configuration can have.
  var customNames: [String] {
    let named = Self.list(only + enabled + disabled + severities).map { String($0.prefix { $0 != "=" }) }
    return named.filter { $0.hasPrefix(CustomRule.prefix) }
  }

  /// The values of a flag that takes several at once, joined by commas.
  static func list(_ values: [String]) -> [String] {
    values.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  private func set(
    _ setting: RuleConfiguration.Setting, _ name: String, _ flag: String, _ configuration: inout RuleConfiguration
  ) throws {
    if name.hasPrefix(CustomRule.prefix) || SuppressionRule(rawValue: name) != nil {
      return configuration.set(setting, id: name)
    }
    do throws(RuleConfiguration.UnknownRule) {
      try configuration.set(setting, for: name)
    } catch {
      let hint = error.suggestion.map { "; did you mean `\($0)`?" } ?? "; `iamsim rules` lists all"
      throw CommandFailure("`\(flag)`: there is no rule `\(name)`\(hint)")
    }
  }
}

extension FindingSeverity {
  /// The severity that a flag's value names.
  init(flag: String, _ value: String, others: [String] = []) throws {
    guard let severity = FindingSeverity(rawValue: value) else {
      let names = Self.allCases.map(\.rawValue) + others
      let near = SpellingSuggestion.nearest(to: value, among: names).map { "; did you mean `\($0)`?" }
      let all = names.map { "`\($0)`" }.joined(separator: ", ")
      throw CommandFailure("`\(flag)`: unknown severity `\(value)`\(near ?? ", expected one of \(all)")")
    }
    self = severity
  }
}
