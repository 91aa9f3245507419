import PolicyLanguage
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

  private func findings(_ text: String, _ example: RuleExample) throws -> [Finding] {
    let engine = RuleEngine(configuration: RuleConfiguration(others: .on), catalog: try ServiceCatalog.embedded())
    return engine.findings(
      RuleSubject(
        reading: SourceFile(name: "p.json", text: text), kind: example.kind, resourceType: example.resourceType,
        surroundings: example.surroundings))
  }

  private func errors(_ text: String, _ kind: PolicyKind) -> Int {
    PolicyParser(kind: kind).parse(SourceFile(name: "p.json", text: text)).diagnostics.count { $0.severity == .error }
  }

  /// A text with the words in capitals filled in, and how many there were.
  private func filledIn(_ text: String) -> (text: String, count: Int) {
    var count = 0
    let filled = text.replacing(/\b[A-Z]{2,}(?:_[A-Z]+)*\b/) { match in
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
