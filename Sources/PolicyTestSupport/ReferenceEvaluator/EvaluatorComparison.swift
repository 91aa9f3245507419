public import Authorization

/// One request decided by the compiled evaluator, by its explained path, and by the literal evaluator.
public struct EvaluatorComparison {
  /// What each of them says, as text; `nil` when they agree.
  public let disagreement: String?

  /// Compares all three, and what each gate says; or, in half the time, only the decisions without explanation.
  public init(
    _ literal: ReferenceEvaluator, _ authorizer: Authorizer, _ request: AuthorizationRequest, explaining: Bool = true
  ) {
    let expected = literal.evaluate(request)
    let decided = authorizer.decide(request)
    if !explaining, decided == expected.decision {
      disagreement = nil
      return
    }
    let explained = authorizer.explain(request)
    guard decided == expected.decision, explained.decision == expected.decision else {
      disagreement =
        "literal \(expected.decision), decide \(decided), explain \(explained.decision)\n"
        + "literal gates: \(Self.text(expected.gates))\nchecks: \(Self.text(explained.checks))"
      return
    }
    for gate in expected.gates {
      let check = explained.checks.first { $0.type == gate.type && $0.level == gate.level }
      if (check?.effect == .explicitDeny) != (gate.verdict == .deny) {
        disagreement =
          "explicit denies differ\nliteral gates: \(Self.text(expected.gates))\nchecks: \(Self.text(explained.checks))"
        return
      }
    }
    disagreement = nil
  }

  private static func text(_ gates: [ReferenceEvaluation.Gate]) -> String {
    gates.map { "\($0.type.rawValue)\(level($0.level)) \($0.verdict)\($0.stops ? " stops" : "")" }
      .joined(separator: ", ")
  }

  private static func text(_ checks: [AuthorizationTrace.Check]) -> String {
    checks.map { "\($0.type.rawValue)\(level($0.level)) \($0.effect.rawValue)" }.joined(separator: ", ")
  }

  private static func level(_ level: Int?) -> String { level.map { "[\($0)]" } ?? "" }
}
