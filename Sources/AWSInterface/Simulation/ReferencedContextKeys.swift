import Authorization
import PolicyLanguage
import SourceText

/// The condition keys that policies name: in conditions, and in policy variables.
struct ReferencedContextKeys {
  /// The keys as written first, in the order of the text.
  private(set) var names: [String] = []
  private var seen: Set<String> = []

  init(_ documents: [PolicyDocument] = []) {
    for document in documents { add(document.policy) }
  }

  /// The keys that a context lacks.
  func missing(from context: RequestContext) -> [String] {
    let present = Set(context.entries.map { $0.name.lowercased() })
    return names.filter { !present.contains($0.lowercased()) }
  }

  mutating func add(_ policy: Policy) {
    for statement in policy.statements {
      var found: [(offset: Int, name: String)] = []
      if policy.expandsVariables {
        for value in statement.resource?.values ?? [] { Self.variables(value.value, value.range.lowerBound, &found) }
      }
      for clause in statement.condition?.clauses ?? [] {
        found.append((clause.key.range.lowerBound, clause.key.value))
        guard policy.expandsVariables else { continue }
        for value in clause.values { Self.variables(value.value.text, value.range.lowerBound, &found) }
      }
      found.sort { $0.offset < $1.offset }
      for (_, name) in found { add(name) }
    }
  }

  mutating func add(_ name: String) {
    if seen.insert(name.lowercased()).inserted { names.append(name) }
  }

  private static func variables(_ text: String, _ offset: Int, _ found: inout [(offset: Int, name: String)]) {
    guard VariableTemplate.mayHoldVariables(text) else { return }
    for variable in VariableTemplate(parsing: text).variables {
      found.append((offset + variable.range.lowerBound, variable.name))
    }
  }
}
