import Authorization
import PolicyLanguage
import SourceText

/// Contexts in which the conditions of statements hold, and some in which one of their keys is otherwise.
struct StatementContexts {
  /// What every policy variable stands for.
  static let variable = "iamsim-any"

  private let expandsVariables: Bool
  private let file: SourceFile?
  /// Every value to try of a key, by its name in lower case.
  private var values: [String: [String]] = [:]
  private var sets: Set<String> = []
  private var variables: [String] = []

  init(_ policies: [Policy]) {
    file = policies.first?.file
    expandsVariables = policies.contains(where: \.expandsVariables)
    for policy in policies {
      for statement in policy.statements {
        for clause in statement.condition?.clauses ?? [] { add(clause) }
        let own = Set((statement.condition?.clauses ?? []).map { $0.key.value.lowercased() })
        variables += policy.referencedContextKeys(of: statement).filter { !own.contains($0.lowercased()) }
      }
    }
  }

  private mutating func add(_ clause: ConditionClause) {
    let key = clause.key.value.lowercased()
    if clause.operatorName.value.qualifier != nil { sets.insert(key) }
    let comparison = ConditionOperator.named(clause.operatorName.value.base)
    let named = clause.values.map(\.value.text)
    var texts: [String]
    switch comparison?.valueKind {
    case .boolean: texts = ["true", "false"]
    case .number: texts = ValueBounds.numbers(named).texts
    case .date: texts = ValueBounds.dates(named).texts
    case .address: texts = ValueBounds.addresses(named).texts
    case .binary: texts = named
    case .string, .arn, nil:
      let expands = expandsVariables && comparison?.expandsVariables == true
      let variable: ((String) -> String)? = expands ? { _ in Self.variable } : nil
      texts = named.flatMap { text in
        let pattern = TextPattern(text, wildcards: comparison?.allowsWildcards ?? false, variable: variable)
        return [pattern.shortestText(filler: "x"), pattern.text(filler: "v", run: DistinguishingRequests.marker)]
      }
      texts.append(DistinguishingRequests.marker)
    }
    for text in texts where !(values[key]?.contains(text) ?? false) { values[key, default: []].append(text) }
  }

  /// The contexts for a statement: none, those in which it applies, and those that differ from one in a key.
  func contexts(for statement: Statement) -> [RequestContext] {
    var base = RequestContext()
    for name in variables { base.set(.init(name, [Self.variable])) }
    let clauses = statement.condition?.clauses ?? []
    var holding = base
    for clause in clauses {
      guard let value = satisfying(clause) else { continue }
      holding.set(entry(clause.key.value, [value]))
    }
    var contexts = [holding, base]
    // Every key that any statement names: another statement may be about this one's requests too.
    for (key, texts) in values.sorted(by: { $0.key < $1.key }) {
      var without = RequestContext(holding.entries.filter { $0.name.lowercased() != key })
      contexts.append(without)
      for text in texts {
        without.set(entry(key, [text]))
        contexts.append(without)
      }
      if sets.contains(key) {
        without.set(entry(key, texts))
        contexts.append(without)
        without.set(entry(key, []))
        contexts.append(without)
      }
    }
    return contexts
  }

  private func entry(_ key: String, _ texts: [String]) -> RequestContext.Entry {
    RequestContext.Entry(key, texts, isMultivalued: sets.contains(key.lowercased()))
  }

  /// A value with which a clause holds; `nil` where it is the key's absence.
  private func satisfying(_ clause: ConditionClause) -> String? {
    let comparison = ConditionOperator.named(clause.operatorName.value.base)
    if comparison?.name == "Null" { return clause.values.first?.value.text == "true" ? nil : Self.variable }
    let texts = values[clause.key.value.lowercased()] ?? []
    guard let authorizer = authorizer(of: clause) else { return texts.first }
    return texts.first { text in
      var context = RequestContext()
      for name in variables { context.set(.init(name, [Self.variable])) }
      context.set(entry(clause.key.value, [text]))
      let request = AuthorizationRequest(
        principal: .unspecified, action: "zq7v:other", resource: Resource("*"), context: context)
      return authorizer.decide(request) == .allowed
    } ?? texts.first
  }

  /// Allows everything when the clause holds: the evaluator alone knows when that is.
  private func authorizer(of clause: ConditionClause) -> Authorizer? {
    guard let file else { return nil }
    let range = clause.range
    func all(_ range: ByteRange) -> ListElement {
      ListElement(isNegated: false, nameRange: range, range: range, values: [Located("*", at: range)])
    }
    var policy = Policy(file: file, range: range, kind: .identity)
    policy.version = Located(expandsVariables ? .v2012 : .v2008, at: range)
    policy.statements = [
      Statement(
        range: range, effect: Located(.allow, at: range), action: all(range), resource: all(range),
        condition: ConditionBlock(nameRange: range, range: range, clauses: [clause]))
    ]
    let document = PolicyDocument(identifier: "clause", policy: policy)
    guard let compiled = try? CompiledPolicies([document], kind: .identity) else { return nil }
    return Authorizer(ApplicablePolicies(identity: compiled))
  }
}
