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

  mutating func add(_ policy: Policy) {
    for name in policy.referencedContextKeys where seen.insert(name.lowercased()).inserted { names.append(name) }
  }
}
