/// The actions that ways to more permissions take, numbered, and the ways by what they take.
struct EscalationIndex: Sendable {
  /// A way as sets of actions.
  struct Entry: Sendable {
    var path: EscalationPath
    /// All of these.
    var required: EscalationActionSet
    /// One of these; empty for none.
    var choice: EscalationActionSet
  }

  static let shared = EscalationIndex()

  /// The ways, in the order of ``EscalationPaths``.
  let entries: [Entry]
  /// The actions by their numbers.
  let names: [String]
  /// All of them.
  let everything: EscalationActionSet
  /// Those of IAM.
  let ofIAM: EscalationActionSet
  private let numbers: [String: Int]

  private init() {
    var names: [String] = []
    var numbers: [String: Int] = [:]
    for path in EscalationPaths.all {
      let actions = path.allActions + path.grantedAlreadyBy
      for name in actions where name != Self.everyIAMAction && numbers[name.lowercased()] == nil {
        numbers[name.lowercased()] = names.count
        names.append(name)
      }
    }
    func set(_ actions: [String]) -> EscalationActionSet {
      var set = EscalationActionSet()
      for name in actions { if let number = numbers[name.lowercased()] { set.insert(number) } }
      return set
    }
    everything = set(names)
    let ofIAM = set(names.filter { $0.hasPrefix("iam:") })
    entries = EscalationPaths.all.map { path in
      let isEveryIAMAction = path.actions == [Self.everyIAMAction]
      return Entry(path: path, required: isEveryIAMAction ? ofIAM : set(path.actions), choice: set(path.oneOf))
    }
    self.ofIAM = ofIAM
    self.names = names
    self.numbers = numbers
  }

  /// What stands for all actions of IAM.
  static let everyIAMAction = "iam:*"

  /// The number of an action, named in lower case.
  func number(of action: String) -> Int? { numbers[action] }
}
