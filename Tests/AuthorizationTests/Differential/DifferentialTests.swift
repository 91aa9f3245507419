import Authorization
import DocumentSyntax
import Foundation
import PolicyLanguage
import PolicyTestSupport
import SourceText
import Testing

/// The compiled evaluator against the literal one, on generated policies and requests.
///
/// `IAMSIM_DIFFERENTIAL_CASES` asks for another number of requests, `IAMSIM_DIFFERENTIAL_SEED` for another first seed.
@Suite struct DifferentialTests {
  static let requestsPerScenario = 16
  static let scenariosPerSeed = 5

  static func setting(_ name: String, else standard: UInt64) -> UInt64 {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) } ?? standard
  }

  /// What one stretch of seeds gave.
  struct Outcome: Sendable {
    var compared = 0
    var disagreements: [String] = []
    var disagreementCount = 0
  }

  /// Compares every request of some families of scenarios.
  static func run(_ seeds: Range<UInt64>) -> Outcome {
    var outcome = Outcome()
    for seed in seeds {
      let family = AuthorizationScenario.family(
        seed: seed, requestCount: requestsPerScenario, count: scenariosPerSeed)
      for (variant, scenario) in family.enumerated() { compare(scenario, name: "\(seed).\(variant)", &outcome) }
    }
    return outcome
  }

  private static func compare(_ scenario: AuthorizationScenario, name: String, _ outcome: inout Outcome) {
    let compiled: ApplicablePolicies
    do {
      compiled = try scenario.policies.compiled()
    } catch {
      outcome.disagreementCount += 1
      outcome.disagreements.append("seed \(name) does not compile: \(error.diagnostics.map(\.message))")
      return
    }
    let literal = ReferenceEvaluator(scenario.policies)
    let authorizer = Authorizer(compiled)
    for (index, request) in scenario.requests.enumerated() {
      outcome.compared += 1
      let comparison = EvaluatorComparison(literal, authorizer, request, explaining: index % 2 == 0)
      guard comparison.disagreement != nil else { continue }
      outcome.disagreementCount += 1
      if outcome.disagreements.count < 3 {
        var shrinker = DisagreementShrinker(policies: scenario.policies, request: request)
        shrinker.shrink()
        outcome.disagreements.append(shrinker.report(name: "seed \(name), request \(index)"))
      }
    }
  }

  @Test func compiledAndLiteralEvaluatorsAgree() async {
    let cases = Self.setting("IAMSIM_DIFFERENTIAL_CASES", else: 200_000)
    let first = Self.setting("IAMSIM_DIFFERENTIAL_SEED", else: 1)
    let perSeed = UInt64(Self.requestsPerScenario * Self.scenariosPerSeed)
    let end = first + (cases + perSeed - 1) / perSeed
    let stretch: UInt64 = 50
    let total = await withTaskGroup(of: Outcome.self) { group in
      for start in stride(from: first, to: end, by: Int(stretch)) {
        group.addTask { Self.run(start..<min(start + stretch, end)) }
      }
      var total = Outcome()
      for await outcome in group {
        total.compared += outcome.compared
        total.disagreementCount += outcome.disagreementCount
        total.disagreements += outcome.disagreements
      }
      return total
    }
    for report in total.disagreements.sorted(by: { $0.utf8.count < $1.utf8.count }).prefix(20) {
      Issue.record("\(report)")
    }
    #expect(total.disagreementCount == 0, "of \(total.compared) requests")
    #expect(total.compared >= Int(cases) || total.disagreementCount > 0)
  }

  /// Policies written as JSON and read back decide the same.
  @Test func policiesReadFromTextDecideTheSame() throws {
    var compared = 0
    for seed in UInt64(0)..<600 {
      let scenario = AuthorizationScenario(seed: seed, requestCount: 4)
      var problems: [String] = []
      let read = scenario.policies.mapped { _, policy in
        let text = PolicyText.json(policy)
        let parsed = PolicyParser(kind: policy.kind).parse(SourceFile(name: "seed \(seed)", text: text))
        let errors = parsed.diagnostics.filter { $0.severity == .error }
        if !errors.isEmpty { problems.append("\(errors.map(\.message)): \(text)") }
        return parsed.policy
      }
      #expect(problems.isEmpty, "seed \(seed): \(problems.joined(separator: "; "))")
      if !problems.isEmpty { continue }
      let authorizer = Authorizer(try read.compiled())
      let literal = ReferenceEvaluator(scenario.policies)
      for (index, request) in scenario.requests.enumerated() {
        let expected = literal.evaluate(request).decision
        let actual = authorizer.decide(request)
        #expect(actual == expected, "seed \(seed), request \(index)")
        compared += 1
      }
    }
    #expect(compared > 2000)
  }
}
