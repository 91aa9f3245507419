import Authorization
import PolicyLanguage
import PolicyTestSupport
import SourceText
import Testing

/// Every kind of caller, named in every way, with every state of the policies on the caller's side, by both evaluators.
@Suite struct CombinationGridTests {
  /// What a set of policies says about every request.
  enum Answer: CaseIterable {
    case absent, silent, allows, denies
  }

  static let callers: [Principal] = [
    .rootUser(accountID: "111111111111"),
    .user(accountID: "111111111111", name: "alice", uniqueID: "AIDAEXAMPLEALICE00001"),
    .user(accountID: "111111111111", name: "alice", path: "/team/"),
    .roleSession(
      accountID: "111111111111", role: "app", path: "/team/", session: "s1", uniqueID: "AROAEXAMPLEAPP000001"),
    .roleSession(accountID: "111111111111", role: "app"),
    .roleSession(accountID: "111111111111", role: "Linked", path: "/aws-service-role/x.amazonaws.com/", session: "s1"),
    .federatedUser(accountID: "111111111111", name: "fed", issuer: "arn:aws:iam::111111111111:user/alice"),
    .federatedUser(accountID: "111111111111", name: "fed", issuer: "arn:aws:iam::111111111111:root"),
    .federatedUser(accountID: "111111111111", name: "fed"),
    Principal(
      kind: .assumedRoot, partition: "aws", accountID: "111111111111", arn: "arn:aws:sts::111111111111:assumed-root"),
    .service("lambda.amazonaws.com"), .webIdentity(provider: "accounts.google.com"),
    .samlIdentity(provider: "arn:aws:iam::111111111111:saml-provider/p"), .anonymous, .unspecified,
  ]

  static let entries: [(PrincipalElement.Kind, String)] = [
    (.everyone, "*"), (.aws, "*"), (.aws, "111111111111"), (.aws, "arn:aws:iam::111111111111:root"),
    (.aws, "222222222222"), (.aws, "arn:aws-cn:iam::111111111111:root"), (.aws, "arn:aws:iam::111111111111:user/alice"),
    (.aws, "arn:aws:iam::111111111111:user/team/alice"), (.aws, "arn:aws:iam::111111111111:role/team/app"),
    (.aws, "arn:aws:iam::111111111111:role/app"), (.aws, "arn:aws:sts::111111111111:assumed-role/app/s1"),
    (.aws, "arn:aws:sts::111111111111:assumed-role/app/s2"), (.aws, "arn:aws:sts::111111111111:federated-user/fed"),
    (.aws, "AIDAEXAMPLEALICE00001"), (.aws, "AROAEXAMPLEAPP000001"), (.service, "lambda.amazonaws.com"),
    (.service, "lambda.eu-west-1.amazonaws.com"), (.federated, "accounts.google.com"),
    (.federated, "arn:aws:iam::111111111111:saml-provider/p"),
    (.aws, "arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/Linked"),
  ]

  /// Action and resource for each kind of resource policy, in the caller's account and in another.
  static let targets: [(PolicyKind, String, [String])] = [
    (.resource, "sqs:SendMessage", ["arn:aws:sqs:us-east-1:111111111111:q", "arn:aws:sqs:us-east-1:222222222222:q"]),
    (.resource, "s3:PutBucketPolicy", ["arn:aws:s3:::b"]),
    (.kmsKey, "kms:Decrypt", ["arn:aws:kms:us-east-1:111111111111:key/1", "arn:aws:kms:us-east-1:222222222222:key/1"]),
    (.roleTrust, "sts:AssumeRole", ["arn:aws:iam::111111111111:role/r", "arn:aws:iam::222222222222:role/r"]),
    (.roleTrust, "sts:TagSession", ["arn:aws:iam::111111111111:role/r"]),
  ]

  private static let nowhere = ByteRange(0, 0)

  private static func list(_ value: String) -> ListElement {
    ListElement(isNegated: false, nameRange: nowhere, range: nowhere, values: [Located(value, at: nowhere)])
  }

