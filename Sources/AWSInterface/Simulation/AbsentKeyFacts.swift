import Authorization
import PolicyAnalysis
import ServiceCatalog

/// What is known of the condition keys that a simulated request lacks: which AWS never sends with it, and which others
/// follow when one is stated.
struct AbsentKeyFacts {
  private let facts: RequestFacts
  private let action: String
  private let derived: DerivedContext
  private let catalog: ServiceCatalog

  /// Gathers what the request's context was derived from.
  init(_ facts: RequestFacts, action: String, _ derived: DerivedContext, _ catalog: ServiceCatalog) {
    self.facts = facts
    self.action = action
    self.derived = derived
    self.catalog = catalog
  }

  /// The keys that the request lacks and that can change its decision.
  func keys(of request: AuthorizationRequest, _ authorizer: Authorizer) -> AbsentKeys {
    let analysis = AbsentKeyAnalysis(
      authorizer, catalog: catalog, mayBeSent: { mayBeSent($0) }, completion: { rederived(from: $0).context })
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

  /// The context that follows from what is stated in another.
  private func rederived(from context: RequestContext) -> DerivedContext {
    facts.context(
      action: action, stated: RequestContext(context.entries.filter { $0.origin == .stated }), catalog: catalog)
  }
}
