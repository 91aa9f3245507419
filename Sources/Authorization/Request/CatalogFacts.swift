public import ServiceCatalog

/// What decisions take from the service catalogue: which condition keys hold sets, and which services resource control
/// policies reach.
public struct CatalogFacts: Sendable {
  private let catalog: ServiceCatalog?

  /// The facts of a catalogue.
  public init(_ catalog: ServiceCatalog) { self.catalog = catalog }

  private init() { catalog = try? ServiceCatalog.embedded() }

  /// Those of the catalogue that is part of the program.
  public static let embedded = CatalogFacts()

  /// Whether AWS declares a condition key to hold a set.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
  func isMultivalued(_ key: String) -> Bool { catalog?.declaration(ofConditionKey: key)?.isMultivalued ?? false }

  /// Whether resource control policies reach the actions of a service.
  ///
  /// Without a catalogue they reach all: rather denied than allowed by mistake.
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
  func isUnderResourceControl(service prefix: String) -> Bool {
    guard let catalog else { return true }
    return catalog.service(named: prefix)?.supportsResourceControlPolicies ?? false
  }
}
