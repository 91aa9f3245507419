import Authorization
import PolicyLanguage

/// The condition keys that a set of policies names, each once: in conditions, and in policy variables.
struct ReferencedContextKeys {
  /// The keys as written first, in the order of the policies.
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
    for name in policy.referencedContextKeys where seen.insert(name.lowercased()).inserted { names.append(name) }
  }
}
