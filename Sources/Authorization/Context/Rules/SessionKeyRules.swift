extension ContextKeyRules {
  /// Properties of a session: how the caller's credentials came about.
  static let session: [ContextKeyRule] = [
    ContextKeyRule("aws:AssumedRoot") { question in
      switch question.caller.kind {
      case .assumedRoot: return .sent(["true"], .session)
      case .unspecified: return .unknown
      default: return .absent("only credentials of AssumeRoot have it")
      }
    },
    ContextKeyRule("aws:FederatedProvider") { question in
      switch question.caller.kind {
      // In the evaluation of the role's trust policy.
      case .webIdentity: return .sent([question.caller.arn], .principal)
      case .roleSession, .unspecified: return .sent(question.facts.principal.session.federatedProvider, .session)
      default: return .absent("only sessions of AssumeRoleWithWebIdentity have it")
      }
    },
    ContextKeyRule("aws:TokenIssueTime") { question in
      switch question.facts.principal.hasTemporaryCredentials {
      case false? where question.isForwardedForKeys: return .unknown
      case false?: return .absent("only temporary credentials have it")
      case true?, nil: return .sent(question.facts.principal.session.issueTime?.iso8601, .session)
      }
    },
    ContextKeyRule("aws:SignInSessionArn") { question in
      question.ofAccount { .sent($0.signInSessionARN, .session) }
    },
    ContextKeyRule("aws:MultiFactorAuthAge") { question in
      multiFactor(question) { factor in
        switch factor {
        case .used(let seconds): return .sent(seconds.map(String.init), .session)
        case .notUsed: return .absent("no second factor was used")
        case .unknown: return .unknown
        }
      }
    },
    ContextKeyRule("aws:MultiFactorAuthPresent") { question in
      // A service that uses a user's access keys again does so with temporary credentials.
      if question.isForwardedForKeys { return .sent(["false"], .session) }
      return multiFactor(question) { factor in
        switch factor {
        case .used: return .sent(["true"], .session)
        case .notUsed: return .sent(["false"], .session)
        case .unknown: return .unknown
        }
      }
    },
    ContextKeyRule("aws:ChatbotSourceArn") { question in
      question.heldBy { if case .chat(let arn) = $0 { .sent(arn, .session) } else { nil } }
    },
    ContextKeyRule("aws:Ec2InstanceSourceVpc") { question in
      question.heldBy { if case .instance(_, let vpc, _, _) = $0 { .sent(vpc, .session) } else { nil } }
    },
    ContextKeyRule("aws:Ec2InstanceSourcePrivateIPv4") { question in
      question.heldBy { if case .instance(_, _, let address, _) = $0 { .sent(address, .session) } else { nil } }
    },
    ContextKeyRule("aws:SourceIdentity") { question in
      switch question.caller.kind {
      case .roleSession, .unspecified: return .sent(question.facts.principal.session.sourceIdentity, .session)
      default: return .absent("only sessions of roles carry a source identity")
      }
    },
    ContextKeyRule("ec2:RoleDelivery") { question in
      question.heldBy { holder in
        guard case .instance(_, _, _, let version) = holder else { return nil }
        return .sent(version.map { "\($0).0" }, .session)
      }
    },
    ContextKeyRule("ec2:SourceInstanceArn") { question in
      question.heldBy { if case .instance(let arn, _, _, _) = $0 { .sent(arn, .session) } else { nil } }
    },
    ContextKeyRule("glue:RoleAssumedBy") { question in
      question.heldBy { $0 == .glue ? .sent(["glue.amazonaws.com"], .session) : nil }
    },
    ContextKeyRule("glue:CredentialIssuingService") { question in
      question.heldBy { $0 == .glueJob ? .sent(["glue.amazonaws.com"], .session) : nil }
    },
    ContextKeyRule("codebuild:BuildArn") { question in
      question.heldBy { if case .build(let arn, _) = $0 { .sent(arn, .session) } else { nil } }
    },
    ContextKeyRule("codebuild:ProjectArn") { question in
      question.heldBy { if case .build(_, let project) = $0 { .sent(project, .session) } else { nil } }
    },
    ContextKeyRule("lambda:SourceFunctionArn") { question in
      question.heldBy { if case .function(let arn) = $0 { .sent(arn, .session) } else { nil } }
    },
    ContextKeyRule("ssm:SourceInstanceArn") { question in
      question.heldBy { if case .managedNode(let arn) = $0 { .sent(arn, .session) } else { nil } }
    },
    ContextKeyRule("identitystore:UserId") { question in
      question.heldBy { if case .workforceUser(let id) = $0 { .sent(id, .session) } else { nil } }
    },
  ]

  /// What the keys on a second factor hold; federated identities never have them.
  private static func multiFactor(
    _ question: ContextKeyQuestion, _ outcome: (SessionFacts.MultiFactor) -> ContextKeyOutcome
  ) -> ContextKeyOutcome {
    let session = question.facts.principal.session
    if question.caller.kind == .federatedUser || session.isOfExternalIdentity == true
      || session.federatedProvider != nil
    {
      return .absent("federated identities do not have it")
    }
    switch question.facts.principal.hasTemporaryCredentials {
    case false?: return .absent("only temporary credentials have it")
    case true?, nil: return outcome(session.multiFactor)
    }
  }
}

extension ContextKeyQuestion {
  /// Whether a service uses the access keys of a user again.
  fileprivate var isForwardedForKeys: Bool {
    isForwarded && (caller.kind == .user || caller.kind == .rootUser) && facts.principal.session.isTemporary == false
  }

  /// The outcome for callers that belong to an account.
  fileprivate func ofAccount(_ outcome: (SessionFacts) -> ContextKeyOutcome) -> ContextKeyOutcome {
    switch caller.kind {
    case .service, .anonymous, .webIdentity, .samlIdentity:
      return .absent("only users and roles have sessions")
    case .rootUser, .user, .roleSession, .federatedUser, .assumedRoot, .unspecified:
      return outcome(facts.principal.session)
    }
  }

  /// The outcome that depends on what got the credentials of a role's session: `nil` where that is something else.
  fileprivate func heldBy(_ outcome: (SessionFacts.Holder) -> ContextKeyOutcome?) -> ContextKeyOutcome {
    guard caller.kind == .roleSession || caller.kind == .unspecified else {
      return .absent("only sessions of roles have it")
    }
    guard let holder = facts.principal.session.holder else { return .unknown }
    return outcome(holder) ?? .absent("the session's credentials were not issued for that")
  }
}
