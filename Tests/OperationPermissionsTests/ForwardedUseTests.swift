import ServiceCatalog
import Testing

@testable import OperationPermissions

/// What the catalogue says in words of calls with the caller's permissions, and what expansion makes of it.
@Suite struct ForwardedUseTests {
  @Test func everyCallOfTheCatalogueIsUnderstood() throws {
    for call in try ServiceCatalog.embedded().forwardAccessCalls {
      let uses = ForwardedUse.uses(of: call)
      let name = "\(call.action.name) \(call.neededAction.name)"
      #expect(Set(uses.map(\.circumstance.rawValue)) == Set(call.circumstances), "\(name)")
    }
  }

  @Test func nothingElseIsExpanded() throws {
    let known = try ServiceCatalog.embedded().forwardAccessCalls.map { "\($0.action.name) \($0.neededAction.name)" }
    #expect(Set(ForwardedUse.table.keys) == Set(known))
  }
}
