import Authorization
import PolicyLanguage

/// What AWS calls the policies of a gate in its messages.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
struct PolicyTypeName {
  /// `identity-based policy`.
  let name: String
  /// `an identity-based policy`; of a role's trust policy there is but one.
  let withArticle: String

  init(_ check: AuthorizationTrace.CheckType, kind: PolicyKind?) {
    switch check {
    case .resourceControlPolicy: (name, withArticle) = Self.named("resource control policy")
    case .serviceControlPolicy: (name, withArticle) = Self.named("service control policy")
    case .vpcEndpoint: (name, withArticle) = Self.named("VPC endpoint policy")
    case .resource:
      if kind == .roleTrust {
        (name, withArticle) = ("role trust policy", "the role trust policy")
      } else {
        (name, withArticle) = Self.named("resource-based policy")
      }
    case .principal: (name, withArticle) = Self.named("identity-based policy", article: "an")
    case .permissionsBoundary: (name, withArticle) = Self.named("permissions boundary")
    case .session: (name, withArticle) = Self.named("session policy")
    }
  }

  private init(name: String, withArticle: String) {
    self.name = name
    self.withArticle = withArticle
  }

  /// The type of the policy that a statement stands in.
  init(_ deciding: AuthorizationTrace.CheckType, document: PolicyDocument) {
    switch document.form {
    case .policy: self.init(deciding, kind: document.policy.kind)
    case .keyGrant: self.init(name: "grant of the key", withArticle: "a grant of the key")
    case .accessControlList: self.init(name: "access control list", withArticle: "the access control list")
    }
  }

  private static func named(_ name: String, article: String = "a") -> (String, String) { (name, "\(article) \(name)") }

  init(_ check: AuthorizationTrace.Check) {
    self.init(check.type, kind: check.statements.first?.document.policy.kind)
  }
}
