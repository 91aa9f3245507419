extension ContextKeyRules {
  /// Properties of the principal.
  ///
  /// Values for each kind of caller:
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
  static let principal: [ContextKeyRule] = [
    ContextKeyRule("aws:PrincipalArn") { question in
      switch question.caller.kind {
      case .anonymous, .webIdentity, .samlIdentity: return .absent("unsigned requests have no principal's ARN")
      // What it is for services, AWS does not say (docs/undocumented-by-aws.md, U30).
      default: return .sent(question.caller.principalARN, .principal)
      }
    },
    ContextKeyRule("aws:PrincipalAccount") { question in
      .sent(question.caller.kind == .anonymous ? "anonymous" : question.caller.accountID, .principal)
    },
    ContextKeyRule("aws:PrincipalOrgID") { membership($0)?.idOutcome ?? .absent(noAccount) },
    ContextKeyRule("aws:PrincipalOrgPaths") { membership($0)?.pathOutcome ?? .absent(noAccount) },
    ContextKeyRule("aws:PrincipalTag/", tags),
    ContextKeyRule("aws:PrincipalIsAWSService") { question in
      switch question.caller.kind {
      case .service: return .sent(["true"], .principal)
      case .rootUser, .user, .roleSession, .federatedUser, .assumedRoot: return .sent(["false"], .principal)
      case .anonymous, .webIdentity, .samlIdentity: return .absent("unsigned requests do not have it")
      case .unspecified: return .unknown
      }
    },
    ContextKeyRule("aws:PrincipalServiceName", serviceName),
    // The names of the service in its Region besides are not known (docs/undocumented-by-aws.md, U47).
    ContextKeyRule("aws:PrincipalServiceNamesList", serviceName),
    ContextKeyRule("aws:PrincipalType") { .sent(type($0.caller.kind), .principal) },
    ContextKeyRule("aws:userid") { .sent(userID($0.caller), .principal) },
    ContextKeyRule("aws:username") { question in
      switch question.caller.kind {
      case .user: return .sent(question.caller.arn.split(separator: "/").last.map(String.init), .principal)
      case .unspecified: return .unknown
      default: return .absent("only IAM users have a user name")
      }
    },
  ]

  private static let noAccount = "the caller belongs to no account"

  private static func membership(_ question: ContextKeyQuestion) -> OrganizationMembership? {
    switch question.caller.kind {
    case .service, .anonymous, .webIdentity, .samlIdentity: return nil
    case .rootUser, .user, .roleSession, .federatedUser, .assumedRoot, .unspecified:
      return question.facts.principal.organization
    }
  }

  /// Tags of the session win over those of the user or role.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
  @Sendable private static func tags(_ question: ContextKeyQuestion) -> ContextKeyOutcome {
    let facts = question.facts.principal
    switch question.caller.kind {
    case .user, .roleSession, .federatedUser, .unspecified:
      guard facts.tags != nil || !facts.session.tags.isEmpty else { return .unknown }
      return .sentEach(facts.session.tags + (facts.tags ?? []), .principal)
    case .rootUser, .assumedRoot: return .absent("the root user has no tags")
    case .service, .anonymous, .webIdentity, .samlIdentity: return .absent("only users and roles have tags")
    }
  }

  @Sendable private static func serviceName(_ question: ContextKeyQuestion) -> ContextKeyOutcome {
    question.caller.kind == .service
      ? .sent([question.caller.arn], .principal) : .absent("only a service that calls for itself has it")
  }

  private static func type(_ kind: Principal.Kind) -> String? {
    switch kind {
    case .rootUser, .assumedRoot: return "Account"
    case .user: return "User"
    case .roleSession: return "AssumedRole"
    case .federatedUser: return "FederatedUser"
    case .anonymous: return "Anonymous"
    case .service, .webIdentity, .samlIdentity, .unspecified: return nil
    }
  }

  private static func userID(_ principal: Principal) -> String? {
    switch principal.kind {
    case .rootUser: return principal.accountID
    case .user: return principal.uniqueID
    case .roleSession:
      // Without the session's name the id is not known.
      guard let id = principal.uniqueID, principal.arn.contains(":assumed-role/"),
        let session = principal.arn.split(separator: "/").last
      else { return nil }
      return "\(id):\(session)"
    case .federatedUser:
      guard let account = principal.accountID, let name = principal.arn.split(separator: "/").last else { return nil }
      return "\(account):\(name)"
    case .anonymous: return "anonymous"
    case .assumedRoot, .service, .webIdentity, .samlIdentity, .unspecified: return nil
    }
  }
}
