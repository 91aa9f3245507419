import Authorization
import PolicyLanguage

/// Finds the ways to more permissions that identity policies open.
///
/// Which actions the policies name is looked at first, as sets of bits, and leaves nothing to ask of most policies. Whether they
/// are allowed together is asked of the evaluator, about ARNs that the policies’ own patterns admit.
struct EscalationSearch {
  private let statements: EscalationStatements
  private let memory: EscalationMemory
  private let oracle: EscalationOracle
  /// The ways all of whose actions are allowed by some statement.
  private let candidates: [EscalationIndex.Entry]
  private var answers: [Question: EscalationOracle.Answer?] = [:]
  private var allowedValues: [Int: [String]] = [:]
  private var knownRoles: [String]?
  private var allowedPlaces: [Int: [EscalationWitness.Place]] = [:]
  /// How many more texts are looked for that several patterns match.
  private var searchesLeft = 100

  private struct Question: Hashable {
    var action: Int?
    var arn: String
    var service: String?
  }

  /// The account where the policies name none.
  private var account: String { oracle.caller.accountID ?? EscalationWitness.account }

  /// The name of the caller, if it is a user.
  private var callerName: String {
    guard oracle.caller.kind == .user else { return EscalationWitness.caller }
    return oracle.caller.arn.split(separator: "/").last.map(String.init) ?? EscalationWitness.caller
  }

  init(_ statements: EscalationStatements, _ oracle: EscalationOracle, _ memory: EscalationMemory) {
    self.init(statements, statements.candidates, oracle, memory)
  }

  private init(
    _ statements: EscalationStatements, _ candidates: [EscalationIndex.Entry], _ oracle: EscalationOracle,
    _ memory: EscalationMemory
  ) {
    self.statements = statements
    self.candidates = candidates
    self.oracle = oracle
    self.memory = memory
  }

  /// Prepares a search of one policy; `nil` when it names the actions of no way, or cannot be evaluated.
  ///
  /// - Parameter denials: other policies of the same caller, which allow nothing.
  init?(_ facts: PolicyFacts, besides denials: [Policy] = []) {
    guard EscalationIndex.shared.hasCandidates(EscalationStatements.allowed(facts)) else { return nil }
    let own = EscalationStatements(facts)
    // Its own come first, so that they are at the same places in both.
    let all = denials.isEmpty ? own : EscalationStatements(facts, besides: denials)
    let candidates = all.candidates
    var asked = EscalationActionSet()
    for entry in candidates { asked.formUnion(entry.asked) }
    // What conditions name is said of all statements; the evaluator needs no more than those that are asked about.
    var named = facts.policy
    named.statements = own.entries.map(\.statement)
    var policy = facts.policy
    policy.statements = own.about(asked).trimmed(to: asked, facts)
    let documents = ([policy] + denials).enumerated().map { PolicyDocument(identifier: "Policy\($0)", policy: $1) }
    guard own.entries.allSatisfy(\.hasMeaning), let compiled = try? CompiledPolicies(documents, kind: .identity) else {
      return nil
    }
    let oracle = EscalationOracle(
      Authorizer(ApplicablePolicies(identity: compiled)), policies: [named] + denials, caller: .unspecified,
      context: all.variables, catalog: facts.catalog)
    self.init(all.about(asked), candidates, oracle, facts.catalog.escalation)
  }

  /// The ways that are open, those that are weak last; what takes more than another one is left out.
  mutating func run() -> [EscalationMatch] {
    var matches: [EscalationMatch] = []
    var taken: [(group: EscalationPath.Group, actions: EscalationActionSet)] = []
    for entry in candidates where !entry.path.isWeak && !entry.path.isEveryIAMAction {
      // What takes more than another way is left out in the end.
      if taken.contains(where: { $0.group == entry.path.group && entry.required.isSuperset(of: $0.actions) }) {
        continue
      }
      guard let match = match(entry.path) else { continue }
      matches.append(match)
      if entry.choice.isEmpty, match.conditions.isEmpty { taken.append((entry.path.group, entry.required)) }
    }
    if matches.isEmpty { return [] }
    for entry in candidates where entry.path.isWeak {
      if let match = match(entry.path) { matches.append(match) }
    }
    return Self.withoutDetours(matches)
  }

