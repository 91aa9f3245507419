public import PolicyLanguage

/// One check, with everything that is said of it: reports, `iamsim rules` and the pages in docs/rules come from here.
public struct Rule: Sendable {
  /// Stable name in lower-case words joined by hyphens (`invalid-action`).
  public var id: String
  /// Names of the same check elsewhere: AWS's issue code, ids of other linters.
  public var aliases: [String]
  /// AWS's issue code, for the checks of IAM Access Analyzer.
  public var issueCode: String?
  /// What AWS calls such a finding.
  public var findingType: FindingType?
  /// How bad it is.
  public var severity: FindingSeverity
  /// The kinds of policies it looks at.
  public var kinds: Set<PolicyKind>
  /// What resource policies must be attached to; `nil` for all.
  public var resourceTypes: Set<PolicyResourceType>?
  /// Whether it runs.
  public var status: Status
  /// What it finds, in a few words.
  public var title: String
  /// Why that matters.
  public var why: String
  /// What to do about it.
  public var remedy: String
  /// AWS's page about it.
  public var link: String
  /// What the rule rests on.
  public var basis: Basis
  /// A policy that it finds, with the place marked.
  public var example: RuleExample
  /// A like policy about which it is silent.
  public var silentExample: RuleExample
  /// What it does.
  public var check: Check
  /// Whether it concludes from what a policy does not say, so that it is silent when some of the policy cannot be read.
  public var needsWholePolicy = false
  /// Rules that say more: where one of them finds something in the same statement, this rule's finding there is left out.
  public var yieldsTo: Set<String> = []
  /// The services, by prefix in lower case, whose actions it is about; empty for a rule that is about any.
  ///
  /// It is not called for parts of a policy that name no action of theirs.
  /// Counts for checks of a policy, of statements and of actions; what names all actions but a list names some of each service.
  public var services: Set<String> = []

  /// Whether a rule runs.
  public enum Status: String, Sendable, Hashable, CaseIterable {
    case on
    /// Runs only when asked for.
    case off
  }

  /// What a rule rests on.
  public enum Basis: String, Sendable, Hashable, CaseIterable {
    /// AWS's page says when.
    case documented
    /// AWS's page says what, and the service was seen to do so.
    case observed
    /// AWS keeps a list or limit to itself: iamsim follows its catalogue, and may say more or less than AWS.
    case bestReading = "best-reading"
    /// iamsim's own.
    case own
  }

  /// What part of a policy a rule looks at; it is called for each of them.
  public enum Check: Sendable {
    /// The parser finds it while reading (``GrammarRules``).
    case grammar
    case policy(@Sendable (PolicyFacts, inout FindingSink) -> Void)
    case statement(@Sendable (StatementFacts, inout FindingSink) -> Void)
    /// Each value of `Action` and `NotAction`.
    case action(@Sendable (ActionFacts, inout FindingSink) -> Void)
    /// Each value of `Resource` and `NotResource`.
    case resource(@Sendable (ResourceFacts, inout FindingSink) -> Void)
    /// Each principal.
    case principal(@Sendable (PrincipalFacts, inout FindingSink) -> Void)
    /// Each condition key under an operator.
    case condition(@Sendable (ClauseFacts, inout FindingSink) -> Void)
    /// An account as a whole.
    case account(@Sendable (AccountFacts, inout AccountFindings) -> Void)
    /// A CloudFormation template as a whole.
    case template(@Sendable (TemplateFacts, inout TemplateFindings) -> Void)
  }

  /// Declares a rule.
  public init(
    id: String, aliases: [String] = [], issueCode: String? = nil, findingType: FindingType? = nil,
    severity: FindingSeverity, kinds: Set<PolicyKind>, resourceTypes: Set<PolicyResourceType>? = nil,
    status: Status = .on, title: String, why: String, remedy: String, link: String, basis: Basis,
    example: RuleExample, silentExample: RuleExample, check: Check
  ) {
    self.id = id
    self.aliases = aliases
    self.issueCode = issueCode
    self.findingType = findingType
    self.severity = severity
    self.kinds = kinds
    self.resourceTypes = resourceTypes
    self.status = status
    self.title = title
    self.why = why
    self.remedy = remedy
    self.link = link
    self.basis = basis
    self.example = example
    self.silentExample = silentExample
    self.check = check
  }

