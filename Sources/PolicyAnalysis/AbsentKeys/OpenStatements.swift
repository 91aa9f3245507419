import Authorization
import PolicyLanguage

/// The statements of a request whose outcome its absent keys decide.
struct OpenStatements {
  /// A part of a statement that reads absent keys.
  struct Part: Hashable {
    enum Element: Hashable {
      case resource
      /// A clause of the condition, by its index.
      case clause(Int)
    }

    var element: Element
    /// The absent keys that it reads, as indices of ``OpenStatements/keys``.
    var keys: [Int]
  }

  /// A statement all of whose other parts match.
  struct Open {
    /// Its place among the candidates of the decision.
    var id: Int
    var candidate: OpenDecision.Candidate
    var parts: [Part]

    var policy: Policy { candidate.document.policy }
    var statement: Statement { policy.statements[candidate.index] }
  }

  /// The absent keys that statements name, in the order found and as written first.
  private(set) var keys: [String] = []
  /// The statements, in the order of evaluation.
  private(set) var list: [Open] = []
  /// The groups of which some statement applies whatever the absent keys hold.
  private(set) var settled: Set<Int> = []
  private var indices: [String: Int?] = [:]

  init(_ open: OpenDecision, _ context: RequestContext, mayBeSent: (String) -> Bool) {
    for (id, candidate) in open.candidates.enumerated() {
      guard let parts = parts(of: candidate, context, mayBeSent) else { continue }
      if parts.isEmpty {
        settled.insert(candidate.group)
      } else {
        list.append(Open(id: id, candidate: candidate, parts: parts))
      }
    }
  }

  /// The parts of a statement that read absent keys; `nil` when another part does not match.
  private mutating func parts(
    of candidate: OpenDecision.Candidate, _ context: RequestContext, _ mayBeSent: (String) -> Bool
  ) -> [Part]? {
    let policy = candidate.document.policy
    let statement = policy.statements[candidate.index]
    var parts: [Part] = []
    var variables: [Int] = []
    if policy.expandsVariables, let resource = statement.resource {
      for value in resource.values {
        variables += absent(Self.variables(Self.resourceField(value.value)), context, mayBeSent)
      }
    }
    if !variables.isEmpty {
      parts.append(Part(element: .resource, keys: Self.unique(variables)))
    } else if !candidate.outcome.resourceMatches {
      return nil
    }
    for (index, clause) in (statement.condition?.clauses ?? []).enumerated() {
      var read = absent([clause.key.value], context, mayBeSent)
      if policy.expandsVariables, ConditionOperator.named(clause.operatorName.value.base)?.expandsVariables == true {
        for value in clause.values { read += absent(Self.variables(value.value.text), context, mayBeSent) }
      }
      if !read.isEmpty {
        parts.append(Part(element: .clause(index), keys: Self.unique(read)))
      } else if !candidate.outcome.clauses[index] {
        return nil
      }
    }
    return parts
  }

  /// The sixth field of an ARN, the only one whose variables are expanded.
  static func resourceField(_ arn: String) -> String {
    guard VariableTemplate.mayHoldVariables(arn) else { return "" }
    let fields = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    return fields.count == 6 ? String(fields[5]) : ""
  }

  private static func variables(_ text: String) -> [String] {
    VariableTemplate.mayHoldVariables(text) ? VariableTemplate(parsing: text).variables.map(\.name) : []
  }

  static func unique(_ keys: [Int]) -> [Int] {
    var seen: Set<Int> = []
    return keys.filter { seen.insert($0).inserted }
  }

  /// The indices of those keys that the context lacks and that may be sent.
  private mutating func absent(_ names: [String], _ context: RequestContext, _ mayBeSent: (String) -> Bool) -> [Int] {
    names.compactMap { name in
      let key = name.lowercased()
      if let known = indices[key] { return known }
      let isAbsent = context[name] == nil && mayBeSent(name)
      indices[key] = .some(isAbsent ? keys.count : nil)
      guard isAbsent else { return nil }
      keys.append(name)
      return keys.count - 1
    }
  }

  /// Whether some statement that is left reads a key.
  func uses(_ key: Int) -> Bool { list.contains { $0.parts.contains { $0.keys.contains(key) } } }

  // MARK: What cannot matter

  /// Most groups of open Allow statements of which every combination is looked at.
  private static let maximumAllowGroups = 10

  /// Drops the statements that change no decision, whether they apply or not.
  ///
  /// A Deny matters when it alone, beside what applies in any case, makes the decision an explicit denial: the denials of
  /// all gates count alike. An Allow matters when some combination of the other Allow statements makes it decisive; it never
  /// does beside a Deny, so all denials in doubt are left out there.
  mutating func dropIrrelevant(_ open: OpenDecision) {
    list.removeAll { settled.contains($0.candidate.group) }
    let groups = Self.unique(list.map(\.candidate.group))
    guard !groups.isEmpty else { return }
    let certain = open.decision { settled.contains($0) }
    guard certain != .explicitDeny else {
      list = []
      return
    }
    var relevant = Set(
      groups.filter { group in
        open.groups[group].isDeny && open.decision { $0 == group || settled.contains($0) } == .explicitDeny
      })
    let allows = groups.filter { !open.groups[$0].isDeny }
    relevant.formUnion(decisive(allows, open))
    list.removeAll { !relevant.contains($0.candidate.group) }
  }

  /// The groups of Allow statements that are decisive for some outcome of the others.
  private func decisive(_ groups: [Int], _ open: OpenDecision) -> [Int] {
    guard groups.count <= Self.maximumAllowGroups else { return groups }
    let places = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($0.element, $0.offset) })
    let decisions = (0..<1 << groups.count).map { combination in
      open.decision { group in
        settled.contains(group) || places[group].map { combination >> $0 & 1 == 1 } ?? false
      }
    }
    return groups.indices.filter { place in
      decisions.indices.contains { decisions[$0] != decisions[$0 ^ 1 << place] }
    }.map { groups[$0] }
  }

  /// Uses what values of single keys come to: drops statements that never apply, and settles those that always do.
  mutating func settle(_ outcomes: PartOutcomes, _ choices: [KeyChoices]) {
    list.removeAll { statement in
      var isCertain = statement.parts.allSatisfy { $0.keys.count == 1 }
      for key in Self.unique(statement.parts.flatMap(\.keys)) {
        guard choices[key].isExact else {
          isCertain = false
          continue
        }
        let holds = outcomes.holding(key, of: statement)
        if !holds.contains(true) { return true }
        if holds.contains(false) { isCertain = false }
      }
      if isCertain { settled.insert(statement.candidate.group) }
      return false
    }
  }
}
