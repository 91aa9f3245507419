import Authorization
import PolicyLanguage

/// Makes callers, and principal elements that often name them.
struct PrincipalGenerator {
  static let accounts = ["111111111111", "222222222222"]
  static let canonicalUser = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"
  static let providers = ["accounts.google.com", "arn:aws:iam::111111111111:oidc-provider/oidc.example.com/id"]

  /// A caller with what may be known of its account and credentials besides.
  static func withMoreKnown(_ caller: Principal, _ random: inout SplitMix64) -> Principal {
    var caller = caller
    if caller.accountID != nil, random.percent(25) { caller.canonicalUserID = canonicalUser }
    if caller.kind == .user || caller.kind == .rootUser, random.percent(12) {
      caller.sessionTokenHasMultiFactor = random.percent(50)
    }
    return caller
  }

  /// A caller of a kind that suits the scenario.
  static func caller(_ theme: AuthorizationScenario.Theme, _ random: inout SplitMix64) -> Principal {
    let account = random.percent(85) ? accounts[0] : accounts[1]
    let partition = random.below(60) == 0 ? "aws-cn" : "aws"
    switch random.below(100) {
    case 0..<26:
      return .user(
        accountID: account, name: random.pick(["alice", "bob"]), path: random.pick(["/", "/", "/team/"]),
        partition: partition, uniqueID: random.percent(30) ? "AIDAEXAMPLEALICE00001" : nil)
    case 26..<62:
      let isLinked = random.percent(8)
      return .roleSession(
        accountID: account, role: isLinked ? "AWSServiceRoleForX" : random.pick(["app", "admin"]),
        path: isLinked ? "/aws-service-role/x.amazonaws.com/" : random.pick(["/", "/", "/team/"]),
        session: random.percent(90) ? random.pick(["s1", "s2"]) : nil, partition: partition,
        uniqueID: random.percent(30) ? "AROAEXAMPLEAPP000001" : nil)
    case 62..<72: return .rootUser(accountID: account, partition: partition)
    case 72..<82:
      let issuer: String? = random.pick(
        ["arn:aws:iam::\(account):user/alice", "arn:aws:iam::\(account):root", nil], else: nil)
      return .federatedUser(accountID: account, name: "fed", issuer: issuer)
    case 82..<85:
      return Principal(
        kind: .assumedRoot, partition: "aws", accountID: account, arn: "arn:aws:sts::\(account):assumed-root")
    case 85..<89: return .service(random.pick(["lambda.amazonaws.com", "events.amazonaws.com"]))
    case 89..<93: return theme == .trust ? .webIdentity(provider: random.pick(providers)) : .anonymous
    case 93..<96:
      return theme == .trust ? .samlIdentity(provider: "arn:aws:iam::\(account):saml-provider/p") : .anonymous
    default: return .unspecified
    }
  }

  /// A principal element for a statement about a caller.
  static func element(
    kind: PolicyKind, effect: Effect, caller: Principal, _ random: inout SplitMix64
  ) -> PrincipalElement {
    if effect == .deny, kind == .resource || kind == .vpcEndpoint || kind == .kmsKey, random.percent(25) {
      return notPrincipal(kind, caller, &random)
    }
    if kind == .vpcEndpoint || random.percent(15) { return everyone(&random) }
    var entries: [(PrincipalElement.Kind, String)] = []
    for _ in 0...random.below(2) { entries.append(entry(kind, caller, &random)) }
    return PolicySynthesis.principal(entries, isNegated: false)
  }

  private static func everyone(_ random: inout SplitMix64) -> PrincipalElement {
    PolicySynthesis.principal([random.percent(50) ? (.everyone, "*") : (.aws, "*")], isNegated: false)
  }

  /// One entry: mostly a way to name the caller.
  private static func entry(
    _ kind: PolicyKind, _ caller: Principal, _ random: inout SplitMix64
  ) -> (PrincipalElement.Kind, String) {
    if random.percent(20) { return stranger(kind, &random) }
    var ways: [(PrincipalElement.Kind, String)] = []
    switch caller.kind {
    case .service: ways = [(.service, caller.arn)]
    case .webIdentity, .samlIdentity: ways = [(.federated, caller.arn)]
    case .anonymous, .unspecified: ways = [(.aws, "*")]
    case .rootUser, .user, .roleSession, .federatedUser, .assumedRoot:
      let account = caller.accountID ?? accounts[0]
      // An AssumeRoot session is named by its account only.
      let arn = caller.kind == .assumedRoot ? account : caller.arn
      ways = [
        (.aws, arn), (.aws, arn), (.aws, caller.issuerARN ?? arn), (.aws, account),
        (.aws, "arn:aws:iam::\(account):root"), (.aws, caller.uniqueID ?? arn),
      ]
    }
    return random.pick(ways, else: (.aws, "*"))
  }

  private static func stranger(_ kind: PolicyKind, _ random: inout SplitMix64) -> (PrincipalElement.Kind, String) {
    // Identity providers belong in trust policies, canonical users in others.
    if random.below(12) == 0 {
      return kind == .roleTrust ? (.federated, random.pick(providers)) : (.canonicalUser, canonicalUser)
    }
    let ways: [(PrincipalElement.Kind, String)] = [
      (.aws, "arn:aws:iam::111111111111:user/bob"), (.aws, "arn:aws:iam::222222222222:role/app"),
      (.aws, "arn:aws:iam::111111111111:role/team/app"), (.aws, "222222222222"), (.aws, "111111111111"),
      (.aws, "arn:aws:sts::111111111111:assumed-role/app/s2"), (.aws, "AIDAEXAMPLEBOB0000001"),
      (.aws, "AROAEXAMPLEAPP000001"),
      (.service, "lambda.amazonaws.com"), (.service, "lambda.eu-west-1.amazonaws.com"),
      (.aws, "arn:aws-cn:iam::111111111111:root"), (.aws, "arn:aws:sts::111111111111:federated-user/fed"),
    ]
    return random.pick(ways, else: (.aws, "111111111111"))
  }

  /// `NotPrincipal` with all or some of what exempts a caller.
  private static func notPrincipal(
    _ kind: PolicyKind, _ caller: Principal, _ random: inout SplitMix64
  ) -> PrincipalElement {
    var entries: [(PrincipalElement.Kind, String)] = []
    switch caller.kind {
    case .service: entries = [(.service, caller.arn)]
    case .webIdentity, .samlIdentity: entries = [(.federated, caller.arn)]
    case .anonymous, .unspecified: break
    case .rootUser, .user, .roleSession, .federatedUser, .assumedRoot:
      let account = caller.accountID ?? accounts[0]
      entries.append((.aws, random.percent(50) ? account : "arn:aws:iam::\(account):root"))
      if caller.kind != .assumedRoot { entries.append((.aws, caller.arn)) }
      if let issuer = caller.issuerARN { entries.append((.aws, issuer)) }
    }
    if random.percent(25), !entries.isEmpty { entries.remove(at: random.below(entries.count)) }
    if random.percent(25) || entries.isEmpty { entries.append(stranger(kind, &random)) }
    return PolicySynthesis.principal(entries, isNegated: true)
  }
}
