import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// The paths of AWS's answers.
///
/// https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_PathElement.html
@Suite("Paths of findings")
struct PathFinderTests {
  private func paths(_ text: String, _ code: String, _ kind: PolicyKind = .identity) throws -> [[PathElement]] {
    let engine = RuleEngine(rules: RuleTable.validation, catalog: try ServiceCatalog.embedded())
    let subject = RuleSubject(reading: SourceFile(name: "p.json", text: text), kind: kind)
    return engine.findings(subject).filter { $0.issueCode == code }.flatMap(\.locations).map(\.path)
  }

  @Test func anItemOfAList() throws {
    let found = try paths(
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:Nope"],"Resource":"*"}]}"#,
      "INVALID_ACTION")
    #expect(found == [[.value("Statement"), .index(0), .value("Action"), .index(1)]])
  }

  @Test func aSingleValueAndASingleStatementHaveNoIndex() throws {
    let found = try paths(
      #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Nope","Resource":"*"}}"#, "INVALID_ACTION")
    #expect(found == [[.value("Statement"), .value("Action")]])
  }

  @Test func aConditionKey() throws {
    let found = try paths(
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:Nope":"x"}}}]}"#,
      "INVALID_GLOBAL_CONDITION_KEY")
    #expect(
      found == [[.value("Statement"), .index(0), .value("Condition"), .value("StringEquals"), .key("aws:Nope")]])
  }

  @Test func theWholeDocument() throws {
    #expect(try paths(#"{"Statement":[]}"#, "MISSING_VERSION") == [[]])
  }

  @Test func aBrokenStatementDoesNotHideTheOthers() throws {
    let found = try paths(
      #"{"Version":"2012-10-17","Statement":[{"Effect":"allow","Action":7},{"Effect":"Allow","Action":"s3:Nope","Resource":"*"}]}"#,
      "INVALID_ACTION")
    #expect(found == [[.value("Statement"), .index(1), .value("Action")]])
  }

  @Test func nobodyHasToAskForPaths() throws {
    let text =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:Nope"],"Resource":"*"}]}"#
    let subject = RuleSubject(reading: SourceFile(name: "p.json", text: text), kind: .identity)
    let catalog = try ServiceCatalog.embedded()
    let with = RuleEngine(rules: RuleTable.validation, catalog: catalog).findings(subject)
    let without = RuleEngine(rules: RuleTable.validation, catalog: catalog, findsPaths: false).findings(subject)
    #expect(!without.isEmpty)
    #expect(without.map(\.ruleID) == with.map(\.ruleID))
    #expect(without.map { $0.locations.map(\.range) } == with.map { $0.locations.map(\.range) })
    #expect(without.flatMap(\.locations).allSatisfy { $0.path.isEmpty })
  }
}
