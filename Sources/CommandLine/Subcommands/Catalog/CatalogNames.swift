import ServiceCatalog

/// Finds in the catalogue what a person named, or fails with the nearest real name.
struct CatalogNames {
  let catalog: ServiceCatalog

  init(_ catalog: ServiceCatalog) { self.catalog = catalog }

  func service(_ prefix: String) throws -> Service {
    if let service = catalog.service(named: prefix) { return service }
    throw CommandFailure(
      "there is no service `\(prefix)`" + hint(catalog.suggestion(forService: prefix)?.prefix))
  }

  func resourceType(_ name: String, of service: Service) throws -> ResourceType {
    if let type = service.resourceType(named: name) { return type }
    throw CommandFailure(
      "`\(service.prefix)` has no resource type `\(name)`"
        + hint(service.suggestion(forResourceType: name)?.name))
  }

  func conditionKey(_ name: String, of service: Service) throws -> ConditionKey {
    if let key = service.conditionKey(named: name) { return key }
    throw CommandFailure(
      "requests to `\(service.prefix)` have no condition key `\(name)`"
        + hint(catalog.suggestion(forConditionKey: name, of: service)))
  }

  func action(_ name: String) throws -> Action {
    if let action = catalog.action(named: name) { return action }
    let problem =
      name.contains(":")
      ? "there is no action `\(name)`" : "`\(name)` does not name its service, expected `service:Action`"
    throw CommandFailure(problem + hint(catalog.suggestion(forAction: name)?.names.first))
  }

  /// The actions of patterns, each once, in the order of the catalogue; every pattern has to match something.
  func actions(matching patterns: [String]) throws -> [Action] {
    var found: Set<Action> = []
    for pattern in patterns {
      guard pattern == "*" || pattern.contains(":") else {
        throw CommandFailure("`\(pattern)` does not name its service, expected a pattern such as `s3:Get*`")
      }
      let actions = catalog.actions(matching: pattern)
      guard !actions.isEmpty else {
        throw CommandFailure(
          "no action matches `\(pattern)`" + hint(catalog.suggestion(forAction: pattern)?.names.first))
      }
      found.formUnion(actions)
    }
    return catalog.services.flatMap(\.actions).filter(found.contains)
  }

  func operations(_ name: String) throws -> [APIOperation] {
    let operations = catalog.operations(named: name)
    guard operations.isEmpty else { return operations }
    throw CommandFailure(
      "there is no API operation `\(name)`" + hint(catalog.suggestion(forOperation: name)?.fullName))
  }

  func managedPolicy(_ name: String) throws -> ManagedPolicy {
    let policies = try ManagedPolicies.embedded()
    if let policy = policies.policy(arn: name) ?? policies.policy(named: name) { return policy }
    let last = name.split(separator: "/").last.map(String.init) ?? name
    throw CommandFailure("there is no AWS managed policy `\(name)`" + hint(policies.suggestion(forName: last)))
  }

  private func hint(_ name: String?) -> String { name.map { "; did you mean `\($0)`?" } ?? "" }
}
