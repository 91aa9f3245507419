import ServiceCatalog
import Testing

@testable import PolicyChecks

/// The tables of ways to more permissions.
@Suite("Ways to more permissions")
struct EscalationPathTests {
  @Test("are 159, each with an id of its own")
  func ids() {
    #expect(EscalationPaths.all.count == 159)
    #expect(Set(EscalationPaths.all.map(\.id)).count == 159)
    let counts = EscalationPath.Group.allCases.map { group in EscalationPaths.all.count { $0.group == group } }
    #expect(counts == [18, 34, 68, 39])
    let form = try? Regex("[a-z0-9]+(-[a-z0-9]+)*")
    for path in EscalationPaths.all { #expect(form.flatMap { try? $0.wholeMatch(in: path.id) } != nil, "\(path.id)") }
  }

  // https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
  @Test("take actions that AWS has, but for those of closed services", arguments: EscalationPaths.all)
  func actions(path: EscalationPath) throws {
    let catalog = try ServiceCatalog.embedded()
    #expect(!path.allActions.isEmpty)
    #expect(path.oneOf.count != 1, "one of one is all of one")
    #expect(Set(path.allActions).count == path.allActions.count)
    for name in path.allActions + path.grantedAlreadyBy {
      let found = catalog.actions(matching: name)
      #expect(found.contains { !$0.isRetired } || path.isRetired, "\(name)")
      if name != "iam:*", let action = found.first { #expect(action.fullName == name) }
      #expect(EscalationSteps.table[name] != nil || path.grantedAlreadyBy.contains(name), "\(name)")
    }
  }

  @Test("that pass a role say to which service, and are the only ones that do", arguments: EscalationPaths.all)
  func passedRoles(path: EscalationPath) throws {
    let catalog = try ServiceCatalog.embedded()
    #expect(path.passesRole == !path.passedTo.isEmpty)
    // What passes to a service, AWS's own policies say where its list of principals does not.
    for service in path.passedTo.joined() where catalog.servicePrincipal(named: service) == nil && !path.isRetired {
      let policies = try ManagedPolicies.embedded()
      #expect(policies.contains { $0.document.contains("\"" + service + "\"") }, "\(service)")
    }
  }

  @Test("to what closed services gave are of low severity", arguments: EscalationPaths.all)
  func retired(path: EscalationPath) {
    if path.isRetired { #expect(path.severity == .low) }
  }

  @Test("name every action that they take in the table of steps, and no other")
  func steps() {
    let taken = Set(EscalationPaths.all.flatMap(\.allActions))
    #expect(Set(EscalationSteps.table.keys).subtracting(taken).sorted() == [])
  }
}
