import Foundation
import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// AWS's own policies are the test of restraint: what the rules on secrets and trust find in them is reviewed.
@Suite("Secrets in AWS's managed policies")
struct SecretManagedPolicyTests {
  private static let table = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../testdata/validation/managed-policies-secrets.txt").standardized

  /// The families of section "secrets, keys and trust".
  private static let families: Set<String> = [
    "SecretARNRules", "PlaceholderRules", "SecretAccessRules", "SecretAdministrationRules",
    "SecretResourcePolicyRules", "SecretPolicyEffectRules", "OIDCTrustRules", "GitHubTrustRules",
    "ProviderTrustRules", "TrustConditionRules", "ServiceTrustRules", "RotationRules", "ReplicaRules",
    "TagAccessRules", "SecretNetworkRules",
  ]

  /// With `IAMSIM_RECORD=1` the table is written instead: look at the difference before keeping it.
  @Test("findings for each rule are those of the committed table")
  func findingsAreThoseOfTheTable() throws {
    let rules = RuleTable.families.filter { Self.families.contains($0.name) }.flatMap(\.rules)
    let engine = RuleEngine(rules: rules, catalog: try ServiceCatalog.embedded())
    var counts: [String: (findings: Int, policies: Set<String>)] = [:]
    for policy in try ManagedPolicies.embedded() {
      let file = SourceFile(name: policy.name + ".json", text: policy.document)
      for finding in engine.findings(RuleSubject(reading: file, kind: .identity)) {
        counts[finding.ruleID, default: (0, [])].findings += 1
        counts[finding.ruleID, default: (0, [])].policies.insert(policy.name)
      }
    }
    var lines = ["# rule, findings, policies, and up to three of the policies; see README.md"]
    for (id, count) in counts.sorted(by: { $0.key < $1.key }) {
      let examples = count.policies.sorted().prefix(3).joined(separator: " ")
      lines.append("\(id)\t\(count.findings)\t\(count.policies.count)\t\(examples)")
    }
    let found = lines.joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["IAMSIM_RECORD"] == "1" {
      try Data(found.utf8).write(to: Self.table)
    }
    #expect(try String(contentsOf: Self.table, encoding: .utf8) == found)
  }
}
