import PolicyLanguage

/// What ARNs can look like although AWS's reference does not say so.
enum ARNTolerance {
  /// Words in the place of the account for what AWS owns.
  static let owners: Set<String> = [
    "aws", "aws-managed", "aws-marketplace", "amazon", "cloudfront", "self", "anonymous", "system",
  ]

  /// Words in the place of the Region for what is in none.
  static let worldwide: Set<String> = ["global", "aws-global"]

  /// Services, or services and types, some of whose resources AWS owns: their ARNs have no account.
  ///
  /// Those of `ssm` and `kms` stand so in AWS's managed policies, about which AWS's validator says nothing.
  private static let ownedByAWS: Set<String> = [
    "kms", "ssm:automation-definition", "ssm:document", "ssm:parameter", "ssm:patchbaseline", "cloudformation:type",
    "elasticbeanstalk:platform", "elasticbeanstalk:solutionstack",
  ]

  /// Types that AWS's managed policies name, without a word of AWS's validator, and its reference does not.
  static let types: Set<String> = [
    "appflow:connector-profile", "quicksight:vpcconnection", "sagemaker:endpointconfig",
  ]

  /// Whether AWS owns some resources that a value can name, whose ARNs have no account.
  static func coversOwnedByAWS(_ resource: ResourceFacts) -> Bool {
    guard let service = resource[.service] else { return true }
    if ownedByAWS.contains(service) { return true }
    if let word = resource.typeWord { return ownedByAWS.contains(service + ":" + word) }
    return ownedByAWS.contains { $0.hasPrefix(service + ":") }
  }
}