  private static func policy(_ kind: PolicyKind, _ effect: Effect?, _ principal: PrincipalElement? = nil) -> Policy {
    let statements =
      effect.map {
        [
          Statement(
            range: nowhere, effect: Located($0, at: nowhere), principal: principal, action: list("*"),
            resource: kind == .roleTrust ? nil : list("*"))
        ]
      } ?? []
    return Policy(
      file: SourceFile(name: "grid", text: ""), range: nowhere, kind: kind, version: Located(.v2012, at: nowhere),
      statements: statements)
  }

  private static func set(_ kind: PolicyKind, _ answer: Answer) -> [Policy]? {
    switch answer {
    case .absent: return nil
    case .silent: return [policy(kind, nil)]
    case .allows: return [policy(kind, .allow)]
    case .denies: return [policy(kind, .deny)]
    }
  }

  /// The resource's side: absent, assumed, or a policy that names principals in a statement.
  private static func resources(_ kind: PolicyKind) -> [(String, ReferencePolicies.ResourceSide)] {
    var result: [(String, ReferencePolicies.ResourceSide)] = [("none", .none), ("assumed", .assumedToDelegate)]
    func add(_ effect: Effect, _ entries: [(PrincipalElement.Kind, String)], isNegated: Bool = false) {
      let element = PrincipalElement(
        isNegated: isNegated, nameRange: nowhere, range: nowhere,
        entries: entries.map { .init(kind: $0.0, value: Located($0.1, at: nowhere)) })
      let name = "\(effect) \(isNegated ? "not " : "")\(entries.map(\.1))"
      result.append((name, .policy([policy(kind, effect, element)])))
    }
    for entry in entries {
      add(.allow, [entry])
      add(.deny, [entry])
    }
    if kind == .resource {
      for entry in entries { add(.deny, [(.aws, "111111111111"), entry], isNegated: true) }
      add(
        .deny,
        [
          (.aws, "111111111111"), (.aws, "arn:aws:iam::111111111111:role/team/app"),
          (.aws, "arn:aws:sts::111111111111:assumed-role/app/s1"),
        ], isNegated: true)
    }
    return result
  }

  /// Whether callers of a kind can have the policies: root users have none attached, only sessions have session policies.
  private static func fits(_ caller: Principal, identity: Answer, boundary: Answer, session: Answer) -> Bool {
    let isOfRoot = caller.issuerARN?.hasSuffix(":root") ?? false
    switch caller.kind {
    case .rootUser: return identity == .absent && boundary == .absent && session == .absent
    case .user: return session == .absent
    case .assumedRoot: return identity == .absent && boundary == .absent
    case .federatedUser where isOfRoot: return identity == .absent && boundary == .absent
    case .roleSession, .federatedUser, .unspecified: return true
    case .service, .webIdentity, .samlIdentity, .anonymous:
      return identity == .absent && boundary == .absent && session == .absent
    }
  }

  @Test(arguments: callers)
  func everyStateOfTheCallersPolicies(caller: Principal) throws {
    var disagreements: [String] = []
    var compared = 0
    for (kind, action, arns) in Self.targets {
      let requests = arns.map {
        AuthorizationRequest(principal: caller, action: action, resource: Resource($0))
      }
      for (name, resource) in Self.resources(kind) {
        for identity in Answer.allCases where identity != .denies {
          for boundary in Answer.allCases where boundary != .denies {
            for session in Answer.allCases
            where session != .denies && Self.fits(caller, identity: identity, boundary: boundary, session: session) {
              let policies = ReferencePolicies(
                identity: Self.set(.identity, identity) ?? [],
                permissionsBoundary: Self.set(.permissionsBoundary, boundary),
                session: Self.set(.session, session), resource: resource)
              let literal = ReferenceEvaluator(policies)
              let authorizer = Authorizer(try policies.compiled())
              for request in requests {
                let expected = literal.evaluate(request).decision
                let actual = authorizer.decide(request)
                compared += 1
                if expected != actual {
                  disagreements.append(
                    "\(action) on \(request.resource.arn), resource \(name), identity \(identity), boundary \(boundary), "
                      + "session \(session): literal \(expected), compiled \(actual)")
                }
              }
            }
          }
        }
      }
    }
    #expect(compared > 300)
    #expect(
      disagreements.isEmpty, "\(caller), \(disagreements.count): \(disagreements.prefix(20).joined(separator: "\n"))")
  }
}
