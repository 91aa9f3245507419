import Authorization
import PolicyLanguage
import PolicyTestSupport
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// An edit that is called safe changes no decision: the evaluator decides before and after.
@Suite("Safe edits")
struct SafeFixTests {
  private func policy(_ text: String, _ kind: PolicyKind) -> Policy? {
    let parsed = PolicyParser(kind: kind).parse(SourceFile(name: "p.json", text: text))
    return parsed.diagnostics.contains { $0.severity == .error } ? nil : parsed.policy
  }

  /// The text after some edits that do not touch each other, the last first.
  private func text(_ text: String, after fixes: [FixIt]) -> String {
    var bytes = Array(text.utf8)
    var limit = bytes.count
    for fix in fixes.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) where fix.range.upperBound <= limit {
      bytes.replaceSubrange(fix.range.indices, with: Array(fix.replacement.utf8))
      limit = fix.range.lowerBound
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// How a policy alone decides requests.
  private func decisions(_ policy: Policy, _ requests: [AuthorizationRequest]) throws -> [Decision] {
    var policies = ReferencePolicies()
    switch policy.kind {
    case .identity: policies.identity = [policy]
    case .permissionsBoundary, .session, .serviceControl, .resourceControl, .vpcEndpoint:
      // What limits is seen beside a policy that allows everything.
      policies.identity = [try #require(self.policy(Self.everything, .identity))]
      if policy.kind == .permissionsBoundary { policies.permissionsBoundary = [policy] }
      if policy.kind == .session { policies.session = [policy] }
      if policy.kind == .serviceControl { policies.serviceControl = [[policy]] }
      if policy.kind == .resourceControl { policies.resourceControl = [[policy]] }
      if policy.kind == .vpcEndpoint { policies.vpcEndpoint = [policy] }
    case .resource, .roleTrust, .kmsKey: policies.resource = .policy([policy])
    }
    let authorizer = Authorizer(try policies.compiled())
    return requests.map(authorizer.decide)
  }

  private static let everything =
    #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#

  private static let maximumPasses = 40
  /// For each pass, so that the test takes no longer than it is worth.
  private static let maximumRequests = 120

  /// What comes of a text when all safe edits are made, over and over; checks each pass.
  private func mended(
    _ text: String, _ find: (String) throws -> [Finding], kind: PolicyKind = .identity
  ) throws -> (text: String, edits: Int) {
    var text = text
    var edits = 0
    for _ in 0..<Self.maximumPasses {
      let safe = try find(text).flatMap(\.fixes).filter { $0.safety == .safe }
      guard !safe.isEmpty else { return (text, edits) }
      let file = SourceFile(name: "p.json", text: text)
      let application = EditApplication(safe, to: file)
      let made = application.applied.map { safe[$0] }
      expectOnlyEdits(made, from: file.bytes, to: application.bytes)
      let next = String(decoding: application.bytes, as: UTF8.self)
      let before = try #require(policy(text, kind))
      let after = try #require(policy(next, kind), "\(made.map(\.title)): \(text) → \(next)")
      let requests = Array(PolicyRequests(before).all.prefix(Self.maximumRequests))
      #expect(
        try decisions(before, requests) == decisions(after, requests), "\(made.map(\.title)): \(text) → \(next)")
      text = next
      edits += made.count
    }
    Issue.record("safe edits come to no end: \(text)")
    return (text, edits)
  }

  /// Whether bytes outside of the edits are those of before, in their order: found by walking along both.
  private func expectOnlyEdits(_ edits: [FixIt], from old: [UInt8], to new: [UInt8]) {
    var place = (old: 0, new: 0)
    var last: FixIt?
    for edit in edits {
      if let last, last.range == edit.range, last.replacement == edit.replacement { continue }
      last = edit
      let kept = edit.range.lowerBound - place.old
      #expect(kept >= 0 && old[place.old..<edit.range.lowerBound] == new[place.new..<(place.new + kept)])
      place = (edit.range.upperBound, place.new + kept + edit.replacement.utf8.count)
    }
    #expect(old[place.old...] == new[place.new...])
  }

  /// The rules with a safe edit in their own example.
  private func rulesWithSafeEdits() throws -> [Rule] {
    try RuleTable.all.filter { rule in
      guard !rule.example.isAccount else { return false }
      return try findings(rule.example.text, rule.example).contains { finding in
        finding.ruleID == rule.id && finding.fixes.contains { $0.safety == .safe }
      }
    }
  }

  @Test("of AWS's managed policies, until none is left", .timeLimit(.minutes(5)))
  func managedPolicies() throws {
    let rules = try rulesWithSafeEdits()
    #expect(rules.map(\.id).contains("redundant-action") && rules.map(\.id).contains("statement-subsumed"))
    let engine = RuleEngine(
      rules: rules, configuration: RuleConfiguration(others: .on), catalog: try ServiceCatalog.embedded())
    let find = { (text: String) in
      engine.findings(RuleSubject(reading: SourceFile(name: "p.json", text: text), kind: .identity))
    }
    var edits = 0
    var policies = 0
    for managed in try ManagedPolicies.embedded() {
      let result = try mended(managed.document, find)
      edits += result.edits
      policies += result.edits > 0 ? 1 : 0
    }
    // Otherwise the test would say little.
    #expect(edits > 100 && policies > 50, "\(edits) edits in \(policies) policies")
  }

  /// Compares before and after each edit, and after all; returns how many edits were made.
  private func check(_ text: String, _ example: RuleExample, _ requests: [AuthorizationRequest]) throws -> Int {
    guard let before = policy(text, example.kind) else { return 0 }
    let safe = try findings(text, example).flatMap(\.fixes).filter { $0.safety == .safe }
    guard !safe.isEmpty else { return 0 }
    let expected = try decisions(before, requests)
    for fixes in safe.map({ [$0] }) + [safe] {
      let edited = self.text(text, after: fixes)
      let after = try #require(policy(edited, example.kind), "\(fixes.map(\.title)): \(edited)")
      #expect(try decisions(after, requests) == expected, "\(fixes.map(\.title)): \(text) → \(edited)")
    }
    return safe.count
  }

  @Test("of every rule's examples", arguments: RuleTable.all.map(\.id))
  func examples(id: String) throws {
    let rule = try #require(RuleTable.rule(named: id))
    for example in [rule.example, rule.silentExample] {
      guard let policy = policy(example.text, example.kind) else { continue }
      _ = try check(example.text, example, PolicyRequests(policy).all)
    }
  }

  @Test("of random policies", arguments: 0..<6)
  func random(part: Int) throws {
    var edits = 0
    for seed in (part * 60)..<(part * 60 + 60) {
      var random = SplitMix64(seed: UInt64(seed) ^ 0xF1A7)
      let scenario = AuthorizationScenario(seed: UInt64(seed), requestCount: 8)
      var policies = scenario.policies.identity
      if case .policy(let own) = scenario.policies.resource { policies += own }
      for policy in policies {
        let crowded = policy.repeatingItself(&random)
        let requests = scenario.requests + PolicyRequests(crowded).all.prefix(60)
        let text = PolicyText.json(crowded)
        let example = RuleExample.document("", policy.kind)
        edits += try check(text, example, requests)
        if seed.isMultiple(of: 3), policy.kind == .identity, self.policy(text, .identity) != nil {
          _ = try mended(text, { try findings($0, example) })
        }
      }
    }
    // Otherwise the test would say little.
    #expect(edits > 100)
  }

  @Test("layout around an edit stays as it is")
  func layout() throws {
    let text = """
      {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Effect": "Allow",
            "Action": [
              "s3:Get*",
              "s3:GetObject"
            ],
            "Resource": "arn:aws:s3:::b1/*"
          }
        ]
      }
      """
    let finding = try #require(try findings(text, .document("")).first { $0.ruleID == "redundant-action" })
    let fix = try #require(finding.fixes.first)
    #expect(finding.text(after: fix) == text.replacing(",\n        \"s3:GetObject\"", with: ""))
  }
}

/// Requests that the patterns of a policy tell apart, some of them.
private struct PolicyRequests {
  private(set) var all: [AuthorizationRequest] = []

