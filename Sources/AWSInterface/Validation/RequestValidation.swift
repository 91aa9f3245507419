import Authorization
import PolicyLanguage

/// Checks the parameters of a request against the constraints of the service's model.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
struct RequestValidation {
  let request: SimulationRequest

  /// Checks everything that does not need the documents read.
  func check() throws(InterfaceError) {
    try checkActions()
    try checkResources()
    try checkPolicies()
    try checkResourceHandling()
    if request.vpcEndpointPolicy != nil, case .publicEndpoint = request.circumstances.network {
      throw invalid(
        "the policy of a VPC endpoint is given, but the requests come through the service's public endpoint",
        help: "name the endpoint with `--vpc-endpoint`, or leave out `--public-endpoint` and `--source-ip`")
    }
    if let maxItems = request.maxItems, maxItems < 1 {
      throw invalid("the number of items is \(maxItems), expected 1 or more")
    }
  }

  private func checkActions() throws(InterfaceError) {
    guard !request.actionNames.isEmpty else {
      throw invalid("no action is given", help: "name actions, for example `secretsmanager:GetSecretValue`")
    }
    for action in request.actionNames {
      if action.utf8.contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }) {
        throw invalid("action `\(action.shortened)` holds a wildcard, expected the name of one operation")
      }
      guard (3...128).contains(action.count) else {
        throw invalid("action `\(action.shortened)` has \(action.count) characters, expected 3 to 128")
      }
      let parts = action.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isNameByte) }) else {
        throw invalid(
          "action `\(action.shortened)` is not of the form `service:Operation`",
          help: "for example `secretsmanager:GetSecretValue`")
      }
    }
  }

  private func checkResources() throws(InterfaceError) {
    for resource in request.resourceARNs where resource != "*" {
      guard (1...2048).contains(resource.count) else {
        throw invalid("resource `\(resource.shortened)` has \(resource.count) characters, expected 1 to 2048")
      }
      guard ARN(resource) != nil else {
        throw invalid(
          "resource `\(resource.shortened)` is neither an ARN nor `*`",
          help: "an ARN has six fields: `arn:partition:service:region:account:resource`")
      }
    }
    guard request.resourcePolicy != nil else { return }
    // One policy for all resources has to be applicable to all of them, so they are of one service.
    let services = request.resourceARNs.compactMap { ARN($0).map { String($0.service) } }
    if let first = services.first, let other = services.first(where: { $0 != first }) {
      throw invalid(
        "the resource policy cannot be that of resources of `\(first)` and of `\(other)`",
        help: "simulate the resources of each service on their own")
    }
  }

  private func checkPolicies() throws(InterfaceError) {
    if request.permissionsBoundaryInputs.count > 1 {
      throw invalid("\(request.permissionsBoundaryInputs.count) permissions boundaries are given, expected at most 1")
    }
    if request.organizationPolicyLevels.count > 7 {
      throw invalid(
        "\(request.organizationPolicyLevels.count) levels of organization policies are given, expected at most 7")
    }
    if let empty = request.organizationPolicyLevels.firstIndex(where: \.isEmpty) {
      throw invalid(
        "level \(empty + 1) of the organization policies is empty",
        help: "each level has at least one policy; AWS attaches `FullAWSAccess` where there is no other")
    }
    try checkPolicySource()
  }

  /// Checks the user, group or role whose policies are asked for.
  func checkPolicySource() throws(InterfaceError) {
    guard request.operation == .principal else { return }
    guard let source = request.policySourceARN else {
      throw invalid("no policy source is given", help: "name the user, group or role whose policies to simulate")
    }
    guard (20...2048).contains(source.count), let arn = ARN(source), arn.hasAccountID, arn.isConcrete,
      Self.isPolicySource(arn)
    else {
      throw invalid(
        "policy source `\(source.shortened)` is not the ARN of a user, group or role",
        help: "for example `arn:aws:iam::111122223333:user/alice`")
    }
  }

  private static func isPolicySource(_ arn: ARN) -> Bool {
    if arn.service == "sts" { return arn.resource.hasPrefix("assumed-role/") }
    return arn.service == "iam" && ["user/", "group/", "role/"].contains { arn.resource.hasPrefix($0) }
  }

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html (`ResourceHandlingOption`)
  private static let scenarios: KeyValuePairs = [
    "EC2-VPC-InstanceStore": ["instance", "image", "security-group", "network-interface"],
    "EC2-VPC-InstanceStore-Subnet": ["instance", "image", "security-group", "network-interface", "subnet"],
    "EC2-VPC-EBS": ["instance", "image", "security-group", "network-interface", "volume"],
    "EC2-VPC-EBS-Subnet": ["instance", "image", "security-group", "network-interface", "subnet", "volume"],
  ]

  private func checkResourceHandling() throws(InterfaceError) {
    guard let option = request.resourceHandlingOption else { return }
    guard let scenario = Self.scenarios.first(where: { $0.key == option }) else {
      let known = Self.scenarios.map { "`\($0.key)`" }.joined(separator: ", ")
      throw invalid("resource handling option `\(option.shortened)` is unknown, expected one of \(known)")
    }
    let types = Set(
      request.resourceARNs.compactMap { ARN($0) }.filter { $0.service == "ec2" }.map { String($0.resourceType) })
    let missing = scenario.value.filter { !types.contains($0) }
    guard missing.isEmpty else {
      throw invalid(
        "resource handling option `\(option)` needs resources of the types "
          + scenario.value.map { "`\($0)`" }.joined(separator: ", ") + "; missing: "
          + missing.map { "`\($0)`" }.joined(separator: ", "))
    }
  }

  /// The account of a `ResourceOwner`: an id, or the ARN of a root user.
  func resourceOwner() throws(InterfaceError) -> String? {
    guard let owner = request.resourceOwner else { return nil }
    if AccountID.isValid(owner) { return owner }
    if let arn = ARN(owner), arn.service == "iam", arn.hasAccountID, arn.resource == "root" {
      return String(arn.account)
    }
    throw invalid(
      "resource owner `\(owner.shortened)` is not an account",
      help: "expected 12 digits or an ARN such as `arn:aws:iam::111122223333:root`")
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
      return true
    default: return false
    }
  }

  private func invalid(_ message: String, help: String? = nil) -> InterfaceError {
    InterfaceError(.invalidInput, message, help: help)
  }
}
