import PolicyLanguage

extension AuthorizationTrace {
  /// The entries of a request's context that were not stated and that a statement about the request's action and caller names,
  /// in a condition or a policy variable: in the order of the statements, each once.
  ///
  /// - Parameter context: that of the request that was decided.
  public func derivedEntries(of context: RequestContext) -> [RequestContext.Entry] {
    namedKeys.compactMap { key in
      guard let entry = context[key], entry.origin != .stated else { return nil }
      return entry
    }
  }

  /// The keys that statements about the request's action and caller name.
  private var namedKeys: [String] {
    var seen: Set<String> = []
    var keys: [String] = []
    for statement in checks.flatMap(\.statements) where statement.actionMatches && statement.principalMatches {
      for key in statement.document.policy.referencedContextKeys(of: statement.statement)
      where seen.insert(key.lowercased()).inserted {
        keys.append(key)
      }
    }
    return keys
  }
}
