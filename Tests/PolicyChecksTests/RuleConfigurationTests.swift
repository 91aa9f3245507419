import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// Rules on and off, and other severities.
@Suite("Configuration of the rules")
struct RuleConfigurationTests {
  /// Three findings: one of the parser, two of rules.
  private static let text =
    #"{"Statement":[{"Effect":"allow","Action":"s3:GetObject","Resource":"*"},{"Effect":"Allow","Action":"s3:Nope","Resource":"*"}]}"#

  private func findings(_ configuration: RuleConfiguration) throws -> [String: FindingSeverity] {
    let engine = RuleEngine(configuration: configuration, catalog: try ServiceCatalog.embedded())
    let subject = RuleSubject(reading: SourceFile(name: "p.json", text: Self.text), kind: .identity)
    return Dictionary(engine.findings(subject).map { ($0.ruleID, $0.severity) }) { first, _ in first }
  }

  @Test func nothingSaidIsAsDeclared() throws {
    #expect(
      try findings(RuleConfiguration())
        == ["missing-version": .medium, "invalid-effect": .error, "invalid-action": .error])
  }

  @Test func rulesAreTurnedOffByIdOrAlias() throws {
    var configuration = RuleConfiguration()
    try configuration.set(.init(isOn: false), for: "Missing_Version")
    try configuration.set(.init(isOn: false), for: "invalid-effect")
    #expect(try findings(configuration) == ["invalid-action": .error])
  }

  @Test func onlySomeRulesRun() throws {
    var configuration = RuleConfiguration(others: .off)
    #expect(try findings(configuration).isEmpty)
    try configuration.set(.init(isOn: true, severity: .info), for: "missing-version")
    try configuration.set(.init(isOn: true), for: "invalid-effect")
    #expect(try findings(configuration) == ["missing-version": .info, "invalid-effect": .error])
  }

  @Test func severitiesAreOverridden_theRuleKeepsItsOwn() throws {
    var configuration = RuleConfiguration()
    try configuration.set(.init(severity: .critical), for: "invalid-action")
    try configuration.set(.init(severity: .low), for: "invalid-effect")
    #expect(
      try findings(configuration)
        == ["missing-version": .medium, "invalid-effect": .low, "invalid-action": .critical])
    let rule = try #require(RuleTable.rule(named: "invalid-action"))
    #expect(rule.severity == .error && configuration.severity(of: rule) == .critical)
  }

  @Test func whatIsSaidLaterAddsToWhatWasSaid() throws {
    var configuration = RuleConfiguration()
    try configuration.set(.init(severity: .low), for: "invalid-action")
    try configuration.set(.init(isOn: false), for: "INVALID_ACTION")
    #expect(configuration.settings == ["invalid-action": .init(isOn: false, severity: .low)])
    try configuration.set(.init(isOn: true), for: "invalid-action")
    #expect(try findings(configuration)["invalid-action"] == .low)
  }

  @Test func rulesThatAreOffRunWhenAskedFor() throws {
    var rule = try #require(RuleTable.rule(named: "invalid-action"))
    rule.status = .off
    #expect(!RuleConfiguration().runs(rule))
    #expect(RuleConfiguration(others: .on).runs(rule))
    var configuration = RuleConfiguration()
    try configuration.set(.init(isOn: true), for: rule.id)
    #expect(configuration.runs(rule))
  }

  @Test func unknownNamesAreRefusedWithTheNearest() {
    var configuration = RuleConfiguration()
    #expect(throws: RuleConfiguration.UnknownRule(name: "invalid-acton", suggestion: "invalid-action")) {
      try configuration.set(.init(isOn: true), for: "invalid-acton")
    }
    #expect(configuration.settings.isEmpty)
  }

  @Test func anEmptyDocumentIsConfiguredToo() throws {
    var configuration = RuleConfiguration()
    try configuration.set(.init(severity: .high), for: "json-syntax-error")
    let engine = RuleEngine(configuration: configuration, catalog: try ServiceCatalog.embedded())
    let subject = RuleSubject(reading: SourceFile(name: "p.json", text: ""), kind: .identity)
    #expect(engine.findings(subject).map(\.severity) == [.high])
  }
}
