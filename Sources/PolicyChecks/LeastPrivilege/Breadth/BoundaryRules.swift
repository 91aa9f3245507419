import AccountModel
import PolicyAnalysis
import PolicyLanguage
import SourceText
import Wildcards

/// Permissions boundaries, and multi-factor authentication, as limits on what administrators of principals can do.
///
/// Where the account is known, all policies of a principal count together; otherwise each is looked at alone.
enum BoundaryRules {
  static let rules = [unprotected, withoutBoundary, withoutMFA]

  private static let boundaries = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"

  // MARK: A boundary that can be lifted

  private static let removing = ["iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary"]
  private static let editing = ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion", "iam:DeletePolicyVersion"]

  private static let unprotected = Rule(
    lint: "boundary-not-protected", .high, kinds: [.identity], title: "Permissions boundary that can be lifted",
    why:
      "A boundary is demanded of the principals that may be created or changed, and at the same time the boundary may be"
      + " removed or rewritten.",
    remedy: "Deny removing boundaries, and changing the policy that is the boundary.",
    link: boundaries + "#access_policies_boundaries-delegate", basis: .documented, needsWholePolicy: true,
    services: ["iam"],
    example: .statements(
      #"{"Effect":"Allow","Action":"iam:CreateRole","Resource":"*","Condition":{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::111122223333:policy/limit"}}},{"Effect":"Allow","Action":[«"iam:DeleteRolePermissionsBoundary"»],"Resource":"arn:aws:iam::111122223333:role/*"}"#
    ),
    silent: .statements(
      #"{"Effect":"Allow","Action":"iam:CreateRole","Resource":"*","Condition":{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::111122223333:policy/limit"}}},{"Effect":"Allow","Action":["iam:DeleteRolePermissionsBoundary"],"Resource":"arn:aws:iam::111122223333:role/*"},{"Effect":"Deny","Action":"iam:Delete*PermissionsBoundary","Resource":"*"}"#
    ),
    .policy { policy, findings in
      let services = iam
      for statement in policy.statements where statement.isAllow && statement.services.meets(services) {
        for action in statement.actions
        where !action.isNegated && action.mayBe(of: services) && lifting.contains(where: action.covers) {
          guard let found = policy.found(where: { lifted(by: action, $0) != nil }),
            let lifted = lifted(by: action, found.first)
          else { continue }
          let demand = found.policy(of: lifted.demand)
          let note = demand == "the policy" ? found.note : ""
          findings.report(
            lifted.isRemoval
              ? "`\(lifted.action)` removes the boundary that \(demand) demands\(note)"
              : "`\(lifted.action)` can change \(lifted.boundary.quoted), the boundary that \(demand) demands\(note)",
            at: action.range)
        }
      }
    })

  private static let lifting = removing + editing
  private static let iam = ServiceMask(["iam"])

  /// A boundary that an action lifts.
  private struct Lifted {
    var action: String
    var boundary: String
    /// The statement that demands it.
    var demand: StatementFacts
    var isRemoval: Bool
  }

  /// The boundary that policies demand and an action lifts which they do not deny.
  private static func lifted(by action: ActionFacts, _ set: PolicySet) -> Lifted? {
    let boundaries = demandedBoundaries(set)
    guard let first = boundaries.first else { return nil }
    if let name = removing.first(where: { action.covers($0) && !set.denies($0) }),
      action.statement.clauses(on: boundaryKey).isEmpty
    {
      return Lifted(action: name, boundary: first.name, demand: first.statement, isRemoval: true)
    }
    guard let name = editing.first(where: { action.covers($0) && !set.denies($0) }),
      let boundary = boundaries.first(where: { boundary in
        action.statement.resources.contains { !$0.isNegated && $0.pattern.matches(boundary.name) }
      })
    else { return nil }
    return Lifted(action: name, boundary: boundary.name, demand: boundary.statement, isRemoval: false)
  }

  /// Most boundaries that are looked for in the resources of other statements.
  private static let maximumBoundaries = 20

  private static let boundaryKey = "iam:permissionsboundary"

  /// The policies that statements demand as boundaries, by name.
  private static func demandedBoundaries(_ set: PolicySet) -> [(name: String, statement: StatementFacts)] {
    var found: [String: StatementFacts] = [:]
    for statement in set.statements {
      for clause in statement.clauses(on: boundaryKey) {
        guard let operation = clause.operation, operation.family != .null,
          statement.isAllow != operation.isNegated
        else { continue }
        for value in clause.values where found[value.value.text] == nil { found[value.value.text] = statement }
      }
    }
    return found.sorted { $0.key < $1.key }.prefix(maximumBoundaries).map { ($0.key, $0.value) }
  }

  // MARK: Principals without a boundary