  /// The index of a statement that allows a step, in the policy that it comes from.
  func index(ofStatement place: Int) -> Int { statements.entries[place].index }

  /// Whether the Allow statements name every action of IAM that a way takes.
  var namesAllOfIAM: Bool { statements.allowed.isSuperset(of: EscalationIndex.shared.ofIAM) }

  private static func withoutDetours(_ matches: [EscalationMatch]) -> [EscalationMatch] {
    let actions = matches.map(\.actions)
    return matches.indices.filter { index in
      !matches.indices.contains { other in
        actions[other] != actions[index] && actions[index].isSuperset(of: actions[other])
          && matches[other].path.group == matches[index].path.group
          && Set(matches[other].conditions).isSubset(of: matches[index].conditions)
      }
    }.map { matches[$0] }
  }

  // MARK: One way

  private mutating func match(_ path: EscalationPath) -> EscalationMatch? {
    var passing: EscalationMatch.Step?
    if path.passesRole {
      for services in path.passedTo {
        guard let answer = pass(to: services) else { return nil }
        passing = passing ?? EscalationMatch.Step(EscalationIndex.shared.passRole, answer)
      }
    }
    for choice in path.oneOf.isEmpty ? [nil] : path.oneOf.map(Optional.some) {
      let actions = path.actions + (choice.map { [$0] } ?? [])
      guard let steps = self.steps(actions, on: path.target, as: path.id), !isGranted(path) else { continue }
      let byAction = Dictionary(steps.map { ($0.action, $0) }) { first, second in
        var both = first
        both.answer.conditions += second.answer.conditions
        return both
      }
      let ordered = actions.compactMap { $0 == "iam:PassRole" ? passing : byAction[$0] }
      return EscalationMatch(path: path, steps: ordered)
    }
    return nil
  }

  /// Whether a role of any name can be passed to one of several services.
  private mutating func pass(to services: [String]) -> EscalationOracle.Answer? {
    let arns = anyRoles
    for service in services {
      for arn in arns {
        if let answer = ask(EscalationIndex.shared.passRole, arn, passedTo: service) { return answer }
      }
    }
    return nil
  }

  /// Roles of a name that no policy has, which the policies may allow to pass.
  private var anyRoles: [String] {
    mutating get {
      if let known = knownRoles { return known }
      let format = "arn:${Partition}:iam::${Account}:role/${Role}"
      let action = EscalationIndex.shared.passRole
      let arns = places(action).map { EscalationWitness.fill(format, $0, with: EscalationWitness.other) }
      let values = values(action)
      let found = arns.filter { EscalationWitness.mayCover(values, $0) }
      knownRoles = found
      return found
    }
  }

  /// Whether the policy gives what the way leads to without it.
  private mutating func isGranted(_ path: EscalationPath) -> Bool {
    guard !path.grantedAlreadyBy.isEmpty,
      let steps = self.steps(path.grantedAlreadyBy, on: .unrestricted, as: path.id + " granted")
    else {
      return false
    }
    return steps.allSatisfy(\.answer.conditions.isEmpty)
  }

  /// Requests for all of some actions that are allowed.
  ///
  /// - Parameter name: what the actions are remembered by, besides the last of them.
  mutating func steps(
    _ actions: [String], on target: EscalationPath.Target, as name: String
  ) -> [EscalationMatch.Step]? {
    var steps: [EscalationMatch.Step] = []
    for slot in memory.slots(of: actions, as: name) {
      guard let found = self.steps(slot, target) else { return nil }
      steps += found
    }
    return steps
  }

  /// Requests for all actions of a slot on one resource that are allowed.
  private mutating func steps(_ slot: EscalationMemory.Slot, _ target: EscalationPath.Target) -> [EscalationMatch.Step]?
  {
    guard !slot.formats.isEmpty else { return ask(slot.actions, "*") }
    let places = self.places(slot.actions[0])
    for format in slot.formats {
      for place in places {
        if let found = ask(slot.actions, EscalationWitness.fill(format, place, with: EscalationWitness.other)) {
          return found
        }
      }
    }
    guard target != .unrestricted else { return nil }
    let nowhere = EscalationWitness.Place(account: account)
    for values in combinations(slot.actions) {
      let account = account
      let place = values.map { EscalationWitness.Place($0, account: account) }.first { $0 != nowhere } ?? nowhere
      for format in slot.formats {
        // What covers any name has been asked about already.
        if values.count == 1, !VariableTemplate.mayHoldVariables(values[0]),
          EscalationWitness.mayCover(values, EscalationWitness.fill(format, place, with: EscalationWitness.other))
        {
          continue
        }
        guard searchesLeft > 0 else { return nil }
        let arn = memory.common(
          values, format, place, caller: statements.expandsVariables ? callerName : nil, open: target == .several,
          &searchesLeft)
        if let arn, let found = ask(slot.actions, arn) { return found }
      }
    }
    return nil
  }

