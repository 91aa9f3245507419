import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// A rule that names services is not called where nothing of these is named: it must find the same if it is.
@Suite("Rules on actions of some services")
struct RuleServicesTests {
  /// All of them, those included that run only when asked for.
  private static let rules = RuleTable.all.filter { !$0.services.isEmpty }.map { rule in
    var rule = rule
    rule.status = .on
    return rule
  }

  @Test("they find the same without the short cut")
  func same() throws {
    let catalog = try ServiceCatalog.embedded()
    #expect(Self.rules.count >= 25)
    let everywhere = Self.rules.map { rule in
      var rule = rule
      rule.services = []
      return rule
    }
    let quick = RuleEngine(rules: Self.rules, catalog: catalog)
    let thorough = RuleEngine(rules: everywhere, catalog: catalog)
    var count = 0
    for (number, policy) in try ManagedPolicies.embedded().enumerated() where number % 4 == 0 {
      let subject = RuleSubject(
        reading: SourceFile(name: policy.name + ".json", text: policy.document), kind: .identity)
      let found = quick.findings(subject)
      count += found.count
      #expect(found.map(\.message) == thorough.findings(subject).map(\.message), "\(policy.name)")
    }
    #expect(count > 50)
  }

  @Test(
    "odd spellings of actions are found as well", arguments: ["IAM:PassRole", "iam:*", "*", "i*:PassRole", "*:*Role"])
  func spellings(action: String) throws {
    let statement = #"{"Effect":"Allow","Action":"\#(action)","Resource":"*"}"#
    #expect(try Lint().ids(statement).contains { $0.hasPrefix("pass-role-with-star") || $0 == "admin-access" })
  }

  @Test("services are named as prefixes in lower case")
  func prefixes() throws {
    let catalog = try ServiceCatalog.embedded()
    for rule in Self.rules {
      for service in rule.services { #expect(catalog.service(named: service)?.prefix == service, "\(rule.id)") }
    }
  }
}
