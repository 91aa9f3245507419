/// Which condition keys tell an outsider from those that a policy means, and which values an outsider can have there.
///
/// A value of such a key confines when it is a constant. Patterns do not: whoever can make accounts, networks and
/// resources can make one that matches.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
struct OutsiderKeys {
  /// What a caller can do about a key.
  enum Control {
    /// Anything: the caller chooses the value, or the resource may well have it.
    case free
    /// It follows from who the caller is.
    case derived
    /// Only callers that are services have it.
    case absent
    /// An address outside of every narrow range.
    case address
    /// One of these patterns, and no constant that a policy names.
    case within([String])
    /// It belongs to the resource's owner: anything but what the outsider has.
    case owner
  }

  /// The outsider's account.
  var accountID: String
  /// Whether the policy is that of an access point, whose requests all have its own ARN and account in `s3:DataAccessPoint…`.
  var isOfAccessPoint = false

  /// What an outsider can do about a key, given in lower case.
  func control(_ key: String) -> Control {
    // There these keys tell nobody from anybody.
    if isOfAccessPoint, key.hasPrefix("s3:dataaccesspoint") { return .free }
    switch key {
    case "aws:principalaccount", "aws:principalarn", "aws:principaltype", "aws:username", "kms:calleraccount",
      "aws:principalisawsservice", "aws:principalorgmasteraccountid":
      return .derived
    case "aws:principalservicename", "aws:principalservicenameslist": return .absent
    case "aws:sourceip": return .address
    case "aws:userid": return .within(["AROAOUTSIDER00000000:?*", "AIDAOUTSIDER00000000"])
    case "aws:principalorgid", "aws:sourceorgid", "aws:vpceorgid": return .within(["o-????????????*"])
    case "aws:principalorgpaths", "aws:sourceorgpaths", "aws:vpceorgpaths":
      return .within(["o-????????????*/r-????*/*"])
    case "aws:sourceaccount", "aws:sourceowner", "aws:vpceaccount", "s3:dataaccesspointaccount":
      return .within([accountID])
    case "aws:sourcearn": return .within(["arn:?*:?*:*:\(accountID):?*", "arn:?*:?*:::?*"])
    case "aws:sourcevpc": return .within(["vpc-????????*"])
    case "aws:sourcevpce": return .within(["vpce-????????*"])
    case "aws:sourcevpcarn": return .within(["arn:?*:ec2:?*:\(accountID):vpc/vpc-????????*"])
    case "s3:dataaccesspointarn": return .within(["arn:?*:s3:*:\(accountID):accesspoint/?*"])
    case "aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths": return .owner
    default: return .free
    }
  }

  /// Whether an unsigned request lacks a key, given in lower case.
  static func isAbsentWithoutSignature(_ key: String) -> Bool {
    key.hasPrefix("aws:principal") || key.hasPrefix("aws:multifactor") || key == "aws:tokenissuetime"
      || key == "kms:calleraccount" || key == "aws:username"
  }
}
