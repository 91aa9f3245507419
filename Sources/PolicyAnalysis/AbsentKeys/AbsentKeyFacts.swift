public import Authorization
public import ServiceCatalog

/// What is known of the condition keys that a request lacks: which AWS never sends with it, and which others follow when
/// one is stated.
public struct AbsentKeyFacts {
  private let facts: RequestFacts
  private let action: String
  private let derived: DerivedContext
  private let catalog: ServiceCatalog?
  private let parameters: [RequestContext.Entry]
  private let leftOut: Set<String>

  /// Gathers what the request's context was derived from.
  ///
  /// - Parameters:
  ///   - facts: what is known of the request.
  ///   - action: the action.
  ///   - derived: the context that follows.
  ///   - catalog: what the context was derived with.
  ///   - parameters: keys that are in it because the request's own parameters say so, neither stated nor derived.
  ///   - leftOut: keys that are absent although they would follow, because whoever asks says so.
  public init(
    _ facts: RequestFacts, action: String, _ derived: DerivedContext, _ catalog: ServiceCatalog?,
    parameters: [RequestContext.Entry] = [], leftOut: [String] = []
  ) {
    self.facts = facts
    self.action = action
    self.derived = derived
    self.catalog = catalog
    self.parameters = parameters
    self.leftOut = Set(leftOut.map { $0.lowercased() })
  }

  /// The keys that the request lacks and that can change its decision.
  public func keys(of request: AuthorizationRequest, _ authorizer: Authorizer) -> AbsentKeys {
    let analysis = AbsentKeyAnalysis(
      authorizer, catalog: catalog, mayBeSent: { mayBeSent($0) }, completion: { completed($0) })
    return analysis.run(request)
  }

  /// Whether AWS sends a key with such a request, or may.
  ///
  /// A key may also be one that makes the request another: with `kms:ViaService` it is a service's that passes on the call. So
  /// what counts is whether stating the key would be odd.
  private func mayBeSent(_ key: String) -> Bool {
    let service = action.prefix { $0 != ":" }.lowercased()
    guard derived.reasonForAbsence(of: key) != nil || key.lowercased().hasPrefix(service + ":") else { return true }
    var context = derived.context
    context.set(.init(key, ["example"]))
    return !rederived(from: context).warnings.contains { $0.key == key }
  }

  /// The context that follows from what is stated in another, without the keys that are to be absent.
  private func completed(_ context: RequestContext) -> RequestContext {
    let whole = rederived(from: context).context
    guard !leftOut.isEmpty else { return whole }
    return RequestContext(
      whole.entries.filter { $0.origin == .stated || !leftOut.contains($0.name.lowercased()) })
  }

  /// The context that follows from what is stated in another.
  private func rederived(from context: RequestContext) -> DerivedContext {
    var stated = RequestContext(context.entries.filter { $0.origin == .stated })
    for entry in parameters { stated.addIfAbsent(entry) }
    return facts.context(action: action, stated: stated, catalog: catalog)
  }
}