  private static let creating = ["iam:CreateRole", "iam:CreateUser"]
  private static let granting = [
    "iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:AttachUserPolicy", "iam:PutUserPolicy",
  ]

  private static let withoutBoundary = Rule(
    lint: "create-principal-without-boundary", .medium, kinds: [.identity], status: .off,
    title: "Principals created without a permissions boundary",
    why:
      "Who can create a role or user and give it any policy can get any permission. A boundary limits that. Runs only"
      + " when asked for: it is for those who demand boundaries of everybody.",
    remedy: "Test `iam:PermissionsBoundary` for creating principals and for giving them policies.",
    link: boundaries + "#access_policies_boundaries-delegate", needsWholePolicy: true,
    services: ["iam"],
    example: .statements(
      #"{"Effect":"Allow","Action":[«"iam:CreateRole"»,"iam:AttachRolePolicy"],"Resource":"arn:aws:iam::111122223333:role/app-*"}"#
    ),
    silent: .statements(
      #"{"Effect":"Allow","Action":["iam:CreateRole","iam:AttachRolePolicy"],"Resource":"arn:aws:iam::111122223333:role/app-*","Condition":{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::111122223333:policy/limit"}}}"#
    ),
    .policy { policy, findings in
      for statement in policy.statements where isUnlimited(statement) && !statement.breadth.isAdministrator {
        for action in statement.actions where !action.isNegated && creating.contains(where: action.covers) {
          guard let found = policy.found(where: { unlimited(action, $0) != nil }),
            let (name, grant) = unlimited(action, found.first)
          else { continue }
          findings.report(
            "`\(name)` and `\(grant)` are allowed without a permissions boundary\(found.note)", at: action.range)
        }
      }
    })

  /// What an action creates, and what gives it policies, where neither is denied nor a boundary demanded of the latter.
  private static func unlimited(_ action: ActionFacts, _ set: PolicySet) -> (creating: String, granting: String)? {
    guard let name = creating.first(where: { action.covers($0) && !set.denies($0) }),
      let grant = granting.first(where: { grant in
        !set.denies(grant) && set.statements.contains { isUnlimited($0) && $0.reaches(grant) }
      })
    else { return nil }
    return (name, grant)
  }

  private static func isUnlimited(_ statement: StatementFacts) -> Bool {
    statement.isAllow
      && !statement.clauses(on: boundaryKey).contains { $0.operation?.passesWithoutKey == false }
  }

  // MARK: Users without MFA

  private static let mfaKeys: Set<String> = ["aws:multifactorauthpresent", "aws:multifactorauthage"]

  private static let withoutMFA = Rule(
    lint: "sensitive-action-without-mfa", .medium, kinds: [.identity],
    title: "User that manages permissions without multi-factor authentication",
    why:
      "The access keys of a user are long-lived: whoever finds them can change permissions at once, if no second factor"
      + " is asked for.",
    remedy: "Test `aws:MultiFactorAuthPresent`, or let the user assume a role for it.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html",
    basis: .documented, needsWholePolicy: true, yieldsTo: ["admin-access"],
    example: .statements(
      #"{"Effect":"Allow","Action":[«"iam:AttachUserPolicy"»],"Resource":"*"}"#,
      in: PolicySurroundings(attachedTo: "arn:aws:iam::111122223333:user/ana")),
    silent: .statements(
      #"{"Effect":"Allow","Action":["iam:AttachUserPolicy"],"Resource":"*"}"#,
      in: PolicySurroundings(attachedTo: "arn:aws:iam::111122223333:role/admin")),
    .policy { policy, findings in
      guard let user = userWithoutMFA(policy) else { return }
      for statement in policy.statements where statement.isAllow && statement.keys.isDisjoint(with: mfaKeys) {
        for action in statement.actions where !action.isNegated {
          let names = action.coverage.permissions.map(\.fullName)
          guard !names.isEmpty else { continue }
          findings.report(
            "\(user) can use \(names.quotedList()) without a second factor", at: action.range)
        }
      }
    })

  /// A user who has a policy, and of whom no Deny asks for a second factor.
  private static func userWithoutMFA(_ policy: PolicyFacts) -> String? {
    if policy.holders != nil {
      return policy.found { $0.holder?.kind == .user && !asksForMFA($0) }?.title
    }
    guard let arn = policy.surroundings.attachedTo.flatMap({ ARN($0) }), arn.service == "iam",
      arn.resourceType == "user", !asksForMFA(policy.alone)
    else { return nil }
    return "user \(arn.resource.dropFirst(5).description.quoted)"
  }

  private static func asksForMFA(_ set: PolicySet) -> Bool {
    set.statements.contains { $0.isDeny && !$0.keys.isDisjoint(with: mfaKeys) }
  }
}
