import Authorization
import ServiceCatalog
import Testing

/// No global key is forgotten: of each something is said in every request.
@Suite struct ContextKeyCoverageTests {
  /// Rare keys about which nothing follows from any fact: they are there when stated.
  private static let statedOnly: Set<String> = [
    "aws:CalledViaAWSMCP", "aws:IsMcpServiceAction", "aws:ViaAWSMCPService", "aws:ViaCustomerDomain",
  ]

  @Test func everyGlobalKeyHasARule() throws {
    let catalog = try ServiceCatalog.embedded()
    let keys = catalog.globalConditionKeys.map(\.name).filter { $0.hasPrefix("aws:") && !Self.statedOnly.contains($0) }
    #expect(keys.count > 45)
    for kind in [ContextFixtures.user, ContextFixtures.session, ContextFixtures.service, .anonymous] {
      let derived = try ContextFixtures.keys(ContextFixtures.facts(kind))
      for key in keys where !key.contains("${") {
        #expect(derived.outcome(key) != "nothing is said of it", "\(key)")
      }
    }
  }

  /// Sets are known to be sets.
  @Test func multivaluedKeysAreSets() throws {
    var facts = ContextFixtures.facts(ContextFixtures.service)
    facts.call.source = .init(organization: .member(path: "o-x/r-y/"))
    let derived = try ContextFixtures.keys(facts)
    let catalog = try ServiceCatalog.embedded()
    for entry in derived.context.entries {
      guard let key = catalog.globalConditionKey(named: entry.name) else { continue }
      #expect(entry.isMultivalued == key.isMultivalued, "\(entry.name)")
    }
  }
}
