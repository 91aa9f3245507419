public import ServiceCatalog

/// What the catalogue says of the names and patterns of policies, remembered from one policy to the next.
public final class CatalogMemory {
  /// The catalogue itself.
  public let catalog: ServiceCatalog
  private var services: [String: Service?] = [:]
  private var expansions: [String: [Action]] = [:]
  private var types: [String: [ResourceType]] = [:]
  private var keys: [String: KeyFacts] = [:]

  init(_ catalog: ServiceCatalog) { self.catalog = catalog }

  /// The service of an action prefix, in any case.
  public func service(named prefix: String) -> Service? {
    if let known = services[prefix] { return known }
    let service = catalog.service(named: prefix)
    services[prefix] = service
    return service
  }

  /// The actions that a pattern covers.
  public func actions(matching pattern: String) -> [Action] {
    if let known = expansions[pattern] { return known }
    let actions = catalog.actions(matching: pattern)
    expansions[pattern] = actions
    return actions
  }

  /// The resource types that ARNs of a pattern can be of.
  public func resourceTypes(matching pattern: String) -> [ResourceType] {
    if let known = types[pattern] { return known }
    let found = catalog.resourceTypes(matching: pattern)
    types[pattern] = found
    return found
  }

  /// What is known of a condition key as a policy writes it.
  public func key(named name: String) -> KeyFacts {
    if let known = keys[name] { return known }
    let key = KeyFacts(name, in: self)
    keys[name] = key
    return key
  }

  /// The names of services in ARNs, which are not always the prefixes of their actions: `elasticloadbalancing`, `execute-api`.
  public private(set) lazy var arnServices: Set<String> = {
    var names: Set<String> = []
    for service in catalog.services {
      names.insert(service.prefix)
      for type in service.resourceTypes {
        for format in type.arnFormats {
          let fields = format.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
          if fields.count > 3 { names.insert(String(fields[2])) }
        }
      }
    }
    return names
  }()
}
