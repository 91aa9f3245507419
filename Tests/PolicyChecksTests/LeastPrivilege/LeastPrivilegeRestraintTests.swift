import Foundation
import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// What the rules on breadth, principals and keys find in AWS's own policies, reviewed, so that it may not grow unseen.
@Suite("Breadth rules on AWS's managed policies")
struct LeastPrivilegeRestraintTests {
  private static let table = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../testdata/least-privilege/managed-policies.txt").standardized

  private static let families: Set<String> = [
    "AdministratorRules", "WildcardRules", "SensitiveActionRules", "BucketRules", "RoleUseRules", "BoundaryRules",
    "KeyUseRules",
    "KeyConditionRules",
    "AbsentKeyRules", "AttachmentLintRules", "ConditionValueRules", "DeadStatementRules", "DocumentLintRules",
    "KeyReachRules", "MultiFactorRules", "ResourceBreadthRules", "ResourceFitRules", "RetiredActionRules",
  ]

  /// With `IAMSIM_RECORD=1` the table is written instead: look at the difference before keeping it.
  @Test("findings of each rule are those of the committed table")
  func findingsAreThoseOfTheTable() throws {
    let ids = Set(RuleTable.families.filter { Self.families.contains($0.name) }.flatMap { $0.rules.map(\.id) })
    let engine = RuleEngine(catalog: try ServiceCatalog.embedded())
    var counts: [String: (findings: Int, policies: Set<String>)] = [:]
    for policy in try ManagedPolicies.embedded() {
      let file = SourceFile(name: policy.name + ".json", text: policy.document)
      for finding in engine.findings(RuleSubject(reading: file, kind: .identity)) where ids.contains(finding.ruleID) {
        let key = finding.severity.rawValue + "\t" + finding.ruleID
        counts[key, default: (0, [])].findings += 1
        counts[key, default: (0, [])].policies.insert(policy.name)
      }
    }
    var lines = ["# severity, rule, findings, policies, and up to three of the policies"]
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
