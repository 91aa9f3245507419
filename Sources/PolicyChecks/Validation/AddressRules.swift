import Authorization
import PolicyLanguage
import SourceText

/// Addresses in conditions on `aws:SourceIp`, and ids of VPCs and endpoints.
enum AddressRules {
  static let rules = [
    privateOnly("PRIVATE_IP_ADDRESS", .error, isNegated: false, isSubset: false),
    privateOnly("PRIVATE_NOT_IP_ADDRESS", .error, isNegated: true, isSubset: false),
    privateOnly("PRIVATE_IP_ADDRESS_SUBSET", .suggestion, isNegated: false, isSubset: true),
    privateOnly("PRIVATE_NOT_IP_ADDRESS_SUBSET", .suggestion, isNegated: true, isSubset: true),
    improveRange, identifier("INVALID_VPC_FORMAT", "aws:SourceVpc", "vpc-"),
    identifier("INVALID_VPCE_FORMAT", "aws:SourceVpce", "vpce-"),
  ]

  private static func condition(_ operation: String, _ key: String, _ values: String) -> RuleExample {
    .statements(
      #"{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{""# + operation + #"":{""# + key + #"":"# + values
        + "}}}")
  }

  /// Addresses that no request over the internet comes from.
  ///
  /// https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml
  private static let privateNetworks = [
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "fc00::/7", "fe80::/10",
    "::1/128",
  ].compactMap { ConditionOperand.network($0) }

  private static func privateOnly(_ code: String, _ type: FindingType, isNegated: Bool, isSubset: Bool) -> Rule {
    let operation = isNegated ? "NotIpAddress" : "IpAddress"
    let values = isSubset ? #"["10.0.0.0/8","203.0.113.0/24"]"# : #"["10.0.0.0/8"]"#
    return Rule(
      awsCode: code, type,
      title: (isSubset ? "Some private addresses" : "Private addresses only") + " under `\(operation)`",
      why: "`aws:SourceIp` is the public address of a request; requests from inside a VPC have `aws:VpcSourceIp`. "
        + (isSubset
          ? "The private ranges match nothing."
          : isNegated ? "The condition always holds and restricts nothing." : "The condition never holds."),
      remedy: "Write public ranges, or test `aws:VpcSourceIp` together with `aws:SourceVpc`.",
      example: condition(operation, "aws:SourceIp", "«" + values + "»"),
      silent: condition(operation, "aws:SourceIp", #"["203.0.113.0/24"]"#),
      .condition { clause, findings in
        guard clause.key.lowercased == "aws:sourceip", clause.operation?.family == .ipAddress,
          clause.operation?.isNegated == isNegated, !clause.values.isEmpty
        else { return }
        let isPrivate = clause.values.map { value in
          ConditionOperand.network(value.value.text).map { network in
            privateNetworks.contains { $0.contains(network) }
          } ?? false
        }
        guard let index = isPrivate.firstIndex(of: true), isPrivate.contains(false) == isSubset else { return }
        findings.report(
          "no request comes from the private address \(clause.values[index].value.text.quoted)",
          at: clause.valuesRange)
      })
  }

  private static let improveRange = Rule(
    awsCode: "IMPROVE_IP_RANGE", .suggestion, title: "Address range that does not begin where it says",
    why: "The bits beyond the prefix are ignored, so that the range is larger than it looks.",
    remedy: "Write the first address of the range.",
    example: condition("NotIpAddress", "aws:SourceIp", #"«"203.0.113.9/24"»"#),
    silent: condition("NotIpAddress", "aws:SourceIp", #""203.0.113.0/24""#),
    .condition { clause, findings in
      guard clause.operation?.family == .ipAddress else { return }
      for value in clause.values {
        guard let network = ConditionOperand.network(value.value.text), network.start != network.address else {
          continue
        }
        findings.report(
          "\(value.value.text.quoted) has bits beyond its prefix", at: value.range,
          fixes: beginning(of: network).map { ConditionEdits.rewriting(value, as: $0, of: clause, .safe) } ?? [])
      }
    })

  /// A range of IPv4 as it should be written.
  private static func beginning(of network: ConditionOperand.Network) -> String? {
    guard !network.isIPv6 else { return nil }
    let octets = [24, 16, 8, 0].map { String((network.start >> UInt128($0)) & 0xFF) }
    return octets.joined(separator: ".") + "/\(network.prefixLength)"
  }

  private static func identifier(_ code: String, _ key: String, _ prefix: String) -> Rule {
    let folded = key.lowercased()
    return Rule(
      awsCode: code, .error, title: "Malformed value of `\(key)`",
      why: "No VPC or endpoint has such an id, so that the condition never matches it.",
      remedy: "Write an id such as `\(prefix)1a2b3c4d5e6f70819`.",
      example: condition("StringNotEquals", key, "«\"\(prefix)123\"»"),
      silent: condition("StringNotEquals", key, "\"\(prefix)1a2b3c4d5e6f70819\""),
      .condition { clause, findings in
        guard clause.key.lowercased == folded, clause.operation?.family == .string else { return }
        for value in clause.values where !isIdentifier(value.value.text, prefix) {
          findings.report("\(value.value.text.quoted) is no id of the form `\(prefix)…`", at: value.range)
        }
      })
  }

  /// Wildcards and variables can stand for anything.
  private static func isIdentifier(_ text: String, _ prefix: String) -> Bool {
    if text.contains(where: { $0 == "*" || $0 == "?" }) || VariableTemplate.mayHoldVariables(text) { return true }
    guard text.hasPrefix(prefix) else { return false }
    let rest = text.dropFirst(prefix.count)
    return (rest.count == 8 || rest.count == 17)
      && rest.allSatisfy { $0.isASCII && ($0.isNumber || $0.isLetter) }
  }
}
