import Authorization
import PolicyLanguage
import ServiceCatalog
import SourceText

@testable import PolicyChecks

/// Runs every rule over statements, and asks the evaluator about them.
enum SecretLint {
  /// A document of statements.
  static func document(_ statements: String) -> String {
    #"{"Version":"2012-10-17","Statement":["# + statements + "]}"
  }

  /// What is found with every rule on.
  static func findings(
    _ statements: String, _ kind: PolicyKind = .identity, on resourceType: PolicyResourceType? = nil,
    in surroundings: PolicySurroundings = PolicySurroundings(isExample: true),
    rules: RuleConfiguration.Default = .asDeclared
  ) throws -> [Finding] {
    let file = SourceFile(name: "p.json", text: document(statements))
    let engine = RuleEngine(configuration: RuleConfiguration(others: rules), catalog: try ServiceCatalog.embedded())
    return engine.findings(
      RuleSubject(reading: file, kind: kind, resourceType: resourceType, surroundings: surroundings))
  }

  /// The ids of what is found by all rules but one.
  static func ids(_ statements: String, without rule: String) throws -> [String] {
    var configuration = RuleConfiguration()
    try configuration.set(RuleConfiguration.Setting(isOn: false), for: rule)
    let engine = RuleEngine(configuration: configuration, catalog: try ServiceCatalog.embedded())
    let file = SourceFile(name: "p.json", text: document(statements))
    return engine.findings(RuleSubject(reading: file, kind: .identity)).map(\.ruleID)
  }

  /// The ids of what is found.
  static func ids(
    _ statements: String, _ kind: PolicyKind = .identity, on resourceType: PolicyResourceType? = nil,
    in surroundings: PolicySurroundings = PolicySurroundings(isExample: true)
  ) throws -> [String] {
    try findings(statements, kind, on: resourceType, in: surroundings).map(\.ruleID)
  }

  static let account = "111122223333"

  /// What an identity policy decides about a role of its own account.
  static func decision(
    _ statements: String, _ action: String, on arn: String, _ context: KeyValuePairs<String, String> = [:]
  ) throws -> Decision {
    let parsed = PolicyParser(kind: .identity).parse(SourceFile(name: "p.json", text: document(statements)))
    let policies = parsed.policy.map { [PolicyDocument(identifier: "p", policy: $0)] } ?? []
    let authorizer = Authorizer(
      ApplicablePolicies(identity: try CompiledPolicies(policies, kind: .identity)))
    let user = Principal.user(accountID: account, name: "alice")
    return authorizer.decide(
      AuthorizationRequest(
        principal: user, action: action, resource: Resource(arn, ownerAccountID: account),
        context: RequestContext(context)))
  }

  /// A text with an edit made.
  static func applying(_ fix: FixIt, to text: String) -> String {
    var bytes = Array(text.utf8)
    bytes.replaceSubrange(fix.range.indices, with: Array(fix.replacement.utf8))
    return String(decoding: bytes, as: UTF8.self)
  }
}
