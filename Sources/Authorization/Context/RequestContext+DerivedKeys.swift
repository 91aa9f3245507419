extension RequestContext {
  /// Adds the keys that follow from the caller and the resource's owner whatever the action; keys that are there stay.
  ///
  /// Those are the properties of the principal and `aws:ResourceAccount`. For all keys of a request see
  /// ``RequestFacts/context(action:stated:catalog:)``.
  public mutating func addDerivedKeys(principal: Principal, resource: Resource) {
    let question = ContextKeyQuestion(RequestFacts(principal: principal, resource: resource))
    for rule in ContextKeyRules.ofCallerAndOwner {
      guard case .sent(let values, let origin) = rule.outcome(question) else { continue }
      addIfAbsent(
        Entry(rule.name, values, isMultivalued: CatalogFacts.embedded.isMultivalued(rule.name), origin: origin))
    }
  }
}