  /// Declares a check of IAM Access Analyzer: id, severity and link follow from AWS's code and type.
  public init(
    awsCode: String, _ type: FindingType, kinds: Set<PolicyKind> = .all,
    resourceTypes: Set<PolicyResourceType>? = nil, status: Status = .on, title: String, why: String, remedy: String,
    basis: Basis = .documented, services: Set<String> = [], example: RuleExample, silent: RuleExample, _ check: Check
  ) {
    let id = awsCode.lowercased().replacing("_", with: "-")
    self.init(
      id: id, aliases: [awsCode] + (RuleAliases.table[id] ?? []), issueCode: awsCode, findingType: type,
      severity: type.severity, kinds: kinds,
      resourceTypes: resourceTypes, status: status, title: title, why: why, remedy: remedy,
      link: Self.page + "#access-analyzer-reference-policy-checks-" + type.anchor + "-" + id, basis: basis,
      example: example, silentExample: silent, check: check)
    yieldsTo = RulePrecedence.table[id] ?? []
    self.services = services
  }

  /// Declares a least-privilege rule of iamsim's own: `basis` is `.documented` where AWS's page at `link` says what the rule
  /// says, and `.own` where the judgement is iamsim's.
  public init(
    lint id: String, aliases: [String] = [], _ severity: FindingSeverity, kinds: Set<PolicyKind> = .all,
    resourceTypes: Set<PolicyResourceType>? = nil, status: Status = .on, title: String, why: String, remedy: String,
    link: String, basis: Basis = .own, needsWholePolicy: Bool = false, yieldsTo: Set<String> = [],
    services: Set<String> = [], example: RuleExample, silent: RuleExample, _ check: Check
  ) {
    self.init(
      id: id, aliases: aliases, severity: severity, kinds: kinds, resourceTypes: resourceTypes, status: status,
      title: title, why: why, remedy: remedy, link: link, basis: basis, example: example, silentExample: silent,
      check: check)
    self.needsWholePolicy = needsWholePolicy
    self.yieldsTo = yieldsTo
    self.services = services
  }

  private static let page =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html"

  /// Whether it looks at accounts as a whole, and at no single policy.
  public var isAboutAccounts: Bool {
    if case .account = check { return true }
    return false
  }

  /// Whether it looks at CloudFormation templates, and at no policy.
  public var isAboutTemplates: Bool {
    if case .template = check { return true }
    return false
  }

  /// Whether it looks at a kind of policy that is attached to something.
  func applies(to kind: PolicyKind, on resourceType: PolicyResourceType?) -> Bool {
    guard kinds.contains(kind) else { return false }
    guard let resourceTypes else { return true }
    return resourceType.map(resourceTypes.contains) ?? false
  }
}

extension FindingType {
  /// iamsim's severity of AWS's type.
  var severity: FindingSeverity {
    switch self {
    case .error: return .error
    case .securityWarning: return .high
    case .warning: return .medium
    case .suggestion: return .low
    }
  }

  /// The type in the anchors of AWS's page.
  fileprivate var anchor: String {
    switch self {
    case .error: return "error"
    case .securityWarning: return "security-warning"
    case .warning: return "general-warning"
    case .suggestion: return "suggestion"
    }
  }
}

extension Set<PolicyKind> {
  /// Every kind.
  public static let all = Set(PolicyKind.allCases)
  /// Those attached to users, groups, roles and sessions.
  public static let identityBased: Set = [.identity, .permissionsBoundary, .session]
  /// Those attached to resources, trust policies included.
  public static let resourceBased: Set = [.resource, .roleTrust, .kmsKey, .vpcEndpoint]
  /// Those attached to resources, without trust policies.
  public static let resourceBasedButTrust: Set = [.resource, .kmsKey, .vpcEndpoint]
  /// Those of organizations.
  public static let organization: Set = [.serviceControl, .resourceControl]
  /// Those whose statements name principals.
  public static let withPrincipals = Set(PolicyKind.allCases.filter(\.hasPrincipal))
  /// Those in which IAM or Organizations take only letters and digits in `Sid`.
  public static let withPlainSids: Set = [
    .identity, .permissionsBoundary, .session, .roleTrust, .serviceControl, .resourceControl,
  ]
  /// Trust policies.
  public static let trust: Set = [.roleTrust]
  /// Resource control policies.
  public static let resourceControl: Set = [.resourceControl]
  /// Service control policies.
  public static let serviceControl: Set = [.serviceControl]
}
