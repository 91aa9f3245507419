import Foundation
import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// AWS's own policies are the test of restraint: what is found in them is reviewed, and may not grow unseen.
@Suite("AWS's managed policies")
struct ManagedPolicyTests {
  private static let table = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../testdata/validation/managed-policies.txt").standardized

  /// With `IAMSIM_RECORD=1` the table is written instead: look at the difference before keeping it.
  @Test("findings for each code are those of the committed table")
  func findingsAreThoseOfTheTable() throws {
    let engine = RuleEngine(rules: RuleTable.validation, catalog: try ServiceCatalog.embedded())
    var counts: [String: (findings: Int, policies: Set<String>)] = [:]
    for policy in try ManagedPolicies.embedded() {
      let file = SourceFile(name: policy.name + ".json", text: policy.document)
      for finding in engine.findings(RuleSubject(reading: file, kind: .identity)) {
        let key = (finding.findingType?.rawValue ?? "-") + "\t" + (finding.issueCode ?? finding.ruleID)
        counts[key, default: (0, [])].findings += 1
        counts[key, default: (0, [])].policies.insert(policy.name)
      }
    }
    var lines = ["# type, code, findings, policies, and up to three of the policies; see README.md"]
    for (key, count) in counts.sorted(by: { $0.key < $1.key }) {
      let examples = count.policies.sorted().prefix(3).joined(separator: " ")
      lines.append("\(key)\t\(count.findings)\t\(count.policies.count)\t\(examples)")
    }
    let found = lines.joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["IAMSIM_RECORD"] == "1" {
      try Data(found.utf8).write(to: Self.table)
    }
    #expect(try String(contentsOf: Self.table, encoding: .utf8) == found)
  }
}