  init(_ policy: Policy) {
    let actions = Set(
      policy.statements.flatMap { $0.action?.values.flatMap { Self.samples($0.value) } ?? [] }.filter {
        $0.contains(":")
      }
        + ["s3:GetObject", "iam:PassRole"]
    ).sorted().prefix(8)
    let resources = Set(
      policy.statements.flatMap { $0.resource?.values.flatMap { Self.samples($0.value) } ?? [] }
        + ["*", "arn:aws:s3:::other/key"]
    ).filter { $0 == "*" || ARN($0) != nil }.sorted().prefix(8)
    var contexts = [RequestContext()]
    for clause in policy.statements.flatMap({ $0.condition?.clauses ?? [] }).prefix(6) {
      for text in (clause.values.first.map { Self.samples($0.value.text) } ?? []) + ["other"] {
        var context = RequestContext()
        context.set(RequestContext.Entry(clause.key.value, [text]))
        contexts.append(context)
      }
    }
    guard let principal = Principal(arn: "arn:aws:iam::111122223333:user/u") else { return }
    for action in actions {
      for arn in resources {
        for context in contexts.prefix(8) {
          all.append(
            AuthorizationRequest(
              principal: principal, action: action, resource: Resource(arn, ownerAccountID: "111122223333"),
              context: context))
        }
      }
    }
  }

