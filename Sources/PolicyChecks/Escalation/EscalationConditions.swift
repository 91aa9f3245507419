import Authorization
import PolicyLanguage

/// The condition keys that policies name, as far as they matter for ways to more permissions.
struct EscalationConditions {
  /// Whether no statement has a condition.
  let isEmpty: Bool
  /// Whether some condition is about the time.
  let nameTime: Bool
  /// Whether some condition is about the policy that is attached.
  let namePolicyARN: Bool
  /// Keys whose conditions keep to chosen targets: requests have none of the values asked for.
  let scoping: Set<String>

  init(_ policies: [Policy]) {
    var names: Set<String> = []
    var scoping: Set<String> = []
    var open: Set<String> = []
    for statement in policies.lazy.flatMap(\.statements) {
      for clause in statement.condition?.clauses ?? [] {
        let name = clause.key.value.lowercased()
        names.insert(name)
        guard Self.scopes(name), statement.effect?.value == .allow else { continue }
        if Self.isConstant(clause, of: name) { scoping.insert(name) } else { open.insert(name) }
      }
    }
    isEmpty = names.isEmpty
    nameTime = names.contains("aws:currenttime") || names.contains("aws:epochtime")
    namePolicyARN = names.contains("iam:policyarn")
    self.scoping = scoping.subtracting(open)
  }

  /// Whether a clause asks for certain values, rather than for any that fits a pattern.
  private static func isConstant(_ clause: ConditionClause, of key: String) -> Bool {
    let comparison = ConditionOperator.named(clause.operatorName.value.base)
    guard comparison?.isNegated == false else { return true }
    // A tag that fits a pattern or is the caller's own keeps to targets as well; not so one of which any value will do.
    if isResourceTag(key) { return clause.values.allSatisfy { $0.value.text.contains { $0 != "*" } } }
    if alwaysScoping.contains(key) || key.hasPrefix("kms:encryptioncontext") { return true }
    return clause.values.allSatisfy { value in
      !(comparison?.allowsWildcards == true && value.value.text.hasWildcard)
        && !VariableTemplate.mayHoldVariables(value.value.text)
    }
  }

  /// Whether a key, in lower case, is about a tag of the resource: `aws:resourcetag/team`, `ssm:resourcetag/team`.
  static func isResourceTag(_ key: String) -> Bool {
    guard let colon = key.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
    return key.utf8[key.utf8.index(after: colon)...].starts(with: "resourcetag/".utf8)
  }

  /// Whether conditions on a key limit what the action is good for: the targets, the boundary of what is made, the use of
  /// what is granted.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
  private static func scopes(_ key: String) -> Bool {
    constantlyScoping.contains(key) || alwaysScoping.contains(key) || isResourceTag(key)
      || key.hasPrefix("kms:encryptioncontext")
  }

  /// Keys of which certain values do so.
  private static let constantlyScoping: Set = [
    "ecs:cluster", "eks:accessscope", "eks:policyarn", "iam:associatedresourcearn", "iam:permissionsboundary",
    "lambda:functionarn", "sts:externalid",
  ]

  /// Keys of which patterns do so too: services that a grant is for, or a linked role; the template of a role; a secret.
  private static let alwaysScoping: Set = [
    "iam:awsservicename", "iam:roletemplatearn", "kms:grantisforawsresource", "kms:viaservice",
    "secretsmanager:secretid",
  ]

  /// Whether a caller cannot meet a condition on a key by choosing what it asks for.
  static func hinders(_ key: String) -> Bool {
    let name = key.lowercased()
    return !(name.hasPrefix("aws:requesttag/") || chosen.contains(name))
  }

  /// What the caller chooses with the request, and what is so for the resources and principals of one account.
  private static let chosen: Set = [
    "aws:principalaccount", "aws:principalorgid", "aws:requestedregion", "aws:resourceaccount", "aws:resourceorgid",
    "aws:tagkeys", "iam:passedtoservice", "iam:policyarn", "aws:currenttime", "aws:epochtime",
  ]
}
