import AccountModel
import PolicyLanguage
import PolicySources
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// What the linter finds in the policies of an account made for a test, each looked at with the others of its holders.
struct AccountLint {
  /// The account's file.
  var text: String
  var surroundings = PolicySurroundings()

  /// An account of some users, groups, roles and managed policies, as ``AccountRuleTests`` writes them.
  init(
    users: [String] = [], groups: [String] = [], roles: [String] = [], policies: [String] = [],
    in surroundings: PolicySurroundings = PolicySurroundings()
  ) {
    text = AccountRuleTests.account(users: users, groups: groups, roles: roles, policies: policies)
    self.surroundings = surroundings
  }

  /// The findings of a rule, each behind the name of its policy.
  ///
  /// - Parameter isKnown: whether it is known who has the policies; otherwise each is looked at alone.
  func found(_ rule: String, isKnown: Bool = true) throws -> [String] {
    let file = SourceFile(name: "account.json", text: text)
    let read = AccountAuthorizationDetailsReader().read(file)
    #expect(read.diagnostics.isEmpty, "\(read.diagnostics.map(\.message))")
    let holders = PolicyHolders(read.account)
    let configuration = RuleConfiguration(others: .on)
    let engine = RuleEngine(configuration: configuration, catalog: try ServiceCatalog.embedded())
    return PolicyFinder().contents(of: file).policies.flatMap { policy in
      let kind = policy.kind ?? .identity
      var subject = RuleSubject(
        PolicyParser(kind: kind).parse(policy.node, of: policy.document), kind: kind, surroundings: surroundings)
      subject.surroundings.attachedTo = policy.attachedTo
      if isKnown, kind == .identity {
        subject.declaration = policy.declaration
        subject.holders = policy.declaration.flatMap(holders.holders)
      }
      return engine.findings(subject).filter { $0.ruleID == rule }.map { "\(policy.owner ?? ""): \($0.message)" }
    }
  }
}

extension AccountLint {
  static func role(_ statements: String..., service: String = "lambda.amazonaws.com") -> AccountLint {
    AccountLint(roles: [role("app", statements, service: service)])
  }

  /// A role with a policy for each of some statements: `p0`, `p1`.
  static func role(
    _ name: String, _ statements: [String], attached: [String] = [], service: String = "lambda.amazonaws.com"
  ) -> String {
    let trust = AccountRuleTests.trust("\"Service\":\"\(service)\"")
    switch statements.count {
    case 0: return AccountRuleTests.role(name, trust: trust, attached: attached)
    case 1: return AccountRuleTests.role(name, trust: trust, statements[0], attached: attached)
    case 2: return AccountRuleTests.role(name, trust: trust, statements[0], statements[1], attached: attached)
    default:
      return AccountRuleTests.role(name, trust: trust, statements[0], statements[1], statements[2], attached: attached)
    }
  }

  static func deny(_ action: String, _ condition: String = "") -> String {
    "{\"Effect\":\"Deny\",\"Action\":\"\(action)\",\"Resource\":\"*\""
      + (condition.isEmpty ? "}" : ",\"Condition\":{\(condition)}}")
  }
}
