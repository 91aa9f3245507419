import Authorization
import PolicyLanguage
import SourceText
import Testing
import Wildcards

@testable import PolicyAnalysis
@testable import PolicyTestSupport

/// Statements that do nothing: the evaluator decides every request alike without them.
@Suite("Statements that others make superfluous")
struct StatementOverlapTests {
  private func overlap(_ statements: String, _ kind: PolicyKind = .identity) throws -> StatementOverlap {
    let text = #"{"Version":"2012-10-17","Statement":[\#(statements)]}"#
    let parsed = PolicyParser(kind: kind).parse(SourceFile(name: "p.json", text: text))
    return StatementOverlap(try #require(parsed.policy))
  }

  private func statement(
    _ action: String, _ resource: String, effect: String = "Allow", condition: String? = nil
  ) -> String {
    #"{"Effect":"\#(effect)","Action":"\#(action)","Resource":"\#(resource)""#
      + (condition.map { #","Condition":"# + $0 } ?? "") + "}"
  }

  @Test(
    "what lies within",
    arguments: [
      ("s3:Get*", "*", "s3:GetObject", "arn:aws:s3:::b/*"),
      ("S3:GET*", "arn:aws:s3:::b*", "s3:getobject", "arn:aws:s3:::b/k"),
      ("*", "arn:aws:s3:::home/*", "s3:GetObject", "arn:aws:s3:::home/${aws:username}/*"),
      ("s3:GetObject", "arn:*:s3:::*", "s3:GetObject", "arn:aws:s3:::b/*"),
    ])
  func within(action: String, resource: String, narrowAction: String, narrowResource: String) throws {
    let both = statement(action, resource) + "," + statement(narrowAction, narrowResource)
    #expect(try overlap(both).subsumed == [.init(statement: 1, other: 0)])
    let reversed = statement(narrowAction, narrowResource) + "," + statement(action, resource)
    #expect(try overlap(reversed).subsumed == [.init(statement: 0, other: 1)])
  }

  /// Statements are told apart by a few bits before their actions are compared: these must never hide that one contains another.
  @Test("a statement contains another exactly where its patterns do")
  func patterns() throws {
    let prefixes = ["s3", "S3", "s?", "*", "ec2", ""]
    let names = ["GetObject", "getobject", "Get*", "*", "?et*", "Put*", "PutObject", "", "Get?bject"]
    let actions = prefixes.flatMap { prefix in names.map { prefix + ":" + $0 } } + ["*", "s3*", "**", "s3", "*Object"]
    func statement(_ action: String) throws -> Statement {
      let parsed = PolicyParser(kind: .identity).parse(
        SourceFile(name: "p.json", text: #"{"Version":"2012-10-17","Statement":[\#(self.statement(action, "*"))]}"#))
      return try #require(parsed.policy?.statements.first)
    }
    let statements = try actions.map(statement)
    var policy = try #require(
      PolicyParser(kind: .identity).parse(
        SourceFile(name: "p.json", text: #"{"Version":"2012-10-17","Statement":[\#(self.statement("*", "*"))]}"#)
      ).policy)
    for (wide, wideStatement) in zip(actions, statements) {
      let pattern = WildcardPattern(wide, caseInsensitive: true)
      for (narrow, narrowStatement) in zip(actions, statements) {
        policy.statements = [wideStatement, narrowStatement]
        let isWithin = pattern.contains(WildcardPattern(narrow, caseInsensitive: true))
        let overlap = StatementOverlap(policy)
        #expect(overlap.subsumed.contains(.init(statement: 1, other: 0)) == isWithin, "\(wide) \(narrow)")
      }
    }
  }

  @Test(
    "what does not",
    arguments: [
      ("s3:GetObject", "*", "s3:Get*", "*"), ("s3:Get*", "arn:aws:s3:::a*", "s3:GetObject", "arn:aws:s3:::b/*"),
      // A wildcard of the fourth field does not reach the fifth.
      ("sqs:*", "arn:aws:sqs:*:q", "sqs:SendMessage", "arn:aws:sqs:us-east-1:111122223333:q"),
      ("s3:*", "arn:aws:s3:::home/${aws:username}/*", "s3:GetObject", "arn:aws:s3:::home/a/*"),
      ("s3:*", "arn:aws:s3:::home/???????????????", "s3:GetObject", "arn:aws:s3:::home/${aws:username}"),
    ])
  func notWithin(action: String, resource: String, narrowAction: String, narrowResource: String) throws {
    let both = statement(action, resource) + "," + statement(narrowAction, narrowResource)
    // The first may well lie within the second.
    #expect(try !overlap(both).subsumed.contains(.init(statement: 1, other: 0)))
  }

  @Test func conditions() throws {
    let open = statement("s3:*", "*")
    let closed = statement("s3:*", "*", condition: #"{"StringEquals":{"aws:PrincipalOrgID":"o-a"}}"#)
    let wider = statement("s3:*", "*", condition: #"{"StringEquals":{"aws:principalorgid":["o-a","o-b"]}}"#)
    let except = statement("s3:*", "*", condition: #"{"StringNotEquals":{"aws:PrincipalOrgID":"o-a"}}"#)
    let exceptMore = statement("s3:*", "*", condition: #"{"StringNotEquals":{"aws:PrincipalOrgID":["o-a","o-b"]}}"#)
    #expect(try overlap(open + "," + closed).subsumed == [.init(statement: 1, other: 0)])
    #expect(try overlap(wider + "," + closed).subsumed == [.init(statement: 1, other: 0)])
    #expect(try overlap(except + "," + exceptMore).subsumed == [.init(statement: 1, other: 0)])
    #expect(try overlap(except + "," + closed).subsumed.isEmpty)
  }

  @Test func denials() throws {
    let allow = statement("s3:GetObject", "arn:aws:s3:::b/*")
    #expect(try overlap(allow + "," + statement("s3:*", "*", effect: "Deny")).denied == [.init(statement: 0, other: 1)])
    let partly = statement("s3:*", "*", effect: "Deny", condition: #"{"Bool":{"aws:SecureTransport":"false"}}"#)
    #expect(try overlap(allow + "," + partly).denied.isEmpty)
    let alone = statement("s3:*", "*", effect: "Deny")
    #expect(try overlap(alone).denied.isEmpty)
  }

  @Test("random policies: without what is reported every request is decided alike", arguments: 0..<6)
  func removalChangesNoDecision(part: Int) throws {
    var removed = 0
    for seed in (part * 150)..<(part * 150 + 150) {
      var random = SplitMix64(seed: UInt64(seed) ^ 0x0DEAD)
      let scenario = AuthorizationScenario(seed: UInt64(seed), requestCount: 8)
      var before = scenario.policies
      var after = scenario.policies
      func thin(_ policies: [Policy]) -> (before: [Policy], after: [Policy]) {
        var more: [Policy] = []
        var fewer: [Policy] = []
        for policy in policies {
          let crowded = policy.crowded(&random)
          let overlap = StatementOverlap(crowded)
          let idle = Set((overlap.subsumed + overlap.denied).map(\.statement))
          removed += idle.count
          var thinned = crowded
          thinned.statements = crowded.statements.indices.filter { !idle.contains($0) }.map { crowded.statements[$0] }
          more.append(crowded)
          fewer.append(thinned)
        }
        return (more, fewer)
      }
      (before.identity, after.identity) = thin(before.identity)
      if case .policy(let policies) = before.resource {
        let (more, fewer) = thin(policies)
        before.resource = .policy(more)
        after.resource = .policy(fewer)
      }
      let first = Authorizer(try before.compiled())
      let second = Authorizer(try after.compiled())
      for request in scenario.requests {
        #expect(first.decide(request) == second.decide(request), "seed \(seed): \(request.action)")
      }
    }
    // Otherwise the test would say little.
    #expect(removed > 100)
  }
}

extension Policy {
  /// The policy with statements that resemble its own.
  fileprivate func crowded(_ random: inout SplitMix64) -> Policy {
    var policy = self
    for statement in statements {
      for _ in 0..<2 {
        var copy = statement
        if random.percent(25) {
          copy.effect?.value = statement.effect?.value == .allow ? .deny : .allow
          if kind == .resourceControl || copy.principal?.isNegated == true { copy.effect = statement.effect }
        }
        if random.percent(40) { copy.condition = nil }
        if random.percent(40), let first = copy.action?.values.first { copy.action?.values = [first] }
        if random.percent(30), copy.action?.isNegated == false, let range = copy.action?.values.first {
          let service = String(range.value.prefix { $0 != ":" })
          copy.action?.values.append(Located(service == "*" ? "*" : service + ":*", at: range.range))
        }
        if random.percent(30), let first = copy.resource?.values.first { copy.resource?.values = [first] }
        if random.percent(20), let first = copy.resource?.values.first {
          copy.resource?.values.append(Located("*", at: first.range))
        }
        if random.percent(30), let clauses = copy.condition?.clauses, clauses.count > 1 {
          copy.condition?.clauses = Array(clauses.dropLast())
        }
        if random.percent(30), let values = copy.condition?.clauses.first?.values, values.count > 1 {
          copy.condition?.clauses[0].values = Array(values.dropLast())
        }
        policy.statements.insert(copy, at: random.below(policy.statements.count + 1))
      }
    }
    return policy
  }
}
