import AccountModel
import Authorization
import PolicyLanguage

/// The policies that a `PolicyExclusionList` leaves out.
///
/// Identifiers that match nothing are ignored; malformed ones are refused.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
struct PolicyExclusion {
  private let identifiers: [PolicyIdentifier]

  init(_ identifiers: [PolicyIdentifier]) throws(InterfaceError) {
    guard identifiers.count <= 256 else {
      throw Self.invalid("\(identifiers.count) policy identifiers are given, expected at most 256")
    }
    for identifier in identifiers { try Self.check(identifier) }
    self.identifiers = identifiers
  }

  /// Whether an identity policy stays out.
  func excludes(_ policy: PrincipalPolicies.Identity) -> Bool {
    identifiers.contains { identifier in
      switch (identifier, policy.source) {
      case (.type("inline"), .user), (.type("inline"), .group), (.type("inline"), .role): return true
      case (.type("aws-managed"), .awsManaged), (.type("user-managed"), .userManaged): return true
      case (.arn(let pattern), .awsManaged), (.arn(let pattern), .userManaged):
        return policy.document.arn.map { Self.matches(pattern, $0) } ?? false
      case (.inline(let name, "user", let owner), .user(let user)):
        return name == policy.name && Self.matches(owner, user)
      case (.inline(let name, "group", let owner), .group(let group)):
        return name == policy.name && Self.matches(owner, group)
      case (.inline(let name, "role", let owner), .role(let role)):
        return name == policy.name && Self.matches(owner, role)
      default: return false
      }
    }
  }

  /// Whether the attached permissions boundary stays out.
  var excludesPermissionsBoundary: Bool { identifiers.contains(.type("permission-boundary")) }

  /// Whether the service control policies stay out.
  var excludesServiceControlPolicies: Bool { identifiers.contains(.type("scp")) }

  private static let types = ["inline", "aws-managed", "user-managed", "permission-boundary", "scp", "rcp"]

  private static func check(_ identifier: PolicyIdentifier) throws(InterfaceError) {
    switch identifier {
    case .type(let type):
      guard types.contains(type) else {
        throw invalid(
          "policy type `\(type.shortened)` is unknown, expected one of "
            + types.map { "`\($0)`" }.joined(separator: ", "))
      }
    case .arn(let text): try checkARN(text)
    case .inline(let name, let type, let owner):
      guard ["user", "group", "role"].contains(type) else {
        throw invalid("attachment type `\(type.shortened)` is unknown, expected `user`, `group` or `role`")
      }
      guard (1...128).contains(name.count), name.utf8.allSatisfy(isNameByte) else {
        throw invalid("`\(name.shortened)` is not the name of an inline policy")
      }
      guard (1...128).contains(owner.count), owner.utf8.allSatisfy({ isNameByte($0) || isWildcard($0) }) else {
        throw invalid("`\(owner.shortened)` is not the name of a \(type)")
      }
      try checkWildcards(owner, in: owner)
    }
  }

  private static func checkARN(_ text: String) throws(InterfaceError) {
    guard (20...2048).contains(text.count), let arn = ARN(text), arn.service == "iam", arn.region.isEmpty,
      arn.resource.hasPrefix("policy/"), arn.account == "aws" || arn.hasAccountID, arn.hasPartitionForm,
      let slash = text.lastIndex(of: "/")
    else {
      throw invalid(
        "`\(text.shortened)` is not the ARN of a managed policy",
        help: "for example `arn:aws:iam::aws:policy/ReadOnly*`")
    }
    let name = text[text.index(after: slash)...]
    guard !text[..<slash].utf8.contains(where: isWildcard) else {
      throw invalid("`\(text.shortened)` holds a wildcard outside of the policy's name")
    }
    guard !name.isEmpty, name.utf8.allSatisfy({ isNameByte($0) || isWildcard($0) }) else {
      throw invalid("`\(text.shortened)` is not the ARN of a managed policy")
    }
    try checkWildcards(name, in: text)
  }

  private static func checkWildcards(_ pattern: some StringProtocol, in text: String) throws(InterfaceError) {
    guard pattern.utf8.count(where: { $0 == UInt8(ascii: "*") }) <= 1 else {
      throw invalid("`\(text.shortened)` holds more than one `*`")
    }
  }

  /// Whether a name fits a pattern with at most one `*` and any number of `?`.
  private static func matches(_ pattern: String, _ name: String) -> Bool {
    let parts = pattern.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false).map { Array($0.utf8) }
    let name = Array(name.utf8)
    func fits(_ part: [UInt8], _ text: some Collection<UInt8>) -> Bool {
      part.count == text.count && zip(part, text).allSatisfy { $0 == $1 || $0 == UInt8(ascii: "?") }
    }
    guard parts.count == 2 else { return fits(parts[0], name) }
    return name.count >= parts[0].count + parts[1].count && fits(parts[0], name.prefix(parts[0].count))
      && fits(parts[1], name.suffix(parts[1].count))
  }

  private static func isWildcard(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") }

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_InlinePolicyIdentifierType.html
  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "="),
      UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "@"), UInt8(ascii: "-"):
      return true
    default: return false
    }
  }

  private static func invalid(_ message: String, help: String? = nil) -> InterfaceError {
    InterfaceError(.invalidInput, message, help: help)
  }
}
