extension PolicyKind {
  /// What the kind is called on the command line, in configurations and in JSON.
  public var name: String {
    switch self {
    case .identity: "identity"
    case .permissionsBoundary: "permissions-boundary"
    case .session: "session"
    case .resource: "resource"
    case .roleTrust: "role-trust"
    case .kmsKey: "kms-key"
    case .vpcEndpoint: "vpc-endpoint"
    case .serviceControl: "service-control"
    case .resourceControl: "resource-control"
    }
  }

  /// Other names that people know a kind by.
  public static let shortNames: [String: PolicyKind] = [
    "boundary": .permissionsBoundary, "trust": .roleTrust, "key": .kmsKey, "scp": .serviceControl,
    "rcp": .resourceControl,
  ]

  /// The kind of a name, in any case.
  public init?(named name: String) {
    let name = name.lowercased()
    guard let kind = Self.allCases.first(where: { $0.name == name }) ?? Self.shortNames[name] else { return nil }
    self = kind
  }
}
