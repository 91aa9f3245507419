import ServiceCatalog
import Testing

@testable import PolicyChecks

@Suite("What is remembered of the catalogue")
struct CatalogMemoryTests {
  @Test("a pattern's types are looked for among the services that can have them, and the same are found")
  func typesByService() throws {
    let catalog = try ServiceCatalog.embedded()
    let memory = CatalogMemory(catalog)
    let names = memory.arnServices.sorted().enumerated().filter { $0.offset % 16 == 0 }.map(\.element)
    for name in names + ["s3", "elasticloadbalancing", "execute-api", "nothing", "", "s3*", "${service}"] {
      for rest in ["*:*:*", "us-east-1:111122223333:name/part", "::name"] {
        let pattern = "arn:aws:\(name):\(rest)"
        let found = memory.types(matching: pattern, ofARNsOf: name)
        #expect(found == catalog.resourceTypes(matching: pattern), "\(pattern)")
      }
    }
  }
}
