import SourceText

/// The forms of principals.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
enum PrincipalSyntax {
  struct Problem {
    var severity = Diagnostic.Severity.error
    var code: PolicyDiagnosticCode
    var message: String
    var help: String?
  }

  /// What is wrong with a principal written under a key; `nil` when its form is right.
  static func problem(of text: String, type: PrincipalElement.Kind) -> Problem? {
    switch type {
    case .everyone: return nil
    case .aws: return problem(ofIdentity: text)
    case .service: return problem(ofService: text)
    case .federated: return problem(ofProvider: text)
    case .canonicalUser: return problem(ofCanonicalUser: text)
    }
  }

  /// The key that a principal given without any was probably meant to stand under.
  static func likelyType(of text: String) -> PrincipalElement.Kind {
    if isServicePrincipal(text) { return .service }
    if let arn = ARN(text), arn.resourceType == "saml-provider" || arn.resourceType == "oidc-provider" {
      return .federated
    }
    return .aws
  }

  private static func holdsWildcard(_ text: String) -> Bool { text.utf8.contains { $0 == 0x2A || $0 == 0x3F } }

  private static func wildcard(_ text: String, help: String) -> Problem {
    Problem(code: .wildcardInPrincipal, message: "the principal \(text.quoted) holds a wildcard", help: help)
  }

  // MARK: AWS

  private static func problem(ofIdentity text: String) -> Problem? {
    if text == "*" || AccountID.isValid(text) { return nil }
    if holdsWildcard(text) {
      return wildcard(
        text, help: "name each principal in full, or write `*` and narrow it by a condition on `aws:PrincipalArn`")
    }
    if isUniqueID(text) {
      return Problem(
        severity: .warning, code: .uniqueIDPrincipal,
        message: "\(text.quoted) is a unique id: the principal it stood for was probably deleted",
        help: "name the principal by its ARN, or remove the entry")
    }
    guard let arn = ARN(text) else { return invalid(text, help: help(forIdentity: text)) }
    guard arn.hasPartitionForm, arn.region.isEmpty else {
      return invalid(text, help: "write `arn:aws:iam::111122223333:role/name`")
    }
    // The origin access identities of CloudFront stand under an account of that name.
    let isOriginAccessIdentity = arn.service == "iam" && arn.account == "cloudfront"
    guard arn.hasAccountID || isOriginAccessIdentity else {
      return invalid(text, help: "the account must be 12 digits: `arn:aws:iam::111122223333:role/name`")
    }
    return problem(ofIdentity: arn)
  }

