import SourceText
import Wildcards

/// What is special to trust policies of roles.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
extension PolicyReader {
  /// Warns of actions that nobody named in the statement can take: providers assume roles by operations of their own.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
  mutating func checkTrust(_ statement: Statement) {
    guard statement.effect?.value == .allow, let action = statement.action, !action.isNegated,
      let principal = statement.principal, !principal.isNegated, !principal.entries.isEmpty
    else { return }
    let callers = Set(principal.entries.map(TrustPolicyActions.Caller.init))
    if callers.contains(.anyone) { return }
    for value in action.values {
      guard let needed = TrustPolicyActions.callers(of: value.value), callers.isDisjoint(with: needed) else { continue }
      report(
        .warning, .trustActionMismatch, at: value.range,
        "nobody named in the statement can call \(value.value.quoted)",
        help: "`sts:AssumeRole` is for `AWS` and `Service`, `sts:AssumeRoleWithSAML` for SAML providers,"
          + " `sts:AssumeRoleWithWebIdentity` for the other providers under `Federated`")
    }
  }
}

/// The actions a trust policy is about.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
enum TrustPolicyActions {
  static let all = [
    "sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:TagSession",
    "sts:SetSourceIdentity", "sts:SetContext",
  ]

  /// Whether a pattern matches any of them.
  static func intersect(_ pattern: String) -> Bool {
    let pattern = WildcardPattern(pattern, caseInsensitive: true)
    return all.contains { pattern.matches($0) }
  }

  /// Who assumes a role, as far as it decides the operation.
  enum Caller: Hashable {
    case anyone, identity, samlProvider, webIdentityProvider

    init(_ entry: PrincipalElement.Entry) {
      switch entry.kind {
      case .everyone: self = .anyone
      case .aws: self = entry.value.value == "*" ? .anyone : .identity
      case .service, .canonicalUser: self = .identity
      case .federated:
        self = ARN(entry.value.value)?.resourceType == "saml-provider" ? .samlProvider : .webIdentityProvider
      }
    }
  }

  /// The callers of an operation; `nil` for patterns and for actions that go with any of them.
  static func callers(of action: String) -> Set<Caller>? {
    switch action.lowercased() {
    case "sts:assumerole": return [.identity]
    case "sts:assumerolewithsaml": return [.samlProvider]
    case "sts:assumerolewithwebidentity": return [.webIdentityProvider]
    default: return nil
    }
  }
}
