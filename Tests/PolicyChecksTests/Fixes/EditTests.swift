import PolicyLanguage
import PolicyTestSupport
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// Every edit of a rule mends what the rule found, with its placeholders filled in.
@Suite("Edits")
struct EditTests {
  /// Something real for each placeholder; for others a plain word.
  private static let values = [
    "REGION": "us-west-2", "ACCOUNT": "111122223333", "KEY_ID": "1234abcd-12ab-34cd-56ef-1234567890ab",
    "EXTERNAL_ID": "8f2c1e90-4b7d", "SERVICE_NAME": "ecs-tasks",
    "IDENTITY_POOL_ID": "us-west-2:12345678-abcd-abcd-abcd-123456790ab0",
    "TRUST_ANCHOR_ID": "8e1f0c2a-1111-2222-3333-444455556666", "SIGN_IN_ADDRESS": "https://signin.amazonaws.cn/saml",
  ]

  private func errors(_ text: String, _ kind: PolicyKind) -> Int {
    PolicyParser(kind: kind).parse(SourceFile(name: "p.json", text: text)).diagnostics.count { $0.severity == .error }
  }

  /// A text with the words in capitals filled in, and how many there were.
  private func filledIn(_ text: String) -> (text: String, count: Int) {
    var count = 0
    let filled = text.replacing(/\b[A-Z]{2,}(?:_[A-Z]+)*\b/.wordBoundaryKind(.simple)) { match in
      let word = String(match.output)
      guard word.contains("_") || Self.values[word] != nil else { return word }
      count += 1
      return Self.values[word] ?? "app1"
    }
    return (filled, count)
  }

  /// How many findings there are of a rule.
  private func count(_ rule: Rule, _ text: String, _ example: RuleExample) throws -> Int {
    try findings(text, example).count { $0.ruleID == rule.id }
  }

  @Test("mend what they are for", arguments: RuleTable.all.map(\.id).filter { !$0.hasSuffix("-syntax-error") })
  func mend(id: String) throws {
    let rule = try #require(RuleTable.rule(named: id))
    let example = rule.example
    guard !example.isAccount else { return }
    let found = try findings(example.text, example).filter { $0.ruleID == id }
    for fix in found.flatMap(\.fixes) {
      var filled = fix
      filled.replacement = filledIn(fix.replacement).text
      let edited = SecretLint.applying(filled, to: example.text)
      #expect(errors(edited, example.kind) <= errors(example.text, example.kind), "\(fix.title): \(edited)")
      let left = try count(rule, edited, example)
      #expect(left < found.count, "\(fix.title): \(edited)")
    }
  }

  @Test("placeholders that are left in do not pass for real", arguments: RuleTable.all.map(\.id))
  func placeholders(id: String) throws {
    let example = try #require(RuleTable.rule(named: id)).example
    guard !example.isAccount else { return }
    for fix in try findings(example.text, example).filter({ $0.ruleID == id }).flatMap(\.fixes) {
      guard filledIn(fix.replacement).count > 0 else { continue }
      #expect(fix.safety == .shownOnly, "\(fix.title): \(fix.replacement)")
      var place = example
      place.surroundings.isExample = false
      let edited = SecretLint.applying(fix, to: example.text)
      let ids = Set(try findings(edited, place).map(\.ruleID))
      #expect(
        !ids.isDisjoint(with: [
          "arn-placeholder-region", "invalid-arn-region", "invalid-arn-account", "invalid-region",
          "condition-value-format", "principal-format",
        ]),
        "\(fix.title): \(edited)")
    }
  }

  /// The rules that have an edit for their own example.
  private func rulesWithEdits() throws -> [Rule] {
    try RuleTable.all.filter { rule in
      try !rule.example.isAccount
        && findings(rule.example.text, rule.example).contains { $0.ruleID == rule.id && !$0.fixes.isEmpty }
    }
  }

  /// Makes every edit of a text, each alone, and reads what comes of it; returns how many there are.
  private func readAfterEdits(_ text: String, _ kind: PolicyKind, _ engine: RuleEngine) -> Int {
    let before = errors(text, kind)
    let findings = engine.findings(RuleSubject(reading: SourceFile(name: "p.json", text: text), kind: kind))
    for (finding, fix) in findings.flatMap({ finding in finding.fixes.map { (finding, $0) } }) {
      var filled = fix
      filled.replacement = filledIn(fix.replacement).text
      let edited = SecretLint.applying(filled, to: text)
      #expect(errors(edited, kind) <= before, "\(finding.ruleID), \(fix.title): \(text) → \(edited)")
      #expect(edited != text, "\(finding.ruleID), \(fix.title): \(text)")
    }
    return findings.reduce(0) { $0 + $1.fixes.count }
  }

  @Test("leave AWS's managed policies readable", arguments: 0..<4)
  func managedPolicies(part: Int) throws {
    let engine = RuleEngine(
      rules: try rulesWithEdits(), configuration: RuleConfiguration(others: .on), catalog: try ServiceCatalog.embedded()
    )
    var edits = 0
    for (index, policy) in try ManagedPolicies.embedded().enumerated() where index % 12 == part {
      edits += readAfterEdits(policy.document, .identity, engine)
    }
    // Otherwise the test would say little.
    #expect(edits > 200)
  }

  @Test("leave random policies of all kinds readable", arguments: 0..<3)
  func random(part: Int) throws {
    let engine = RuleEngine(
      rules: try rulesWithEdits(), configuration: RuleConfiguration(others: .on), catalog: try ServiceCatalog.embedded()
    )
    var edits = 0
    for seed in (part * 40)..<(part * 40 + 40) {
      let scenario = AuthorizationScenario(seed: UInt64(seed), requestCount: 1)
      var policies = scenario.policies.identity
      if case .policy(let own) = scenario.policies.resource { policies += own }
      for policy in policies { edits += readAfterEdits(PolicyText.json(policy), policy.kind, engine) }
    }
    #expect(edits > 100)
  }

  @Test("what can be made without asking for values is not shown only")
  func complete() throws {
    let rules = RuleTable.all.filter { !$0.example.isAccount }
    var kinds: Set<FixIt.Safety> = []
    for rule in rules {
      for fix in try findings(rule.example.text, rule.example).filter({ $0.ruleID == rule.id }).flatMap(\.fixes) {
        kinds.insert(fix.safety)
        #expect(!fix.title.isEmpty && filledIn(fix.title).count == 0, "\(rule.id)")
      }
    }
    #expect(kinds == [.safe, .changesBehaviour, .shownOnly])
  }
}
