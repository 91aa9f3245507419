import Foundation
import LintConfiguration
import PolicyChecks
import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

/// What the tests of this room share.
enum Sample {
  /// A configuration.
  static func settings(_ text: String, name: String = "iamsim.yaml") -> ConfigurationFile {
    ConfigurationReader(catalog: try? .embedded()).read(SourceFile(name: name, text: text))
  }

  /// A configuration without mistakes.
  static func good(_ text: String, _ place: SourceLocation = #_sourceLocation) -> ConfigurationFile {
    let settings = settings(text)
    #expect(problems(settings) == [], sourceLocation: place)
    return settings
  }

  /// `line:column severity: message (help)` of all that is wrong.
  static func problems(_ settings: ConfigurationFile) -> [String] { problems(settings.diagnostics) }

  static func problems(_ diagnostics: [Diagnostic]) -> [String] {
    diagnostics.map { diagnostic in
      let place = diagnostic.file.position(at: diagnostic.range.lowerBound)
      return "\(place.line):\(place.column) \(diagnostic.severity.rawValue): \(diagnostic.message)"
        + (diagnostic.help.map { " (\($0))" } ?? "")
    }
  }

  static func subject(_ text: String, _ kind: PolicyKind = .identity) -> RuleSubject {
    RuleSubject(reading: SourceFile(name: "policy.json", text: text), kind: kind)
  }

  static func statements(_ text: String) -> String { #"{"Version":"2012-10-17","Statement":["# + text + "]}" }

  /// What the custom rules of a configuration find in a policy.
  static func findings(_ settings: ConfigurationFile, _ policy: String, _ kind: PolicyKind = .identity) throws
    -> [Finding]
  {
    let engine = RuleEngine(
      rules: settings.customRules.map(\.rule), configuration: settings.rules, catalog: try .embedded())
    return engine.findings(subject(policy, kind))
  }

  /// The messages of one custom rule, whose body is given indented by four.
  static func messages(_ rule: String, _ statements: String, _ kind: PolicyKind = .identity) throws -> [String] {
    let settings = good("custom-rules:\n  sample:\n" + rule)
    return try findings(settings, Self.statements(statements), kind).map(\.message)
  }
}
