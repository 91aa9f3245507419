import Authorization
import PolicyLanguage
import SourceText

/// Addresses an outsider may have: outside of every narrow range that a policy names, one for each set of broad ones.
///
/// A range is broad when it is wider than /8, for IPv6 wider than /32.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
enum OutsideAddresses {
  /// The addresses, public ones only.
  static func all(_ policy: Policy) -> [String] {
    let clauses = policy.statements.flatMap { $0.condition?.clauses ?? [] }
      .filter { ConditionOperator.named($0.operatorName.value.base)?.valueKind == .address }
    return ValueSamples.addresses(in: clauses.flatMap { $0.values.map(\.value.text) }, closed: special) {
      isIPv6, prefixLength in prefixLength >= (isIPv6 ? 32 : 8)
    }
  }

  /// Addresses that no request from the Internet has.
  /// https://www.iana.org/assignments/iana-ipv4-special-registry/
  private static let special = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3", "::/3", "4000::/2", "8000::/1",
  ]
}
