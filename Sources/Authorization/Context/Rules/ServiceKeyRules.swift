extension ContextKeyRules {
  /// Keys of single services that follow from the request.
  static let service: [ContextKeyRule] = [
    // https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html
    ContextKeyRule("secretsmanager:SecretId") { question in
      question.ifHad("secretsmanager:SecretId") {
        question.resource.arn.contains(":secret:") ? .sent([question.resource.arn], .resource) : .unknown
      }
    },
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
    ContextKeyRule("s3:ResourceAccount") { question in
      question.ifHad("s3:ResourceAccount") { .sent(question.owner, .resource) }
    },
    // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-caller-account
    ContextKeyRule("kms:CallerAccount") { question in
      question.ifHad("kms:CallerAccount") { .sent(question.caller.accountID, .principal) }
    },
    // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
    ContextKeyRule("kms:ViaService") { question in
      question.ifHad("kms:ViaService") {
        guard question.isForwarded else { return .absent("only calls that a service makes for its caller have it") }
        return .sent(viaService(question), .request)
      }
    },
    // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context
    ContextKeyRule("kms:EncryptionContext:") { question in
      question.ifHad("kms:EncryptionContext:x") {
        question.facts.call.encryptionContext.map { .sentEach($0, .request) } ?? .unknown
      }
    },
    // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context-keys
    ContextKeyRule("kms:EncryptionContextKeys") { question in
      question.ifHad("kms:EncryptionContextKeys") {
        let call = question.facts.call
        guard let keys = call.encryptionContextKeys ?? call.encryptionContext?.map(\.key) else { return .unknown }
        return keys.isEmpty ? .absent("the call has no encryption context") : .sent(keys, .request)
      }
    },
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_PassedToService
    ContextKeyRule("iam:PassedToService") { question in
      question.ifHad("iam:PassedToService") { .sent(question.facts.call.passedToService, .request) }
    },
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_AssociatedResourceArn
    ContextKeyRule("iam:AssociatedResourceArn") { question in
      question.ifHad("iam:AssociatedResourceArn") { .sent(question.facts.call.associatedResourceARN, .request) }
    },
  ]

  /// As stated, or the last service that passes the request on, in its Region.
  private static func viaService(_ question: ContextKeyQuestion) -> String? {
    if let stated = question.facts.call.viaService { return stated }
    guard case .services(let names) = question.facts.call.forwarding, let last = names.last,
      let region = region(question), last.hasSuffix(".amazonaws.com"), last.split(separator: ".").count == 3
    else { return nil }
    return "\(last.dropLast(".amazonaws.com".count)).\(region).amazonaws.com"
  }
}

extension ContextKeyQuestion {
  /// The outcome of a service's key, where requests for the action can have it.
  fileprivate func ifHad(_ key: String, _ outcome: () -> ContextKeyOutcome) -> ContextKeyOutcome {
    switch catalogHas(key) {
    case true?: return outcome()
    case false?: return .absent("requests for the action do not have it")
    case nil: return .unknown
    }
  }
}
