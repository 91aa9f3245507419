import PolicyLanguage

extension AuthorizationTrace {
  /// The entries of a request's context that were not stated and that a statement about the request's action names, in a
  /// condition or a policy variable: in the order of the statements, each once.
  ///
  /// - Parameter context: that of the request that was decided.
  public func derivedEntries(of context: RequestContext) -> [RequestContext.Entry] {
    var seen: Set<String> = []
    var entries: [RequestContext.Entry] = []
    for statement in checks.flatMap(\.statements) where statement.actionMatches && statement.principalMatches {
      for key in statement.document.policy.referencedContextKeys(of: statement.statement) {
        guard let entry = context[key], entry.origin != .stated, seen.insert(key.lowercased()).inserted else {
          continue
        }
        entries.append(entry)
      }
    }
    return entries
  }
}
