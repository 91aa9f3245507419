import Authorization
import PolicyTestSupport
import Testing

/// Generated requests are worth comparing only when every outcome and every gate is met often.
@Suite struct ScenarioDistributionTests {
  /// What a run of scenarios met.
  struct Tally {
    var requests = 0
    var decisions: [Decision: Int] = [:]
    var verdicts: [AuthorizationTrace.CheckType: [ReferenceEvaluation.Verdict: Int]] = [:]
    var onlyStop: [AuthorizationTrace.CheckType: Int] = [:]
    var callers: [Principal.Kind: [Decision: Int]] = [:]

    init(seeds: Range<UInt64>) {
      for seed in seeds {
        let scenario = AuthorizationScenario(seed: seed)
        let evaluator = ReferenceEvaluator(scenario.policies)
        for request in scenario.requests { add(evaluator.evaluate(request), request) }
      }
    }

    mutating func add(_ evaluation: ReferenceEvaluation, _ request: AuthorizationRequest) {
      requests += 1
      decisions[evaluation.decision, default: 0] += 1
      callers[request.principal.kind, default: [:]][evaluation.decision, default: 0] += 1
      for gate in evaluation.gates { verdicts[gate.type, default: [:]][gate.verdict, default: 0] += 1 }
      let stopping = Set(evaluation.gates.filter(\.stops).map(\.type))
      if stopping.count == 1, let only = stopping.first { onlyStop[only, default: 0] += 1 }
    }
  }

  @Test func everyOutcomeIsCommon() {
    let tally = Tally(seeds: 0..<1500)
    for decision in Decision.allCases {
      let share = Double(tally.decisions[decision] ?? 0) / Double(tally.requests)
      #expect(share > 0.1 && share < 0.7, "\(decision) in \(share) of the requests")
    }
    for type in AuthorizationTrace.CheckType.allCases {
      let verdicts = tally.verdicts[type] ?? [:]
      #expect((verdicts[.deny] ?? 0) > 20, "\(type) denies too seldom: \(verdicts)")
      #expect((verdicts[.silent] ?? 0) > 20, "\(type) is silent too seldom: \(verdicts)")
      if type != .resourceControlPolicy {
        #expect((verdicts[.allow] ?? 0) > 20, "\(type) allows too seldom: \(verdicts)")
      }
      #expect((tally.onlyStop[type] ?? 0) > 20, "\(type) is seldom what stops a request: \(tally.onlyStop)")
    }
    for kind in Principal.Kind.allCases {
      #expect((tally.callers[kind]?[.allowed] ?? 0) > 5, "\(kind) is allowed too seldom")
    }
  }

  @Test func aSeedAlwaysGivesTheSameScenario() {
    let first = AuthorizationScenario(seed: 7)
    let second = AuthorizationScenario(seed: 7)
    #expect(first.requests.map(\.context) == second.requests.map(\.context))
    #expect(first.policies.identity.map(PolicyText.json) == second.policies.identity.map(PolicyText.json))
  }
}
