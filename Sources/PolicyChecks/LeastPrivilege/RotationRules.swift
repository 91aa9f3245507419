import PolicyLanguage
import ServiceCatalog
import SourceText

/// The role of the function that rotates secrets.
///
/// Where the account is known, all policies of the role count together, and its trust policy has to let AWS Lambda in; otherwise
/// each policy is looked at alone.
enum RotationRules {
  static let rules = [everySecret, extraActions, missingAction]

  private static let link =
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html"

  private static let database = #""arn:aws:secretsmanager:us-west-2:111122223333:secret:app/database-??????""#
  private static let four =
    #""secretsmanager:DescribeSecret","secretsmanager:GetSecretValue","secretsmanager:PutSecretValue","secretsmanager:UpdateSecretVersionStage""#

  private static func allow(_ actions: String, _ resource: String, _ condition: String? = nil) -> String {
    #"{"Effect":"Allow","Action":"# + actions + #","Resource":"# + resource
      + (condition.map { #","Condition":"# + $0 } ?? "") + "}"
  }

  private static let everySecret = Rule(
    lint: "rotation-role-secret-star", .high, kinds: [.identity], title: "Rotation of every secret",
    why: "The function that rotates one secret can read and change all of them.",
    remedy:
      "Name the secret, or test `secretsmanager:resource/AllowRotationLambdaArn` for the function's ARN: then it reaches"
      + " only secrets that name this function.",
    link: link, basis: .documented,
    services: ["secretsmanager"], example: .statements(allow("[" + four + "]", #"«"*"»"#)),
    silent: .statements(
      allow(
        "[" + four + "]", #""*""#,
        #"{"ArnEquals":{"secretsmanager:resource/AllowRotationLambdaArn":"arn:aws:lambda:us-west-2:111122223333:function:rotate"}}"#
      )),
    .statement { statement, findings in
      guard RotationRole.isLikely(statement), statement.isOpenToEverySecret,
        let resource = statement.resources.first(where: \.coversEverySecret)
      else { return }
      findings.report(
        "the rotation function changes every secret: \(resource.text.quoted)", at: resource.range,
        fixes: ActionNarrowing(
          actions: statement.actions.filter { action in RotationRole.secretActions.contains(where: action.covers) },
          clauses: [
            NewClause(
              "ArnEquals", "secretsmanager:resource/AllowRotationLambdaArn", PolicyNames(statement.policy).function)
          ]
        ).fixes(title: "let it rotate secrets of one function only") + SecretFixes.oneSecret(statement))
    })

  private static let needed = Set(
    (RotationRole.secretActions + [
      "secretsmanager:GetRandomPassword", "kms:Decrypt", "kms:GenerateDataKey",
      "kms:DescribeKey", "kms:Encrypt",
    ]).map { $0.lowercased() })

  private static let extraActions = Rule(
    lint: "rotation-role-extra-actions", .medium, kinds: [.identity], title: "Rotation function that may do more",
    why:
      "Rotation stores a new version and moves its stages; nothing else of Secrets Manager and KMS. A function that is"
      + " taken over has the rest too.",
    remedy:
      "Leave `DescribeSecret`, `GetSecretValue`, `PutSecretValue`, `UpdateSecretVersionStage`, `GetRandomPassword`, and"
      + " `kms:Decrypt`, `kms:GenerateDataKey`, `kms:DescribeKey` for the secret's key.",
    link: link, needsWholePolicy: true,
    services: ["secretsmanager", "kms"],
    example: .statements(allow("[" + four + #",«"secretsmanager:DeleteSecret"»]"#, database)),
    silent: .statements(allow("[" + four + "]", database)),
    .action { action, findings in
      guard action.statement.isAllow, !action.isNegated, let prefix = action.written.foldedPrefix,
        prefix == "secretsmanager" || prefix == "kms", action.service != nil,
        !needed.contains(action.written.foldedText),
        let found = action.statement.policy.found(where: RotationRole.isLikely),
        // A pattern for nothing else is no more than it covers.
        !action.expansion.isEmpty, !action.expansion.allSatisfy({ needed.contains($0.fullName.lowercased()) })
      else { return }
      findings.report(
        "a rotation function does not need \(action.text.quoted)\(found.note)", at: action.range,
        fixes: action.removing())
    })

  private static let missingAction = Rule(
    lint: "rotation-role-missing-action", .medium, kinds: [.identity], title: "Rotation function that lacks an action",
    why:
      "Rotation functions describe the secret, read it, store a new value and move the stages of versions; with a key of"
      + " your own they need a data key as well. Without one of these, rotation fails halfway.",
    remedy: "Allow the missing action on the same secret.", link: link, basis: .documented, needsWholePolicy: true,
    services: ["secretsmanager", "kms"],
    example: .statements(
      allow(
        #"«["secretsmanager:GetSecretValue","secretsmanager:PutSecretValue","secretsmanager:UpdateSecretVersionStage"]»"#,
        database)),
    silent: .statements(allow("[" + four + "]", database)),
    .policy { policy, findings in
      if let statement = policy.statements.first(where: {
        $0.allowsSecretAction("secretsmanager:UpdateSecretVersionStage")
      }), let element = statement.statement.action,
        let found = policy.found(where: { RotationRole.isLikely($0) && !missingActions($0).isEmpty })
      {
        let missing = missingActions(found.first)
        findings.report(
          "rotation needs \(missing.map { "`\($0)`" }.joined(separator: " and ")) as well\(found.note)",
          at: element.range, fixes: statement.naming(missing))
      }
      guard let decrypting = policy.statements.first(where: { $0.isAllow && $0.reaches("kms:Decrypt") }),
        let element = decrypting.statement.action,
        let found = policy.found(where: { RotationRole.isLikely($0) && !$0.allows("kms:GenerateDataKey") })
      else { return }
      findings.report(
        "to store a new value under the key, rotation needs `kms:GenerateDataKey`\(found.note)", at: element.range,
        fixes: decrypting.naming(["kms:GenerateDataKey"]))
    })

  private static func missingActions(_ set: PolicySet) -> [String] {
    RotationRole.secretActions.filter { !set.allows($0) }
  }
}
