import PolicyLanguage
import SourceText
import Wildcards

/// What a policy allows with secrets, and with how many of them.
enum SecretAccessRules {
  static let rules = [
    fullAccess, readEverySecret, everySecret, listWithARN, batchWithoutGet, readWithoutDecrypt, deleteAtOnce,
    writeWithRead, versionStage, foreignAccounts,
  ]

  static let reference =
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html"
  static let bestPractices = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html"

  private static func allow(_ action: String, _ resource: String, _ condition: String? = nil) -> String {
    #"{"Effect":"Allow","Action":"# + action + #","Resource":"# + resource
      + (condition.map { #","Condition":"# + $0 } ?? "") + "}"
  }

  private static func example(_ action: String, _ resource: String, _ condition: String? = nil) -> RuleExample {
    .statements(allow(action, resource, condition))
  }

  private static let database = #""arn:aws:secretsmanager:us-west-2:111122223333:secret:app/database-??????""#

  private static let fullAccess = Rule(
    lint: "secret-full-access", .high, kinds: .identityBased, title: "All of Secrets Manager",
    why:
      "One permission reads secrets, hands them to others by their resource policies, and deletes them. Hardly anybody"
      + " needs all three.",
    remedy: "Write statements of their own for readers, writers, rotation and administration.",
    link: bestPractices + "#w2aab9c19", example: example(#"«"secretsmanager:*"»"#, database),
    silent: example(#""secretsmanager:GetSecretValue""#, database),
    .statement { statement, findings in
      guard let action = statement.isFullSecretAccess else { return }
      findings.report(
        "\(action.text.quoted) reads secrets, opens them to others and deletes them", at: action.range,
        fixes: SecretFixes.split(action))
    })

  private static let readEverySecret = Rule(
    lint: "secret-get-value-star", .high, kinds: .identityBased, title: "Reads every secret",
    why:
      "Whoever has this policy reads the passwords of all applications of the account, those of later ones included.",
    remedy:
      "Name the secrets, a path of names (`secret:app/*`), or a tag: `secretsmanager:ResourceTag/KEY` in a condition.",
    link: bestPractices + "#w2aab9c19", yieldsTo: ["abac-variable-missing-tag"],
    example: example(#"«"secretsmanager:GetSecretValue"»"#, #"«"*"»"#),
    silent: example(
      #""secretsmanager:GetSecretValue""#, #""*""#, #"{"StringEquals":{"aws:ResourceTag/team":"a"}}"#),
    .statement { statement, findings in
      guard statement.allowsSecretAction("secretsmanager:GetSecretValue"), statement.isFullSecretAccess == nil,
        !RotationRole.isLikely(statement), statement.isOpenToEverySecret,
        let action = statement.secretAction("secretsmanager:GetSecretValue"),
        let resource = statement.resources.first(where: \.coversEverySecret)
      else { return }
      findings.report(
        "\(action.text.quoted) on \(resource.text.quoted) reads every secret", at: action.range, resource.range,
        fixes: SecretFixes.oneSecret(statement))
    })

  /// The actions that change secrets, by lower-case names; those that make new ones have rules of their own.
  private static let changes = [
    "secretsmanager:CancelRotateSecret", "secretsmanager:DeleteResourcePolicy", "secretsmanager:DeleteSecret",
    "secretsmanager:PutResourcePolicy", "secretsmanager:PutSecretValue", "secretsmanager:RemoveRegionsFromReplication",
    "secretsmanager:ReplicateSecretToRegions", "secretsmanager:RestoreSecret", "secretsmanager:RotateSecret",
    "secretsmanager:StopReplicationToReplica", "secretsmanager:TagResource", "secretsmanager:UntagResource",
    "secretsmanager:UpdateSecret", "secretsmanager:UpdateSecretVersionStage",
  ]

  private static let everySecret = Rule(
    lint: "secret-all-in-account", .high, kinds: .identityBased, title: "Changes every secret",
    why: "The action changes, opens or deletes the secrets of all applications of the account, those of later ones"
      + " included.",
    remedy:
      "Name the secrets, a path of names (`secret:app/*`), or a tag: `secretsmanager:ResourceTag/KEY` in a condition.",
    link: bestPractices + "#w2aab9c19",
    example: example(#"«"secretsmanager:PutSecretValue"»"#, #"«"*"»"#),
    silent: example(#""secretsmanager:PutSecretValue""#, database),
    .statement { statement, findings in
      guard statement.isAllow, statement.namesSecretsManager, statement.isFullSecretAccess == nil,
        // Where the values can be read as well, that is said, and mended by the same change.
        !statement.allowsSecretAction("secretsmanager:GetSecretValue"), !RotationRole.isLikely(statement),
        statement.isOpenToEverySecret,
        let resource = statement.resources.first(where: \.coversEverySecret)
      else { return }
      let actions = statement.actions.filter { action in
        !action.isNegated && action.isOfSecretsManager && changes.contains(where: action.covers)
      }
      guard let first = actions.first else { return }
      let more = actions.count > 1 ? " and \(actions.count - 1) more" : ""
      findings.report(
        "\(first.text.quoted)\(more) on \(resource.text.quoted) changes every secret",
        at: actions.map(\.range) + [resource.range], fixes: SecretFixes.oneSecret(statement))
    })

  static let starOnly = [
    "secretsmanager:ListSecrets", "secretsmanager:BatchGetSecretValue", "secretsmanager:GetRandomPassword",
  ]

  private static let listWithARN = Rule(
    lint: "secret-list-with-arn", .high, kinds: Set<PolicyKind>.identityBased.union([.serviceControl]),
    title: "Action on no particular secret, with the ARN of one",
    why:
      "AWS decides `ListSecrets`, `BatchGetSecretValue` and `GetRandomPassword` on `*` only: beside ARNs the action is"
      + " neither allowed nor denied.",
    remedy: "Give the action a statement of its own with `\"Resource\": \"*\"`.", link: reference, basis: .documented,
    yieldsTo: ["action-needs-star-resource"],
    example: example(#"«"secretsmanager:ListSecrets"»"#, "«" + database + "»"),
    silent: example(#""secretsmanager:ListSecrets""#, #""*""#),
    .statement { statement, findings in
      guard statement.namesSecretsManager, let element = statement.statement.resource, !element.isNegated,
        let resource = statement.resources.first, !statement.resources.contains(where: \.isEffectivelyEverything)
      else { return }
      let actions = statement.actions.filter { action in
        action.isOfSecretsManager && !action.isNegated && !action.hasWildcard && starOnly.contains(where: action.covers)
      }
      guard !actions.isEmpty else { return }
      findings.report(
        "\(actions.map { $0.text.quoted }.joined(separator: " and ")) is decided on `*` only, not on"
          + " \(resource.text.quoted)", at: actions.map(\.range) + [element.range])
    })

  private static let batchWithoutGet = Rule(
    lint: "secret-batch-without-get", .medium, kinds: [.identity],
    title: "`BatchGetSecretValue` without `GetSecretValue`",
    why: "The batch returns the secrets that the caller may read one by one; without `GetSecretValue` it returns none.",
    remedy: "Allow `secretsmanager:GetSecretValue` on the secrets, here or in another policy of the same principal.",
    link:
      "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html#auth-and-access_examples_batch",
    basis: .documented, needsWholePolicy: true,
    example: example(#"«"secretsmanager:BatchGetSecretValue"»"#, #""*""#),
    silent: .statements(
      allow(#""secretsmanager:BatchGetSecretValue""#, #""*""#) + ","
        + allow(#""secretsmanager:GetSecretValue""#, database)),
    .action { action, findings in
      guard action.isOfSecretsManager, !action.isNegated, !action.hasWildcard, action.statement.isAllow,
        action.covers("secretsmanager:BatchGetSecretValue"),
        let found = action.statement.policy.found(where: { !$0.allows("secretsmanager:GetSecretValue") })
      else { return }
      findings.report(
        "\(action.text.quoted) returns no secret that `GetSecretValue` may not read\(found.note)", at: action.range,
        fixes: action.statement.policy.adding(
          [SecretShapes.reader(PolicyNames(action.statement.policy))], title: "let it read one secret"))
    })

  private static let readWithoutDecrypt = Rule(
    lint: "secret-read-without-decrypt", .medium, kinds: [.identity],
    title: "Secret under a customer managed key that the reader may not use",
    why:
      "Secrets Manager decrypts the value with the permissions of the caller. Without `kms:Decrypt` on the secret's key,"
      + " here or in the key's policy, `GetSecretValue` is denied.",
    remedy: "Allow `kms:Decrypt` on the key, with `kms:ViaService` and `kms:EncryptionContext:SecretARN`.",
    link: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html", basis: .documented,
    needsWholePolicy: true,
    example: .statements(
      allow(#""secretsmanager:GetSecretValue""#, "«" + database + "»"), in: keyedSecret),
    silent: .statements(
      allow(#""secretsmanager:GetSecretValue""#, database) + "," + allow(#""kms:Decrypt""#, "\"" + exampleKey + "\""),
      in: keyedSecret),
    .resource { resource, findings in
      let policy = resource.statement.policy
      guard !policy.surroundings.secretKeys.isEmpty, !resource.isNegated,
        resource.statement.isAllow, resource.statement.reaches("secretsmanager:GetSecretValue")
      else { return }
      for (secret, key) in policy.surroundings.secretKeys.sorted(by: { $0.key < $1.key })
      where !key.hasSuffix("alias/aws/secretsmanager") && resource.pattern.matches(secret) {
        guard let found = policy.found(where: { !letsDecrypt(with: key, $0) }) else { continue }
        let lets =
          policy.holders == nil ? "this policy does not let its reader use" : "no policy of its reader lets him use"
        findings.report(
          "the value of \(secret.quoted) is encrypted with \(key.quoted), which \(lets)\(found.note)",
          at: resource.range,
          fixes: policy.adding(
            [SecretShapes.decryption(of: secret, with: key)], title: "let it decrypt this secret with the key"))
      }
    })

  private static func letsDecrypt(with key: String, _ set: PolicySet) -> Bool {
    set.statements.contains { statement in
      statement.isAllow && statement.reaches("kms:Decrypt")
        && statement.resources.contains { $0.isNegated != $0.pattern.matches(key) }
    }
  }

  private static let exampleKey = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  private static let keyedSecret = PolicySurroundings(
    secretKeys: ["arn:aws:secretsmanager:us-west-2:111122223333:secret:app/database-a1B2c3": exampleKey])

  private static let deleteAtOnce = Rule(
    lint: "secret-delete-without-window", .low, kinds: [.identity], title: "Deletes secrets beyond recovery",
    why:
      "`DeleteSecret` with `ForceDeleteWithoutRecovery` deletes at once; otherwise a secret can be restored for 7 to 30"
      + " days.",
    remedy:
      "Deny it with `\"Bool\": { \"secretsmanager:ForceDeleteWithoutRecovery\": \"true\" }`, or test"
      + " `secretsmanager:RecoveryWindowInDays`.",
    link: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html",
    needsWholePolicy: true, example: example(#"«"secretsmanager:DeleteSecret"»"#, database),
    silent: example(
      #""secretsmanager:DeleteSecret""#, database,
      #"{"BoolIfExists":{"secretsmanager:ForceDeleteWithoutRecovery":"false"}}"#),
    .statement { statement, findings in
      guard statement.allowsSecretAction("secretsmanager:DeleteSecret"), statement.isFullSecretAccess == nil,
        !statement.testsSecretKey("forcedeletewithoutrecovery"), !statement.testsSecretKey("recoverywindowindays"),
        let action = statement.secretAction("secretsmanager:DeleteSecret"),
        let found = statement.policy.found(where: { !deniesDeletingAtOnce($0) })
      else { return }
      findings.report(
        "\(action.text.quoted) may delete secrets without a time to restore them\(found.note)", at: action.range,
        // Requests for other actions do not have the key, and pass.
        fixes: statement.adding(
          [NewClause("BoolIfExists", "secretsmanager:ForceDeleteWithoutRecovery", "false")],
          title: "refuse to delete at once"))
    })

  private static func deniesDeletingAtOnce(_ set: PolicySet) -> Bool {
    set.statements.contains { other in
      other.isDeny && other.reaches("secretsmanager:DeleteSecret")
        && (other.testsSecretKey("forcedeletewithoutrecovery") || other.testsSecretKey("recoverywindowindays")
          || other.clauses.isEmpty)
    }
  }

  private static let writers = ["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecret"]

  private static let writeWithRead = Rule(
    lint: "secret-write-with-read", .low, kinds: [.identity], title: "Reads a secret and changes it",
    why: "An application that uses a secret need not change it: taken over, it would lock others out.",
    remedy: "Let the application read only, and give writing to a role of its own.", link: bestPractices + "#w2aab9c19",
    needsWholePolicy: true,
    example: example(#"["secretsmanager:GetSecretValue",«"secretsmanager:PutSecretValue"»]"#, database),
    silent: example(
      #"["secretsmanager:GetSecretValue","secretsmanager:PutSecretValue","secretsmanager:UpdateSecretVersionStage"]"#,
      database),
    .statement { statement, findings in
      guard statement.allowsSecretAction("secretsmanager:GetSecretValue"), statement.isFullSecretAccess == nil,
        !statement.isOpenToEverySecret, let action = writers.lazy.compactMap({ statement.secretAction($0) }).first,
        let found = statement.policy.found(where: { !RotationRole.isLikely($0) })
      else { return }
      findings.report(
        "\(action.text.quoted) changes the secrets that the same statement reads\(found.note)", at: action.range)
    })

  private static let versionStage = Rule(
    lint: "secret-version-stage-unpinned", .info, kinds: [.identity], status: .off,
    title: "Reads every version of a secret",
    why:
      "Earlier versions, and those that rotation has not finished, can be read as well. Runs only when asked for: most"
      + " readers need no more than one password at a time, whichever.",
    remedy:
      "Add `\"StringEqualsIfExists\": { \"secretsmanager:VersionStage\": \"AWSCURRENT\" }`: without `IfExists`, calls that"
      + " name no stage are denied. Add `\"Null\": { \"secretsmanager:VersionId\": \"true\" }`, or a version's id gets past"
      + " it.",
    link: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html",
    example: example(#"«"secretsmanager:GetSecretValue"»"#, database),
    silent: example(
      #""secretsmanager:GetSecretValue""#, database,
      #"{"StringEqualsIfExists":{"secretsmanager:VersionStage":"AWSCURRENT"},"Null":{"secretsmanager:VersionId":"true"}}"#
    ),
    .statement { statement, findings in
      guard statement.allowsSecretAction("secretsmanager:GetSecretValue"), statement.isFullSecretAccess == nil,
        !statement.testsSecretKey("versionstage"),
        let found = statement.policy.found(where: { !RotationRole.isLikely($0) }),
        let action = statement.secretAction("secretsmanager:GetSecretValue")
      else { return }
      findings.report(
        "\(action.text.quoted) reads every version\(found.note)", at: action.range,
        fixes: ActionNarrowing(
          actions: [action],
          clauses: [
            NewClause("StringEqualsIfExists", "secretsmanager:VersionStage", "AWSCURRENT"),
            NewClause("Null", "secretsmanager:VersionId", "true"),
          ]
        ).fixes(title: "let it read the current version only"))
    })

  private static let foreignAccounts = Rule(
    lint: "perimeter-resource-account-missing", .low, kinds: .identityBased, title: "Secrets of any account",
    why: "Another account can give this principal a secret of the same name, and so feed it a value of its own.",
    remedy: "Write the account's number, or test `aws:ResourceAccount` or `aws:ResourceOrgID`.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html",
    yieldsTo: ["resource-wildcard-account"],
    example: example(
      #""secretsmanager:GetSecretValue""#, #"«"arn:aws:secretsmanager:us-west-2:*:secret:app/database-??????"»"#),
    silent: example(
      #""secretsmanager:GetSecretValue""#, #""arn:aws:secretsmanager:us-west-2:*:secret:app/database-??????""#,
      #"{"StringEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}"}}"#),
    .resource { resource, findings in
      guard let name = resource.secretName, !name.isEverySecret, !resource.isNegated,
        resource[.account]?.contains("*") == true,
        resource.statement.allowsSecretAction("secretsmanager:GetSecretValue"),
        resource.statement.keys.isDisjoint(with: ["aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths"])
      else { return }
      let policy = resource.statement.policy
      findings.report(
        "\(resource.text.quoted) admits secrets of other accounts", at: resource.range,
        fixes: policy.policy.expandsVariables
          ? resource.statement.adding(
            [NewClause("StringEquals", "aws:ResourceAccount", "${aws:PrincipalAccount}")],
            title: "allow secrets of the own account only") : [])
    })
}
