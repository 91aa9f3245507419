import PolicyChecks
import PolicyLanguage

/// What the parts of a rule's declaration are called in text and pages.
enum RuleWords {
  /// The kinds of policies a rule looks at.
  static func kinds(_ rule: Rule) -> String {
    if rule.isAboutAccounts { return "accounts as a whole (`iamsim lint --account`)" }
    if rule.isAboutTemplates { return "CloudFormation templates" }
    if rule.kinds == .all { return "every kind of policy" }
    var rest = rule.kinds
    var parts: [String] = []
    for (group, words) in groups where group.isSubset(of: rest) {
      parts.append(words)
      rest.subtract(group)
    }
    parts += PolicyKind.allCases.filter(rest.contains).map { name($0) }
    return parts.joined(separator: ", ")
  }

  private static let groups: [(Set<PolicyKind>, String)] = [
    (.identityBased, "identity policies (permissions boundaries and session policies as well)")
  ]

  /// A kind of policies, or one policy of the kind.
  static func name(_ kind: PolicyKind, isOne: Bool = false) -> String {
    let noun =
      switch kind {
      case .permissionsBoundary: "permissions boundar"
      case .identity: "identity polic"
      case .session: "session polic"
      case .resource: "resource polic"
      case .roleTrust: "role trust polic"
      case .kmsKey: "KMS key polic"
      case .vpcEndpoint: "VPC endpoint polic"
      case .serviceControl: "service control polic"
      case .resourceControl: "resource control polic"
      }
    return noun + (isOne ? "y" : "ies")
  }

  /// What the policies must be attached to; `nil` when that does not matter.
  static func resourceTypes(_ rule: Rule) -> String? {
    rule.resourceTypes.map { Enumeration.text($0.map(\.rawValue).sorted(), joint: "or") }
  }

  /// What part of a policy it is asked about.
  static func part(_ check: Rule.Check) -> String {
    switch check {
    case .account: "account"
    case .template: "template"
    case .grammar: "grammar"
    case .policy: "policy"
    case .statement: "statement"
    case .action: "action"
    case .resource: "resource"
    case .principal: "principal"
    case .condition: "condition"
    }
  }

  /// Whether it runs.
  static func status(_ status: Rule.Status) -> String {
    switch status {
    case .on: "on"
    case .off: "off: it runs only when asked for"
    }
  }

  /// What it rests on.
  static func basis(_ basis: Rule.Basis) -> String {
    switch basis {
    case .documented: "AWS's page says when"
    case .observed: "AWS's page says when, and the service was seen to find it"
    case .bestReading:
      "AWS keeps its list to itself: iamsim follows the best reading of its catalogue, and may say more or less than AWS"
    case .own: "iamsim's own"
    }
  }
}
