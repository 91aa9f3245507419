import Foundation
import ServiceCatalog
import Testing

@testable import Authorization

@Suite("Services under resource control policies")
struct ResourceControlServicesTests {
  /// The maintainers' table is where the list is kept up to date; the evaluator must not lag behind it.
  @Test func areThoseOfTheTable() throws {
    let table = try String(
      contentsOf: PolicyCollection.repository.appending(path: "Scripts/catalog/tables/rcp-services.txt"),
      encoding: .utf8)
    let listed = table.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
      line.split(separator: "|").first.map { $0.split(separator: " ").joined() }
    }
    #expect(!listed.isEmpty)
    let catalog = try ServiceCatalog.embedded()
    let reached = catalog.services.map(\.prefix).filter { CatalogFacts.embedded.isUnderResourceControl(service: $0) }
    #expect(reached == listed.filter { catalog.service(named: $0) != nil })
    // Prefixes that no action has reach nothing.
    #expect(Set(listed).subtracting(reached) == [])
  }
}
