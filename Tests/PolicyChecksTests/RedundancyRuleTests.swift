import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// What is said twice, beside the examples of the rules.
@Suite("Redundancy")
struct RedundancyRuleTests {
  private func findings(_ statements: String, _ id: String) throws -> [Finding] {
    let text = #"{"Version":"2012-10-17","Statement":[\#(statements)]}"#
    let engine = RuleEngine(rules: RuleTable.validation, catalog: try ServiceCatalog.embedded())
    let subject = RuleSubject(reading: SourceFile(name: "p.json", text: text), kind: .identity)
    return engine.findings(subject).filter { $0.rule.id == id }
  }

  @Test func actionsAreNamedAsWritten() throws {
    let found = try findings(
      #"{"Effect":"Allow","Action":["s3:Get*","s3:GetObject","S3:GetBucketTagging"],"Resource":"*"}"#,
      "redundant-action")
    #expect(found.map(\.message) == ["`s3:GetObject` and 1 more are covered by `s3:Get*`"])
    let copies = try findings(
      #"{"Effect":"Allow","Action":["s3:GetObject","s3:getobject"],"Resource":"*"}"#, "redundant-action")
    #expect(copies.map(\.message) == ["`s3:getobject` is written more than once"])
  }

  /// The condition that could not be read is what makes the second narrower.
  @Test func aStatementThatCouldNotBeReadIsNoCopy() throws {
    let plain = #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#
    let broken = #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":7}"#
    #expect(try findings(plain + "," + plain, "redundant-statement").count == 1)
    #expect(try findings(plain + "," + broken, "redundant-statement").isEmpty)
    #expect(try findings(broken + "," + plain + "," + plain, "redundant-statement").count == 1)
  }
}
