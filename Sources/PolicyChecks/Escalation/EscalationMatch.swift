/// A way that is open, with what opens it.
struct EscalationMatch {
  /// One action, with a request for it that is allowed.
  struct Step {
    var action: String
    /// The number of the action.
    var number: Int?
    var answer: EscalationOracle.Answer

    init(_ action: EscalationAction, _ answer: EscalationOracle.Answer) {
      self.action = action.name
      number = action.number
      self.answer = answer
    }
  }

  var path: EscalationPath
  /// The actions in the order of the steps.
  var steps: [Step]

  /// The condition keys that it depends on, each once.
  var conditions: [String] {
    var seen: Set<String> = []
    return steps.flatMap(\.answer.conditions).filter { seen.insert($0.lowercased()).inserted }
  }

  /// The actions taken, as far as they have numbers.
  var actions: EscalationActionSet {
    var set = EscalationActionSet()
    for step in steps { if let number = step.number { set.insert(number) } }
    return set
  }
}