  private mutating func ask(_ actions: [EscalationAction], _ arn: String) -> [EscalationMatch.Step]? {
    var steps: [EscalationMatch.Step] = []
    if arn != "*" {
      for action in actions where !mayCover(action, arn) { return nil }
    }
    for action in actions {
      guard let answer = ask(action, arn) else { return nil }
      steps.append(EscalationMatch.Step(action, answer))
    }
    return steps
  }

  private mutating func ask(_ action: EscalationAction, _ arn: String, passedTo service: String? = nil)
    -> EscalationOracle.Answer?
  {
    // Actions without a number are not told apart by it, so nothing is remembered of them.
    let question = Question(action: action.number, arn: arn, service: service)
    if action.number != nil, let known = answers[question] { return known }
    let answer = oracle.ask(action.name, on: arn, passedTo: service)
    answers[question] = .some(answer)
    return answer
  }

  // MARK: What the policy’s patterns admit

  private mutating func mayCover(_ action: EscalationAction, _ arn: String) -> Bool {
    EscalationWitness.mayCover(values(action), arn)
  }

  /// The values of `Resource` of the statements that allow an action, each once.
  private mutating func values(_ action: EscalationAction) -> [String] {
    guard let number = action.number else { return [] }
    if let known = allowedValues[number] { return known }
    let values = statements.allowedValues(number)
    allowedValues[number] = values
    return values
  }

  private mutating func places(_ action: EscalationAction) -> [EscalationWitness.Place] {
    guard let number = action.number else { return [] }
    if let known = allowedPlaces[number] { return known }
    var places: [EscalationWitness.Place] = []
    for value in values(action) {
      let place = EscalationWitness.Place(value, account: account)
      if !places.contains(place) { places.append(place) }
      if places.count == Self.maximumPlaces { break }
    }
    allowedPlaces[number] = places
    return places
  }

  /// Most partitions, Regions and accounts tried for an action.
  private static let maximumPlaces = 16

  /// Values of `Resource`, one for each action, and beside them what Deny statements spare.
  private mutating func combinations(_ actions: [EscalationAction]) -> [[String]] {
    var combinations: [[String]] = [[]]
    for action in actions {
      let values = values(action).prefix(Self.maximumValues)
      combinations = combinations.flatMap { combination in
        values.map { combination.contains($0) || $0 == "*" ? combination : combination + [$0] }
      }
      combinations = Array(Set(combinations)).sorted { $0.lexicographicallyPrecedes($1) }
      combinations = Array(combinations.prefix(Self.maximumValues))
    }
    let spared = actions[0].number.map(statements.sparedValues) ?? []
    return combinations.filter { !$0.isEmpty }
      + spared.prefix(Self.maximumValues).flatMap { value in combinations.map { $0 + [value] } }
  }

  /// Most values of `Resource` tried for an action beside others.
  private static let maximumValues = 32
}

extension EscalationSearch {
  /// The conditions under which all steps of a way but the passing of a role are allowed, on any resources that the policies
  /// admit; `nil` when they are not.
  mutating func conditions(of path: EscalationPath) -> [String]? {
    for choice in path.oneOf.isEmpty ? [nil] : path.oneOf.map(Optional.some) {
      let actions = path.actions.filter { $0 != "iam:PassRole" } + (choice.map { [$0] } ?? [])
      if let found = conditions(ofMaking: actions) { return found }
    }
    return nil
  }

  /// The conditions under which actions are allowed on resources that the policies admit; `nil` when they are not.
  mutating func conditions(ofMaking actions: [String]) -> [String]? {
    steps(actions, on: .created, as: actions.joined(separator: "+"))?.flatMap(\.answer.conditions)
  }
}
