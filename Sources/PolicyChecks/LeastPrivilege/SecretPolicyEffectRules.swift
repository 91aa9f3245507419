import PolicyLanguage
import SourceText
import Wildcards

/// Statements in the resource policy of a secret that do less, or more, than they seem to.
enum SecretPolicyEffectRules {
  static let rules = [foreignARN, notPrincipal, lockout, networkDeny, noEffect]

  private static func deny(
    _ condition: String?, action: String = #""secretsmanager:*""#, principal: String = #""Principal":"*""#
  ) -> RuleExample {
    .statements(
      #"{"Effect":"Deny","# + principal + #","Action":"# + action + #","Resource":"*""#
        + (condition.map { #","Condition":"# + $0 } ?? "") + "}",
      .resource, on: .secret, in: SecretResourcePolicyRules.surroundings)
  }

  private static func allow(_ resource: String) -> RuleExample {
    .statements(
      #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"secretsmanager:GetSecretValue","Resource":"#
        + resource + "}", .resource, on: .secret, in: SecretResourcePolicyRules.surroundings)
  }

  private static let foreignARN = Rule(
    lint: "secret-policy-foreign-arn", .medium, kinds: [.resource],
    title: "Secret's policy about another secret",
    why: "A resource policy is about its own secret only: for any other the statement has no effect.",
    remedy: "Write `\"Resource\": \"*\"`, which means this secret.", link: SecretResourcePolicyRules.link,
    yieldsTo: ["resource-policy-other-resource"],
    example: allow(#"«"arn:aws:secretsmanager:us-west-2:111122223333:secret:app/web-??????"»"#),
    silent: allow(#""arn:aws:secretsmanager:us-west-2:111122223333:secret:app/database-??????""#),
    .resource { resource, findings in
      let policy = resource.statement.policy
      guard let secret = policy.surroundings.attachedTo, !resource.isNegated, policy.isOfSecret,
        let name = resource.secretName, name.canMatch, !VariableTemplate.mayHoldVariables(resource.text),
        !resource.pattern.matches(secret)
      else { return }
      findings.report(
        "\(resource.text.quoted) is not the secret of this policy", at: resource.range,
        fixes: resource.innerRange.map { range in
          [FixIt(title: "write `*`", range: range, replacement: "*", safety: .changesBehaviour)]
        } ?? [])
    })

  private static let notPrincipal = Rule(
    lint: "secret-policy-not-principal", .medium, kinds: [.resource], title: "`NotPrincipal` in a Deny on a secret",
    why:
      "The Deny hits everyone whom the list does not name exactly: a role's sessions and its account have to be listed"
      + " beside the role. AWS advises against it.",
    remedy: "Write `\"Principal\": \"*\"` and `ArnNotEquals` on `aws:PrincipalArn`.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html",
    basis: .documented,
    example: deny(nil, principal: #""NotPrincipal":«{"AWS":"arn:aws:iam::111122223333:role/app"}»"#),
    silent: deny(#"{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/app"}}"#),
    .statement { statement, findings in
      guard statement.isDeny, let element = statement.statement.principal, element.isNegated,
        statement.policy.isOfSecret
      else { return }
      findings.report(
        "everyone but \((element.entries.first?.value.value ?? "").quoted) is denied, its sessions perhaps included",
        at: element.range, fixes: PrincipalFixes.withoutNotPrincipal(statement))
    })

  private static let lockout = Rule(
    lint: "secret-policy-deny-lockout", .high, kinds: [.resource], title: "Deny that locks everyone out",
    why:
      "Nobody can change or remove the policy any more, administrators included; only the root user of the account is"
      + " left to ask.",
    remedy: "Exempt a role that may always change the policy, by `ArnNotEquals` on `aws:PrincipalArn`.",
    link: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ValidateResourcePolicy.html",
    basis: .documented, example: deny(nil, principal: #""Principal":«"*"»"#),
    silent: deny(#"{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/admin"}}"#),
    .principal { principal, findings in
      let statement = principal.statement
      guard statement.isDeny, principal.isEveryone, !principal.isNegated, statement.clauses.isEmpty,
        statement.policy.isOfSecret, statement.reaches("secretsmanager:PutResourcePolicy"),
        statement.reaches("secretsmanager:DeleteResourcePolicy")
      else { return }
      findings.report(
        "nobody can change or delete this policy any more", at: principal.range,
        fixes: PrincipalFixes.exempting(statement))
    })

  private static let networkKeys: Set<String> = [
    "aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn", "aws:vpcsourceip",
  ]

  private static let exemptions: Set<String> = [
    "aws:principalisawsservice", "aws:viaawsservice", "aws:principalarn", "aws:calledvia", "aws:calledviafirst",
    "aws:calledvialast", "aws:principalservicename", "aws:userid",
  ]

  private static let networkDeny = Rule(
    lint: "secret-policy-deny-breaks-rotation", .medium, kinds: [.resource],
    title: "Deny by network that hits AWS services too",
    why:
      "A rotation function outside of the VPC, and services that read the secret for you, call from AWS's own addresses:"
      + " the Deny stops them.",
    remedy:
      "Exempt them: `aws:PrincipalArn` of the rotation function's role, and `\"BoolIfExists\": { \"aws:ViaAWSService\":"
      + " \"false\", \"aws:PrincipalIsAWSService\": \"false\" }`.",
    link: SecretAccessRules.bestPractices + "#iam-contextkeys-ipaddress", basis: .documented,
    example: deny(#"{"NotIpAddress":{«"aws:SourceIp"»:"203.0.113.0/24"}}"#),
    silent: deny(
      #"{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"},"BoolIfExists":{"aws:ViaAWSService":"false","aws:PrincipalIsAWSService":"false"}}"#
    ),
    .condition { clause, findings in
      let statement = clause.statement
      guard statement.isDeny, clause.operation?.isNegated == true, networkKeys.contains(clause.key.lowercased),
        statement.policy.isOfSecret, statement.reaches("secretsmanager:GetSecretValue"),
        statement.principals.contains(where: \.isEveryone), statement.keys.isDisjoint(with: exemptions),
        !statement.clauses.contains(where: { $0.key.tag?.owner == .principal }),
        // One finding for a statement.
        statement.clauses.first(where: { networkKeys.contains($0.key.lowercased) }) === clause
      else { return }
      findings.report(
        "the Deny on \(clause.key.name.quoted) stops AWS services and rotation functions as well", at: clause.keyRange,
        fixes: statement.adding(
          ["aws:ViaAWSService", "aws:PrincipalIsAWSService"].map { NewClause("BoolIfExists", $0, "false") },
          title: "leave out AWS services"))
    })

  private static let withoutEffect = [
    "secretsmanager:CreateSecret", "secretsmanager:ListSecrets", "secretsmanager:BatchGetSecretValue",
    "secretsmanager:GetRandomPassword",
  ]

  private static let noEffect = Rule(
    lint: "secret-policy-no-effect-action", .medium, kinds: [.resource],
    title: "Action that the policy of a secret does not decide",
    why: "The action is on no secret that exists, or on another service's resource: only identity policies, or that"
      + " resource's policy, decide it.",
    remedy: "Put the action into an identity policy.", link: SecretAccessRules.reference, basis: .documented,
    yieldsTo: ["unsupported-action-in-policy", "resource-policy-foreign-action"],
    example: SecretResourcePolicyRules.example(
      #"{"AWS":"arn:aws:iam::111122223333:role/app"}"#, action: #"«"secretsmanager:ListSecrets"»"#),
    silent: SecretResourcePolicyRules.example(#"{"AWS":"arn:aws:iam::111122223333:role/app"}"#),
    .action { action, findings in
      guard !action.isNegated, !action.isEverything, action.statement.policy.isOfSecret else { return }
      if action.isOfSecretsManager {
        guard !action.hasWildcard, withoutEffect.contains(where: action.covers) else { return }
      } else {
        guard action.service != nil else { return }
      }
      findings.report(
        "\(action.text.quoted) is not decided by the policy of a secret", at: action.range, fixes: action.removing())
    })
}
