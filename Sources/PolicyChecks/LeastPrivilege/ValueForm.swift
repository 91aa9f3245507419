import PolicyLanguage
import Wildcards

/// What the values of a condition key look like.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
enum ValueForm {
  case account
  case organization
  case organizationPath
  case arn

  /// The form of a key's values; `nil` for keys that hold any text.
  init?(key: String) {
    switch key {
    case "aws:principalaccount", "aws:sourceaccount", "aws:resourceaccount", "aws:vpceaccount", "s3:resourceaccount",
      "kms:calleraccount":
      self = .account
    case "aws:principalorgid", "aws:sourceorgid", "aws:resourceorgid", "aws:vpceorgid": self = .organization
    case "aws:principalorgpaths", "aws:sourceorgpaths", "aws:resourceorgpaths", "aws:vpceorgpaths":
      self = .organizationPath
    case "aws:principalarn", "aws:sourcearn": self = .arn
    default: return nil
    }
  }

  /// What a value is called.
  var name: String {
    switch self {
    case .account: return "account: 12 digits"
    case .organization: return "id of an organization"
    case .organizationPath: return "path of an organization"
    case .arn: return "ARN"
    }
  }

  /// How to write one.
  var help: String {
    switch self {
    case .account: return "write the account's 12 digits"
    case .organization: return "write `o-` and the 10 to 32 letters and digits of its id"
    case .organizationPath: return "write it as `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`, with the slash at its end"
    case .arn: return "write `arn:`, the partition, service, Region, account and resource"
    }
  }

  /// Whether something may be put in the place of a part of a text.
  static func mayBeFilledIn(_ text: String) -> Bool {
    text.isEmpty || text.utf8.contains { Set("{}<>[]%#$".utf8).contains($0) }
  }

  /// Whether some value of the key can be meant by a text.
  func canMatch(_ text: String, wildcards: Bool) -> Bool {
    let hasWildcard = wildcards && text.hasWildcard
    switch self {
    case .account:
      guard hasWildcard else { return AccountID.isValid(text) || text == "anonymous" }
      let length = text.utf8.count { $0 != UInt8(ascii: "*") }
      return length <= 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2A || $0 == 0x3F }
    case .organization:
      guard hasWildcard else {
        return text.hasPrefix("o-") && (12...34).contains(text.utf8.count)
          && text.utf8.dropFirst(2).allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
      }
      return WildcardPattern(text).intersects(WildcardPattern("o-*"))
    case .organizationPath:
      guard hasWildcard else { return text.hasPrefix("o-") && text.hasSuffix("/") }
      return WildcardPattern(text).intersects(WildcardPattern("o-*/"))
    case .arn:
      return WildcardPattern(text).intersects(WildcardPattern("arn:*:*:*:*:*"))
    }
  }
}
