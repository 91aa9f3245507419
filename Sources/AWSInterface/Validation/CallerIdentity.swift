import AccountModel
import Authorization
import PolicyLanguage

/// Turns the ARN of a caller into a principal.
struct CallerIdentity {
  /// Where ids and the paths of roles are looked up.
  var account: Account?
  /// The user, group or role whose policies are simulated: what a session is taken to be made by.
  var policySourceARN: String?

  /// The principal that a `CallerArn` names.
  ///
  /// AWS takes users, groups and roles. iamsim also takes root users, sessions, identity providers (for the callers they
  /// vouch for), services and `anonymous`.
  /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html (`CallerArn`)
  func principal(_ text: String, parameter: String) throws(InterfaceError) -> Principal {
    if text == "anonymous" { return .anonymous }
    if Self.builtInIdentityProviders.contains(text) { return .webIdentity(provider: text) }
    if Self.isServiceName(text) { return .service(text) }
    guard (1...2048).contains(text.count), let arn = ARN(text), arn.isConcrete, arn.hasAccountID, arn.region.isEmpty
    else { throw Self.invalid(text, parameter) }
    let partition = String(arn.partition)
    let accountID = String(arn.account)
    let parts = arn.resource.split(separator: "/", omittingEmptySubsequences: false)
    switch (arn.service, parts.first ?? "", parts.count) {
    case ("iam", "root", 1): return .rootUser(accountID: accountID, partition: partition)
    case ("iam", "user", 2...) where parts.last != "":
      return Principal(
        kind: .user, partition: partition, accountID: accountID, arn: text,
        uniqueID: account?.user(arn: text)?.uniqueID)
    case ("iam", "role", 2...) where parts.last != "":
      return Principal(
        kind: .roleSession, partition: partition, accountID: accountID, arn: text, issuerARN: text,
        uniqueID: account?.role(arn: text)?.uniqueID)
    // The unsigned callers of AssumeRoleWithWebIdentity and AssumeRoleWithSAML.
    case ("iam", "oidc-provider", 2...): return .webIdentity(provider: text)
    case ("iam", "saml-provider", 2...): return .samlIdentity(provider: text)
    // A group is no principal: what is asked about is some member of it.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
    case ("iam", "group", 2...) where parts.last != "":
      return Principal(kind: .unspecified, partition: partition, accountID: accountID)
    case ("sts", "assumed-role", 3) where parts[1] != "" && parts[2] != "":
      let role = account?.roleOfSession(arn: text)
      return Principal(
        kind: .roleSession, partition: partition, accountID: accountID, arn: text,
        issuerARN: role?.arn ?? roleARN(partition, accountID, parts[1]), uniqueID: role?.uniqueID)
    case ("sts", "federated-user", 2) where parts[1] != "":
      return Principal(
        kind: .federatedUser, partition: partition, accountID: accountID, arn: text, issuerARN: userSourceARN(accountID)
      )
    default: throw Self.invalid(text, parameter)
    }
  }

  /// The role of a session whose account is not at hand: the policy source if it has that name, else one without path.
  private func roleARN(_ partition: String, _ accountID: String, _ name: Substring) -> String {
    if let source = policySourceARN.flatMap({ ARN($0) }), source.service == "iam", source.account == accountID,
      source.resource.hasPrefix("role/"), source.resource.hasSuffix("/" + name)
    {
      return source.text
    }
    return "arn:\(partition):iam::\(accountID):role/\(name)"
  }

  private func userSourceARN(_ accountID: String) -> String? {
    guard let source = policySourceARN.flatMap({ ARN($0) }), source.service == "iam", source.account == accountID,
      source.resource.hasPrefix("user/")
    else { return nil }
    return source.text
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html (web identity)
  private static let builtInIdentityProviders = [
    "accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com", "www.amazon.com",
  ]

  private static func isServiceName(_ text: String) -> Bool {
    guard text.hasSuffix(".amazonaws.com") || text.hasSuffix(".amazonaws.com.cn") else { return false }
    return text.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
        UInt8(ascii: "."):
        return true
      default: return false
      }
    }
  }

  private static func invalid(_ text: String, _ parameter: String) -> InterfaceError {
    InterfaceError(
      .invalidInput, "`\(text.shortened)` in \(parameter) is not the ARN of a user, group or role",
      help:
        "for example `arn:aws:iam::111122223333:role/app`; iamsim also takes ARNs of root users, sessions and "
        + "identity providers, names of services such as `lambda.amazonaws.com`, and `anonymous`")
  }
}

extension String {
  /// The text as a message can show it.
  var shortened: String { count > 120 ? prefix(117) + "…" : self }
}
