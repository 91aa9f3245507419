import PolicyLanguage
import SourceText
import Wildcards

/// Permissions boundaries, and multi-factor authentication, as limits on what administrators of principals can do.
enum BoundaryRules {
  static let rules = [unprotected, withoutBoundary, withoutMFA]

  private static let boundaries = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"

  // MARK: A boundary that can be lifted

  private static let removing = ["iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary"]
  private static let editing = ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion", "iam:DeletePolicyVersion"]

  private static let unprotected = Rule(
    lint: "boundary-not-protected", .high, kinds: [.identity], title: "Permissions boundary that can be lifted",
    why: "The policy demands a boundary of the principals that it lets create or change, and at the same time lets the"
      + " boundary be removed or rewritten.",
    remedy: "Deny removing boundaries, and changing the policy that is the boundary.",
    link: boundaries + "#access_policies_boundaries-delegate", basis: .documented, needsWholePolicy: true,
    example: .statements(
      #"{"Effect":"Allow","Action":"iam:CreateRole","Resource":"*","Condition":{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::111122223333:policy/limit"}}},{"Effect":"Allow","Action":[«"iam:DeleteRolePermissionsBoundary"»],"Resource":"arn:aws:iam::111122223333:role/*"}"#
    ),
    silent: .statements(
      #"{"Effect":"Allow","Action":"iam:CreateRole","Resource":"*","Condition":{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::111122223333:policy/limit"}}},{"Effect":"Allow","Action":["iam:DeleteRolePermissionsBoundary"],"Resource":"arn:aws:iam::111122223333:role/*"},{"Effect":"Deny","Action":"iam:Delete*PermissionsBoundary","Resource":"*"}"#
    ),
    .policy { policy, findings in
      let boundaries = Set(demandedBoundaries(policy)).sorted().prefix(maximumBoundaries)
      guard !boundaries.isEmpty else { return }
      let removing = removing.filter { !isDenied($0, policy) }
      let editing = editing.filter { !isDenied($0, policy) }
      for statement in policy.statements where statement.isAllow {
        for action in statement.actions where !action.isNegated {
          if let name = removing.first(where: action.covers), statement.clauses(on: boundaryKey).isEmpty {
            findings.report("`\(name)` removes the boundary that the policy demands", at: action.range)
          } else if let name = editing.first(where: action.covers),
            let boundary = boundaries.first(where: { boundary in
              statement.resources.contains { !$0.isNegated && $0.pattern.matches(boundary) }
            })
          {
            findings.report(
              "`\(name)` can change \(boundary.quoted), the boundary that the policy demands", at: action.range)
          }
        }
      }
    })

  /// Most boundaries that are looked for in the resources of other statements.
  private static let maximumBoundaries = 20

  private static let boundaryKey = "iam:permissionsboundary"

  /// The policies that Allow statements demand as boundaries.
  private static func demandedBoundaries(_ policy: PolicyFacts) -> [String] {
    policy.statements.flatMap { statement -> [String] in
      statement.clauses(on: boundaryKey).filter { clause in
        guard let operation = clause.operation, operation.family != .null else { return false }
        return statement.isAllow ? !operation.isNegated : operation.isNegated
      }.flatMap { $0.values.map(\.value.text) }
    }
  }

  /// Whether some statement denies an action, on whatever: the exact answer is the analysis's.
  private static func isDenied(_ name: String, _ policy: PolicyFacts) -> Bool {
    policy.statements.contains { $0.isDeny && $0.reaches(name) }
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
    example: .statements(
      #"{"Effect":"Allow","Action":[«"iam:CreateRole"»,"iam:AttachRolePolicy"],"Resource":"arn:aws:iam::111122223333:role/app-*"}"#
    ),
    silent: .statements(
      #"{"Effect":"Allow","Action":["iam:CreateRole","iam:AttachRolePolicy"],"Resource":"arn:aws:iam::111122223333:role/app-*","Condition":{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::111122223333:policy/limit"}}}"#
    ),
    .policy { policy, findings in
      let grants = granting.filter { name in
        !isDenied(name, policy) && policy.statements.contains { isUnlimited($0) && $0.reaches(name) }
      }
      guard let grant = grants.first else { return }
      let creating = creating.filter { !isDenied($0, policy) }
      for statement in policy.statements where isUnlimited(statement) && !statement.breadth.isAdministrator {
        for action in statement.actions where !action.isNegated {
          guard let name = creating.first(where: action.covers) else { continue }
          findings.report("`\(name)` and `\(grant)` are allowed without a permissions boundary", at: action.range)
        }
      }
    })

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
      guard let arn = policy.surroundings.attachedTo.flatMap({ ARN($0) }), arn.service == "iam",
        arn.resourceType == "user",
        !policy.statements.contains(where: { $0.isDeny && !$0.keys.isDisjoint(with: mfaKeys) })
      else { return }
      for statement in policy.statements where statement.isAllow && statement.keys.isDisjoint(with: mfaKeys) {
        for action in statement.actions where !action.isNegated {
          let names = action.coverage.permissions.map(\.fullName)
          guard !names.isEmpty else { continue }
          findings.report(
            "user \(arn.resource.dropFirst(5).description.quoted) can use \(names.quotedList()) without a second factor",
            at: action.range)
        }
      }
    })
}
