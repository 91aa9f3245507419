import AccountModel
import Authorization
import PolicyAnalysis
import PolicyLanguage

/// A user or role with its policies, ready for questions.
final class AccountPrincipal {
  let policies: PrincipalPolicies
  let name: String
  let place: DeclaredPlace?
  /// It as a caller.
  let caller: Principal
  /// All that applies to it.
  let authorizer: Authorizer
  private let limits: Limits

  /// What limits it whatever its own policies say.
  private struct Limits {
    var boundary: CompiledPolicies?
    var serviceControl: [CompiledPolicies]
  }

  /// `nil` for what is no caller, or has policies that cannot be evaluated.
  init?(_ policies: PrincipalPolicies, name: String, place: DeclaredPlace?, serviceControl: [CompiledPolicies]) {
    guard let caller = Principal(arn: policies.arn, uniqueID: policies.uniqueID),
      let identity = try? CompiledPolicies(policies.identity.map(\.document), kind: .identity)
    else { return nil }
    var limits = Limits(serviceControl: caller.isServiceLinkedRole ? [] : serviceControl)
    if let boundary = policies.permissionsBoundary {
      guard let compiled = try? CompiledPolicies([boundary], kind: .permissionsBoundary) else { return nil }
      limits.boundary = compiled
    }
    self.policies = policies
    self.name = name
    self.place = place
    self.caller = caller
    self.limits = limits
    isServiceLinked = caller.isServiceLinkedRole
    authorizer = Self.authorizer(identity, limits)
  }

  var arn: String { policies.arn }
  var isUser: Bool { policies.kind == .user }
  /// Whether only a service may assume it and change it.
  let isServiceLinked: Bool

  /// It for people: `user dev`, `role app`.
  var title: String { "\(policies.kind.rawValue) \(name.quoted)" }

  /// The texts of its identity policies.
  var identityPolicies: [Policy] { policies.identity.map(\.document.policy) }

  private static func authorizer(_ identity: CompiledPolicies?, _ limits: Limits) -> Authorizer {
    Authorizer(
      ApplicablePolicies(
        identity: identity, permissionsBoundary: limits.boundary, serviceControl: limits.serviceControl))
  }

  // MARK: Administrators

  /// Whether it may do everything that matters, whatever the request.
  private(set) lazy var isAdministrator = AccountPrincipal.isAdministrator(authorizer, caller)

  /// Whether it could with identity policies of its own choice.
  private(set) lazy var canBeAdministrator: Bool = {
    guard let everything = try? PublicAccessAnalysis.everything() else { return false }
    return AccountPrincipal.isAdministrator(AccountPrincipal.authorizer(everything, limits), caller)
  }()

  /// Whether a caller without boundary, and with policies of its own choice, is one.
  static func isUnlimited(_ caller: Principal, serviceControl: [CompiledPolicies]) -> Bool {
    guard let everything = try? PublicAccessAnalysis.everything() else { return false }
    return isAdministrator(authorizer(everything, Limits(serviceControl: serviceControl)), caller)
  }

  /// Whether it is one with other policies, or without its boundary.
  func isAdministrator(with identity: [PolicyDocument], withoutBoundary: Bool = false) -> Bool {
    guard let compiled = try? CompiledPolicies(identity, kind: .identity) else { return false }
    var limits = limits
    if withoutBoundary { limits.boundary = nil }
    return Self.isAdministrator(Self.authorizer(compiled, limits), caller)
  }

  /// What only administrators may do all of: an action that no policy names, and those that make other administrators.
  private static func isAdministrator(_ authorizer: Authorizer, _ caller: Principal) -> Bool {
    let account = caller.accountID ?? EscalationWitness.account
    let partition = caller.partition ?? "aws"
    let name = EscalationWitness.other
    func iam(_ type: String) -> String { "arn:\(partition):iam::\(account):\(type)/\(name)" }
    return [
      ("\(name):Anything", "arn:\(partition):\(name):us-east-1:\(account):\(name)"),
      ("iam:AttachRolePolicy", iam("role")), ("iam:PutUserPolicy", iam("user")),
      ("iam:CreatePolicyVersion", iam("policy")), ("iam:PassRole", iam("role")),
      ("s3:GetObject", "arn:\(partition):s3:::\(name)/\(name)"),
      ("secretsmanager:GetSecretValue", "arn:\(partition):secretsmanager:us-east-1:\(account):secret:\(name)"),
    ].allSatisfy { action, arn in
      var context = RequestContext()
      let resource = Resource(arn)
      context.addDerivedKeys(principal: caller, resource: resource)
      return authorizer.decide(
        AuthorizationRequest(principal: caller, action: action, resource: resource, context: context)) == .allowed
    }
  }

  // MARK: Questions

  /// Whom requests come from, as far as condition keys say.
  var context: RequestContext {
    var context = RequestContext()
    for tag in policies.tags { context.set(.init("aws:PrincipalTag/\(tag.key)", [tag.value])) }
    return context
  }

  /// Asks about its requests.
  func oracle(_ catalog: CatalogMemory) -> EscalationOracle {
    let limiting = [limits.boundary].compactMap { $0 } + limits.serviceControl
    return EscalationOracle(
      authorizer, policies: identityPolicies + limiting.flatMap { $0.documents.map(\.policy) }, caller: caller,
      context: context, catalog: catalog)
  }

  /// Asks whether it may assume a role that has a trust policy.
  func oracle(assuming trust: Policy, _ catalog: CatalogMemory) -> EscalationOracle? {
    guard
      let compiled = try? CompiledPolicies(
        [PolicyDocument(identifier: "Trust", policy: trust)], kind: .roleTrust)
    else { return nil }
    var applicable = authorizer.policies
    applicable.resource = .policy(compiled)
    return EscalationOracle(
      Authorizer(applicable), policies: identityPolicies + [trust], caller: caller, context: context, catalog: catalog)
  }
}
