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
    "<Region>": "us-west-2", "<account>": "111122223333", "<key>": "1234abcd-12ab-34cd-56ef-1234567890ab",
    "<external id>": "8f2c1e90-4b7d", "<service>": "ecs-tasks",
    "<identity pool>": "us-west-2:12345678-abcd-abcd-abcd-123456790ab0", "<branch>": "main",
    "<trust anchor>": "8e1f0c2a-1111-2222-3333-444455556666", "<sign-in address>": "https://signin.amazonaws.cn/saml",
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

  /// A text with the placeholders filled in.
  private func filledIn(_ text: String) -> String {
    var text = text
    while let open = text.firstIndex(of: "<"), let close = text[open...].firstIndex(of: ">") {
      let placeholder = String(text[open...close])
      text.replaceSubrange(open...close, with: Self.values[placeholder] ?? "app1")
    }
    return text
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
      let edited = filledIn(SecretLint.applying(fix, to: example.text))
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
      guard fix.replacement.contains("<") else { continue }
      #expect(fix.safety == .shownOnly, "\(fix.title): \(fix.replacement)")
      var place = example
      place.surroundings.isExample = false
      let edited = SecretLint.applying(fix, to: example.text)
      let ids = Set(try findings(edited, place).map(\.ruleID))
      #expect(
        !ids.isDisjoint(with: ["arn-placeholder-region", "invalid-arn-region", "invalid-arn-account"]),
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
        #expect(!fix.title.isEmpty && !fix.title.contains("<"), "\(rule.id)")
      }
    }
    #expect(kinds == [.safe, .changesBehaviour, .shownOnly])
  }
}
