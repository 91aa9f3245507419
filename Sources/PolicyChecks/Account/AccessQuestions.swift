import AccountModel
import Authorization

/// What one principal is allowed, asked once for each question.
struct AccessQuestions {
  /// Several steps that are allowed together.
  struct Steps {
    var conditions: [String] = []

    var certainty: AccessEdge.Certainty { conditions.isEmpty ? .certain : .possible }
  }

  private let statements: EscalationStatements
  private let oracle: EscalationOracle
  private let tags: [String: [ResourceTag]]
  private var search: EscalationSearch
  private var answers: [Question: EscalationOracle.Answer?] = [:]
  private var searched: [String: [String]?] = [:]

  private struct Question: Hashable {
    var action: String
    var arn: String
    var service: String?
  }

  init(_ principal: AccountPrincipal, _ statements: EscalationStatements, _ explorer: AccessExplorer) {
    self.statements = statements
    oracle = principal.oracle(explorer.catalog)
    search = EscalationSearch(statements, oracle, explorer.catalog.escalation)
    tags = explorer.tags
  }

  /// Whether some statement allows an action on something.
  func mayAllow(_ action: String) -> Bool {
    EscalationIndex.shared.number(of: action.lowercased()).map(statements.allowed.contains) ?? false
  }

  /// Whether an action is allowed on a resource of the account.
  mutating func ask(_ action: String, on arn: String, passedTo service: String? = nil) -> Steps? {
    guard mayAllow(action) else { return nil }
    let question = Question(action: action, arn: arn, service: service)
    if let known = answers[question] { return known.map { Steps(conditions: $0.conditions) } }
    let answer = oracle.ask(action, on: arn, passedTo: service, tags: tags[arn])
    answers[question] = .some(answer)
    return answer.map { Steps(conditions: $0.conditions) }
  }

  /// Whether actions are allowed on resources of which the account says nothing: any that the policies admit.
  mutating func askAnywhere(_ path: EscalationPath) -> Steps? {
    if let known = searched[path.id] { return known.map { Steps(conditions: $0) } }
    guard path.actions.allSatisfy({ mayAllow($0) }), path.oneOf.isEmpty || path.oneOf.contains(where: { mayAllow($0) })
    else { return nil }
    let conditions = search.conditions(of: path)
    searched[path.id] = .some(conditions)
    return conditions.map { Steps(conditions: $0) }
  }

  /// Whether something new can be made by some actions: any that the policies admit.
  mutating func askNew(_ actions: [String]) -> Steps? {
    guard actions.allSatisfy({ mayAllow($0) }) else { return nil }
    return search.conditions(ofMaking: actions).map { Steps(conditions: $0) }
  }
}
