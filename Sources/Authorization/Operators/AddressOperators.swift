/// IPv4 and IPv6 addresses and ranges.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
enum AddressOperators {
  static let all: [ConditionOperator] = [
    ConditionOperator(
      "IpAddress", .address, .address, summary: "The request's address lies in the policy's range.",
      examples: [
        .init("203.0.113.0/24", "203.0.113.7", true), .init("203.0.113.0/24", "203.0.114.7", false),
        .init("203.0.113.7", "203.0.113.7", true), .init("2001:db8::/32", "2001:db8:1::5", true),
        .init("2001:db8::/32", "203.0.113.7", false),
      ]),
    ConditionOperator(
      "NotIpAddress", .address, .address, isNegated: true,
      summary: "The request's address lies outside the policy's range.",
      examples: [.init("203.0.113.0/24", "203.0.113.7", false), .init("203.0.113.0/24", "198.51.100.1", true)]),
  ]
}
