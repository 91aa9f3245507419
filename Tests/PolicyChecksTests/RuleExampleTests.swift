import DocumentSyntax
import PolicyLanguage
import PolicySources
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// Every rule is run against the examples of its own declaration.
@Suite("Each rule and its examples")
struct RuleExampleTests {
  static func findings(_ example: RuleExample) throws -> [Finding] {
    let file = SourceFile(name: "example.json", text: example.text)
    let engine = RuleEngine(
      configuration: RuleConfiguration(others: .on), catalog: try ServiceCatalog.embedded(), leavesOutNarrower: false)
    if example.isAccount {
      let read = AccountAuthorizationDetailsReader().read(file)
      #expect(read.diagnostics.isEmpty, "\(read.diagnostics.map(\.message))")
      var subject = AccountSubject(
        read.account, now: example.surroundings.now, findings: engine.policyFindings(read.account))
      switch example.report {
      case .credentials(let text)?:
        let report = CredentialReportReader().read(SourceFile(name: "credentials.csv", text: text))
        #expect(report.diagnostics.isEmpty, "\(report.diagnostics.map(\.message))")
        subject.credentials = report.report
      case .lastAccessed(let text)?:
        let reports = LastAccessedReportReader().read(SourceFile(name: "last-accessed.json", text: text))
        #expect(reports.diagnostics.isEmpty, "\(reports.diagnostics.map(\.message))")
        subject.lastAccessed = reports.reports
      case nil: break
      }
      return engine.check(subject).findings
    }
    if example.isTemplate {
      let root = try #require(DocumentParser().parse(file).tree.root)
      return engine.findings(TemplateFacts(root, in: example.surroundings))
    }
    return engine.findings(
      RuleSubject(
        reading: file, kind: example.kind, resourceType: example.resourceType, surroundings: example.surroundings))
  }

  @Test("its example is found, at the places marked", arguments: RuleTable.all.map(\.id))
  func exampleIsFound(id: String) throws {
    let rule = try #require(RuleTable.rule(named: id))
    let findings = try Self.findings(rule.example).filter { $0.ruleID == id }
    let ranges = findings.flatMap(\.locations).map(\.range.indices).sorted { $0.lowerBound < $1.lowerBound }
    #expect(!findings.isEmpty, "\(id): \(rule.example.text)")
    #expect(ranges == rule.example.markedRanges, "\(id): \(findings.map(\.message)) in \(rule.example.text)")
  }

  @Test("it is silent about its other example", arguments: RuleTable.all.map(\.id))
  func silentExampleIsSilent(id: String) throws {
    let rule = try #require(RuleTable.rule(named: id))
    let findings = try Self.findings(rule.silentExample).filter { $0.ruleID == id }
    #expect(findings.isEmpty, "\(id): \(findings.map(\.message)) in \(rule.silentExample.text)")
  }

  @Test("ids are unique and well formed; AWS's code is an alias")
  func idsAreStable() {
    var seen: Set<String> = []
    for rule in RuleTable.all {
      #expect(seen.insert(rule.id).inserted, "\(rule.id) twice")
      #expect(rule.id.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }, "\(rule.id)")
      #expect(rule.issueCode.map(rule.aliases.contains) ?? true)
      #expect(!rule.title.isEmpty && !rule.why.isEmpty && !rule.remedy.isEmpty && rule.link.hasPrefix("https://"))
    }
  }
}
