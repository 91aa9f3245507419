import ArgumentParser
import LintConfiguration
import PolicyChecks
import SourceText

/// Which rules run, and how bad their findings are.
struct LintRuleOptions: ParsableArguments {
  @Option(
    name: .customLong("only"), parsing: .upToNextOption,
    help: ArgumentHelp("Runs these rules alone: ids or other names of `iamsim rules`.", valueName: "rule"))
  var only: [String] = []

  @Option(
    name: .customLong("enable"), parsing: .upToNextOption,
    help: ArgumentHelp("Runs these rules as well.", valueName: "rule"))
  var enabled: [String] = []

  @Option(
    name: .customLong("disable"), parsing: .upToNextOption,
    help: ArgumentHelp("Leaves these rules out.", valueName: "rule"))
  var disabled: [String] = []

  @Option(
    name: .customLong("severity"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "How bad the findings of a rule are: `RULE=info`, `low`, `medium`, `high`, `critical` or `error`.",
      valueName: "rule=severity"))
  var severities: [String] = []

  /// What the flags say, on top of what was said elsewhere.
  func apply(to configuration: RuleConfiguration) throws -> RuleConfiguration {
    var configuration = configuration
    if !only.isEmpty { configuration = RuleConfiguration(others: .off) }
    for name in only { try set(.init(isOn: true), name, "--only", &configuration) }
    for name in enabled { try set(.init(isOn: true), name, "--enable", &configuration) }
    for name in disabled { try set(.init(isOn: false), name, "--disable", &configuration) }
    for value in severities {
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
    let named = only + enabled + disabled + severities.map { String($0.prefix { $0 != "=" }) }
    return named.filter { $0.hasPrefix(CustomRule.prefix) }
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
