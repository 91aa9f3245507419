public import PolicyLanguage

/// What a kind of policies is called in configurations.
public enum PolicyKindWord {
  /// The words, in the order of the kinds.
  public static let all = PolicyKind.allCases.map(word)

  /// The word of a kind.
  public static func word(_ kind: PolicyKind) -> String {
    switch kind {
    case .identity: "identity"
    case .permissionsBoundary: "permissions-boundary"
    case .session: "session"
    case .resource: "resource"
    case .roleTrust: "role-trust"
    case .kmsKey: "kms-key"
    case .serviceControl: "service-control"
    case .resourceControl: "resource-control"
    case .vpcEndpoint: "vpc-endpoint"
    }
  }

  /// The kind of a word; `nil` when it is none.
  public static func kind(_ word: String) -> PolicyKind? { PolicyKind.allCases.first { self.word($0) == word } }
}
