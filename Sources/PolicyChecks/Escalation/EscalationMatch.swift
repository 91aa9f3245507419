/// A way that is open, with what opens it.
struct EscalationMatch {
  /// One action, with a request for it that is allowed.
  struct Step {
    var action: String
    var answer: EscalationOracle.Answer
  }

  var path: EscalationPath
  /// The actions in the order of the steps.
  var steps: [Step]

  /// The condition keys that it depends on, each once.
  var conditions: [String] {
    var seen: Set<String> = []
    return steps.flatMap(\.answer.conditions).filter { seen.insert($0.lowercased()).inserted }
  }

  /// The actions taken.
  var actions: Set<String> { Set(steps.map(\.action)) }
}
