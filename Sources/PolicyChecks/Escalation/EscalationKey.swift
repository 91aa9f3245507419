/// A condition key, as far as it matters for ways to more permissions.
struct EscalationKey {
  /// Its name in lower case.
  let name: String
  /// Whether conditions on it limit what an action is good for: the targets, the boundary of what is made, the use of what is
  /// granted.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
  let scopes: Bool
  /// Whether patterns do so too, rather than certain values only.
  let scopesByPatterns: Bool
  /// Whether it is about a tag of the resource: `aws:resourcetag/team`, `ssm:resourcetag/team`.
  let isResourceTag: Bool
  /// Whether a caller cannot meet a condition on it by choosing what it asks for.
  let hinders: Bool

  init(_ written: String) {
    name = written.lowercased()
    isResourceTag = Self.isResourceTag(name)
    scopesByPatterns = Self.alwaysScoping.contains(name) || name.hasPrefix("kms:encryptioncontext")
    scopes = scopesByPatterns || isResourceTag || Self.constantlyScoping.contains(name)
    hinders = !(name.hasPrefix("aws:requesttag/") || Self.chosen.contains(name))
  }

  private static func isResourceTag(_ key: String) -> Bool {
    guard let colon = key.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
    return key.utf8[key.utf8.index(after: colon)...].starts(with: "resourcetag/".utf8)
  }

  /// Keys of which certain values limit it.
  private static let constantlyScoping: Set = [
    "ecs:cluster", "eks:accessscope", "eks:policyarn", "iam:associatedresourcearn", "iam:permissionsboundary",
    "lambda:functionarn", "sts:externalid",
  ]

  /// Keys of which patterns do so too: services that a grant is for, or a linked role; the template of a role; a secret.
  private static let alwaysScoping: Set = [
    "iam:awsservicename", "iam:roletemplatearn", "kms:grantisforawsresource", "kms:viaservice",
    "secretsmanager:secretid",
  ]

  /// What the caller chooses with the request, and what is so for the resources and principals of one account.
  private static let chosen: Set = [
    "aws:principalaccount", "aws:principalorgid", "aws:requestedregion", "aws:resourceaccount", "aws:resourceorgid",
    "aws:tagkeys", "iam:passedtoservice", "iam:policyarn", "aws:currenttime", "aws:epochtime",
  ]
}
