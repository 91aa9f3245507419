import Authorization
import ServiceCatalog
import Testing

/// Requests whose keys are looked at.
enum ContextFixtures {
  static let secret = "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-a1b2c3"
  static let key = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  static let user = Principal.user(accountID: "111122223333", name: "alice", path: "/team/", uniqueID: "AIDAEXAMPLE")
  static let session = Principal.roleSession(
    accountID: "111122223333", role: "app", path: "/team/", session: "s1", uniqueID: "AROAEXAMPLE")
  static let federated = Principal.federatedUser(
    accountID: "111122223333", name: "fed", issuer: "arn:aws:iam::111122223333:user/alice")
  static let root = Principal.rootUser(accountID: "111122223333")
  static let assumedRoot = Principal(
    kind: .assumedRoot, partition: "aws", accountID: "111122223333", arn: "arn:aws:iam::111122223333:root")
  static let service = Principal.service("cloudtrail.amazonaws.com")
  static let external = Principal.webIdentity(
    provider: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com")

  static func facts(_ principal: Principal, on arn: String = secret) -> RequestFacts {
    RequestFacts(principal: principal, resource: Resource(arn))
  }

  /// The keys of a request for an action.
  static func keys(
    _ facts: RequestFacts, _ action: String = "secretsmanager:GetSecretValue",
    stated: KeyValuePairs<String, String> = [:]
  ) throws -> DerivedContext {
    facts.context(action: action, stated: RequestContext(stated), catalog: try ServiceCatalog.embedded())
  }
}

extension DerivedContext {
  /// The values of a key; `nil` when it is not there.
  func values(_ key: String) -> [String]? { context[key]?.values }

  /// What becomes of a key: its values, `?` when AWS may send it and the value is not known, `-` when AWS never sends it.
  func outcome(_ key: String) -> String {
    if let values = values(key) { return values.joined(separator: ",") }
    if reasonForAbsence(of: key) != nil { return "-" }
    return unknownKeys.contains(key) ? "?" : "nothing is said of it"
  }
}