  private static func problem(ofIdentity arn: ARN) -> Problem? {
    let resource = arn.resource
    let name = resource.dropFirst(arn.resourceType.count + 1)
    switch (arn.service, arn.resourceType) {
    case ("iam", "root") where resource == "root": return nil
    case ("iam", "user") where !name.isEmpty && resource.utf8.dropFirst(4).first == UInt8(ascii: "/"): return nil
    case ("iam", "role") where !name.isEmpty && resource.utf8.dropFirst(4).first == UInt8(ascii: "/"): return nil
    case ("sts", "federated-user") where !name.isEmpty: return nil
    case ("sts", "assumed-role"):
      let parts = name.split(separator: "/", omittingEmptySubsequences: false)
      if parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) { return nil }
      return invalid(
        arn.text,
        help: "a session is `assumed-role/role-name/session-name`; for every session of a role name the role")
    case ("iam", "group"):
      return invalid(arn.text, help: "a group is no principal: name its users, or the account and a condition")
    case ("iam", "saml-provider"), ("iam", "oidc-provider"):
      return invalid(arn.text, help: "an identity provider stands under `Federated`")
    default:
      return invalid(
        arn.text,
        help: "write an account, or the ARN of a user (`iam`, `user/…`), role (`role/…`) or session (`sts`, …)")
    }
  }

  private static func invalid(_ text: String, help: String) -> Problem {
    Problem(
      code: .invalidPrincipal, message: text.isEmpty ? "the principal is empty" : "\(text.quoted) is no principal",
      help: help)
  }

  private static func help(forIdentity text: String) -> String {
    if isServicePrincipal(text) { return "a service stands under `Service`" }
    let digits = text.utf8.filter { (0x30...0x39).contains($0) }.count
    if digits == text.utf8.count || digits == 12 { return "an account is 12 digits, without hyphens" }
    return "write an account's 12 digits, an ARN such as `arn:aws:iam::111122223333:role/name`, or `*`"
  }

  /// Ids of roles and users; ids of other kinds are no principals.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  private static func isUniqueID(_ text: String) -> Bool {
    (text.hasPrefix("AROA") || text.hasPrefix("AIDA")) && (16...128).contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
  }

  // MARK: Service

  private static let serviceDomains = [
    ".amazonaws.com", ".amazonaws.com.cn", ".amazon.com", ".amazonaws.eu", ".c2s.ic.gov", ".sc2s.sgov.gov",
    ".cloud.adc-e.uk", ".csp.hci.ic.gov", ".aws.internal",
  ]

  /// Whether a text is lower-case labels under one of AWS's domains.
  static func isServicePrincipal(_ text: String) -> Bool {
    guard let domain = serviceDomains.first(where: { text.hasSuffix($0) }) else { return false }
    return text.dropLast(domain.count).split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      !label.isEmpty
        && label.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }
  }

  private static func problem(ofService text: String) -> Problem? {
    if isServicePrincipal(text) { return nil }
    if holdsWildcard(text) {
      return wildcard(text, help: "name each service: `secretsmanager.amazonaws.com`")
    }
    let label = text.lowercased()
    let suggestion = isServicePrincipal(label) ? label : label + ".amazonaws.com"
    let isClose = isServicePrincipal(suggestion) && !label.contains("amazon")
    return Problem(
      code: .invalidServicePrincipal, message: "\(text.quoted) is no service principal",
      help: isClose || isServicePrincipal(label)
        ? "did you mean `\(suggestion)`?" : "write `service.amazonaws.com` in lower case")
  }

  // MARK: Federated

  private static func problem(ofProvider text: String) -> Problem? {
    if holdsWildcard(text) {
      return wildcard(text, help: "name each identity provider in full")
    }
    if let arn = ARN(text) {
      let isProvider = arn.resourceType == "saml-provider" || arn.resourceType == "oidc-provider"
      let name = arn.resource.dropFirst(arn.resourceType.count + 1)
      if arn.service == "iam", arn.region.isEmpty, arn.hasAccountID, arn.hasPartitionForm, isProvider, !name.isEmpty {
        return nil
      }
    } else if isHost(text) {
      return nil
    }
    return Problem(
      code: .invalidPrincipal,
      message: text.isEmpty ? "the principal is empty" : "\(text.quoted) is no identity provider",
      help: "write the ARN of an IAM provider, such as `arn:aws:iam::111122223333:oidc-provider/host`, or a built-in"
        + " provider such as `cognito-identity.amazonaws.com`")
  }

  private static func isHost(_ text: String) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return labels.count >= 2
      && labels.allSatisfy { label in
        !label.isEmpty
          && label.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x2D }
      }
  }

  // MARK: CanonicalUser

  // https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
  private static func problem(ofCanonicalUser text: String) -> Problem? {
    if holdsWildcard(text) {
      return wildcard(text, help: "name each account by its canonical user id")
    }
    let isHexadecimal = text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }
    // Accounts have 64 digits, origin access identities of CloudFront 96.
    if isHexadecimal, text.utf8.count >= 64 { return nil }
    return Problem(
      code: .invalidPrincipal,
      message: text.isEmpty ? "the principal is empty" : "\(text.quoted) is no canonical user id",
      help: "a canonical user id is 64 hexadecimal digits; accounts by their number stand under `AWS`")
  }
}