  /// Texts that a pattern matches: with nothing, and with something, in the place of its wildcards.
  private static func samples(_ pattern: String) -> [String] {
    [pattern, pattern.replacing("*", with: "x").replacing("?", with: "y"), pattern.replacing("*", with: "")]
  }
}

extension Policy {
  /// The policy with values and statements said again, or covered by wider ones.
  fileprivate func repeatingItself(_ random: inout SplitMix64) -> Policy {
    var policy = self
    for index in statements.indices {
      if random.percent(40), let first = statements[index].action?.values.first {
        policy.statements[index].action?.values.append(
          Located(String(first.value.prefix { $0 != ":" }) + ":*", at: first.range))
        policy.statements[index].action?.values.append(first)
      }
      if random.percent(40), let first = statements[index].resource?.values.first {
        policy.statements[index].resource?.values.append(Located(first.value + "*", at: first.range))
      }
      if random.percent(30) {
        // Of one name, and with conditions that say nothing.
        policy.statements[index].sid = Located("S", at: statements[index].range)
      }
      if random.percent(20) {
        policy.statements[index].condition = policy.statements[index].condition.map { condition in
          var condition = condition
          condition.clauses += Self.odd(random.percent(50), at: condition.range)
          return condition
        }
      }
      if random.percent(40) {
        var copy = statements[index]
        if random.percent(50) { copy.condition = nil }
        if random.percent(20), kind != .resourceControl, copy.principal?.isNegated != true {
          copy.effect?.value = statements[index].effect?.value == .allow ? .deny : .allow
        }
        policy.statements.append(copy)
      }
    }
    return policy
  }

  /// Clauses that could be said better.
  private static func odd(_ isAddress: Bool, at range: ByteRange) -> [ConditionClause] {
    func clause(_ operation: String, _ key: String, _ values: String...) -> ConditionClause {
      ConditionClause(
        operatorName: Located(ConditionOperatorName(parsing: operation), at: range), key: Located(key, at: range),
        valuesRange: range, values: values.map { Located(ConditionValue($0), at: range) })
    }
    return isAddress
      ? [clause("IpAddress", "aws:SourceIp", "203.0.113.77/24")]
      : [
        clause("NumericLessThan", "aws:MultiFactorAuthAge", "60", "3600"),
        clause("ForAllValues:StringLike", "aws:TagKeys", "*"),
      ]
  }
}
