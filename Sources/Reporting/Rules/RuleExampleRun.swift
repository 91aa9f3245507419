import DocumentSyntax
import PolicyChecks
import PolicySources
import ServiceCatalog
import SourceText

/// A rule's examples, laid out for people, and what the rule says about the first of them.
struct RuleExampleRun: Sendable {
  /// The policy that the rule finds something in.
  let example: SourceFile
  /// The like policy about which it is silent.
  let silentExample: SourceFile
  /// What is given beside the example, and by which flag.
  let report: (flag: String, file: SourceFile)?
  /// What it finds in the example.
  let findings: [Finding]

  /// Runs a rule over its example.
  init(_ rule: Rule, catalog: ServiceCatalog) {
    let name = rule.isAboutAccounts ? "account.json" : rule.isAboutTemplates ? "template.json" : "policy.json"
    example = SourceFile(name: name, text: ExampleLayout(rule.example.text).text)
    silentExample = SourceFile(name: name, text: ExampleLayout(rule.silentExample.text).text)
    report = rule.example.report.map(Self.file)
    let engine = RuleEngine(rules: [rule], configuration: RuleConfiguration(others: .on), catalog: catalog)
    if rule.isAboutAccounts {
      let account = AccountAuthorizationDetailsReader().read(example).account
      var subject = AccountSubject(
        account, now: rule.example.surroundings.now, findings: RuleEngine(catalog: catalog).policyFindings(account))
      if let report, let kind = rule.example.report {
        switch kind {
        case .credentials: subject.credentials = CredentialReportReader().read(report.file).report
        case .lastAccessed: subject.lastAccessed = LastAccessedReportReader().read(report.file).reports
        }
      }
      findings = engine.check(subject).findings
      return
    }
    if rule.isAboutTemplates {
      findings = DocumentParser().parse(example).tree.root.map { engine.findings(TemplateFacts($0)) } ?? []
      return
    }
    findings = engine.findings(
      RuleSubject(
        reading: example, kind: rule.example.kind, resourceType: rule.example.resourceType,
        surroundings: rule.example.surroundings))
  }

  /// A report as it would be given.
  static func file(_ report: RuleExample.Report) -> (flag: String, file: SourceFile) {
    switch report {
    case .credentials(let text): ("--credential-report", SourceFile(name: "credentials.csv", text: text))
    case .lastAccessed(let text):
      ("--last-accessed", SourceFile(name: "last-accessed.json", text: ExampleLayout(text).text))
    }
  }

  /// The findings as `--output text` shows them, with the place underlined.
  var findingText: String {
    FindingReport(findings.map { ReportedFinding($0) }, files: [example], version: "").findingBlocks
  }

  /// A policy for people: long lines are cut, and of many lines the middle is left out.
  static func shown(_ file: SourceFile) -> String {
    var lines = file.text(ByteRange(0, file.bytes.count)).split(separator: "\n").map { line in
      line.unicodeScalars.count > longestLine ? String(line.prefix(longestLine)) + "…" : String(line)
    }
    if lines.count > mostLines { lines.replaceSubrange(mostLines / 2..<lines.count - mostLines / 4, with: ["  …"]) }
    return lines.map { $0 + "\n" }.joined()
  }

  private static let longestLine = 120
  private static let mostLines = 40
}
