extension ContextKeyRules {
  /// Properties of the network.
  static let network: [ContextKeyRule] = [
    ContextKeyRule("aws:SourceIp") { question in
      if let reason = question.withheld { return .absent(reason) }
      switch question.facts.network {
      case .unknown: return .unknown
      // Calls that a service makes for its caller have the address of the first request.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
      case .publicEndpoint(let address): return .sent(address, .network)
      case .vpcEndpoint: return .absent("requests through a VPC endpoint have `aws:VpcSourceIp` in its place")
      }
    },
    ContextKeyRule("aws:SourceVpc") { $0.throughEndpoint { .sent($0.vpcID, .network) } },
    ContextKeyRule("aws:SourceVpcArn") { question in
      question.throughEndpoint(in: VPCEndpointKeySupport.vpcARN) { .sent($0.vpcARN, .network) }
    },
    ContextKeyRule("aws:SourceVpce") { $0.throughEndpoint { .sent($0.id, .network) } },
    ContextKeyRule("aws:VpceAccount") { question in
      question.throughEndpoint(in: VPCEndpointKeySupport.ownerAccount) { .sent($0.ownerAccountID, .network) }
    },
    ContextKeyRule("aws:VpceOrgID") { question in
      question.throughEndpoint(in: VPCEndpointKeySupport.ownerOrganization) { $0.organization.idOutcome }
    },
    ContextKeyRule("aws:VpceOrgPaths") { question in
      question.throughEndpoint(in: VPCEndpointKeySupport.ownerAccount) { $0.organization.pathOutcome }
    },
    ContextKeyRule("aws:VpcSourceIp") { $0.throughEndpoint { .sent($0.sourceIP, .network) } },
  ]
}

extension ContextKeyQuestion {
  /// Why nothing of the network is sent at all.
  fileprivate var withheld: String? {
    caller.kind == .service ? "nothing of the network is told of calls that a service makes for itself" : nil
  }

  /// The outcome for requests through a VPC endpoint, to services that send the key.
  fileprivate func throughEndpoint(
    in services: Set<String>? = nil, _ outcome: (VPCEndpointFacts) -> ContextKeyOutcome
  ) -> ContextKeyOutcome {
    if let withheld { return .absent(withheld) }
    if isForwarded {
      return .absent("calls that a service makes for its caller do not have what the VPC endpoint told")
    }
    if let services, !services.contains(service) || action == "iam:passrole" {
      return .absent("`\(action == "iam:passrole" ? "iam:PassRole" : service)` does not support it")
    }
    switch facts.network {
    case .unknown: return .unknown
    case .publicEndpoint: return .absent("only requests through a VPC endpoint have it")
    case .vpcEndpoint(let endpoint): return outcome(endpoint)
    }
  }
}

/// The services that send keys on VPC endpoints which not all services send, as of September 2026.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcevpcarn
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpceaccount
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpceorgid
enum VPCEndpointKeySupport {
  /// `aws:SourceVpcArn`.
  static let vpcARN: Set<String> = [
    "acm-pca", "applicationinsights", "apprunner", "athena", "cloudformation", "comprehendmedical", "compute-optimizer",
    "datasync", "discovery", "ebs", "ecr", "ecs", "firehose", "healthlake", "iam", "iotfleetwise", "iotwireless",
    "kinesisanalytics", "kms", "lambda", "medical-imaging", "omics", "payment-cryptography", "polly", "rbin",
    "rekognition", "route53", "s3", "scheduler", "servicediscovery", "servicequotas", "ssm-contacts", "storagegateway",
    "textract", "transcribe", "transfer",
  ]
  /// `aws:VpceAccount` and `aws:VpceOrgPaths`.
  static let ownerAccount = vpcARN.union(["dynamodb", "gamelift", "shield"])
  /// `aws:VpceOrgID`.
  static let ownerOrganization = ownerAccount.union([
    "b2bi", "cassandra", "cognito-identity", "dms", "ds-data", "identitystore", "iottwinmaker", "network-firewall",
    "pricing", "ses", "sms-voice", "sqs", "workmail",
  ])
}
