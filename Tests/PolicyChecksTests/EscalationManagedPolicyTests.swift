import Foundation
import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// AWS's own policies: which ways to more permissions they open is reviewed, and may not change unseen.
@Suite("Ways to more permissions in AWS's managed policies")
struct EscalationManagedPolicyTests {
  private static let table = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../testdata/escalation/managed-policies.txt").standardized

  /// With `IAMSIM_RECORD=1` the table is written instead: look at the difference before keeping it.
  @Test("are those of the committed table")
  func findingsAreThoseOfTheTable() throws {
    let rules = RuleTable.all.filter { $0.id == "privilege-escalation" }
    let engine = RuleEngine(rules: rules, catalog: try ServiceCatalog.embedded())
    var lines = ["# what privilege-escalation finds in AWS's managed policies; see README.md"]
    for policy in try ManagedPolicies.embedded() {
      let file = SourceFile(name: policy.name + ".json", text: policy.document)
      for finding in engine.findings(RuleSubject(reading: file, kind: .identity)) {
        lines.append("\(policy.name)\t\(finding.severity.rawValue)\t\(finding.message)")
      }
    }
    let found = lines.joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["IAMSIM_RECORD"] == "1" { try Data(found.utf8).write(to: Self.table) }
    #expect(try String(contentsOf: Self.table, encoding: .utf8) == found)
  }
}
