import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// Quotas count what AWS gets.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
@Suite("Sizes of policies")
struct PolicySizeTests {
  private static func messages(_ text: String, _ kind: PolicyKind = .permissionsBoundary) throws -> [String] {
    let engine = RuleEngine(catalog: try ServiceCatalog.embedded())
    return engine.findings(RuleSubject(reading: SourceFile(name: "p.yaml", text: text), kind: kind))
      .filter { $0.ruleID.contains("size") }.map(\.message)
  }

  private static func policy(actions count: Int, comment: String = "") -> String {
    "Version: '2012-10-17'\nStatement:\n- Effect: Allow\n  Resource: '*'\n  Action: [\(comment)\n"
      + (0..<count).map { "    s3:GetObject\(1000 + $0)\(comment),\n" }.joined() + "  ]\n"
  }

  @Test("of a policy in YAML its JSON is counted, and not its comments")
  func yaml() throws {
    // Each action has 16 characters, and in JSON two quotation marks and a comma more; 78 are around them.
    let around = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*","Action":[]}]}"#.utf8.count - 1
    let many = 330
    #expect(
      try Self.messages(Self.policy(actions: many)) == [
        "the policy has \(around + many * 19) characters without white space, a managed policy at most 6144"
      ])
    #expect(
      try Self.messages(Self.policy(actions: 10, comment: " #" + String(repeating: "x", count: 1_000) + "\n")) == [])
  }
}
