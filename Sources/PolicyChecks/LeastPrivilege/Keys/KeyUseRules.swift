import PolicyLanguage
import ServiceCatalog
import SourceText

/// What identity policies allow with keys of AWS KMS.
///
/// https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html
enum KeyUseRules {
  static let rules = [decryptAll, fullAccess, policyOfAll, deletionOfAll, noService, noContext]

  private static let practices =
    "https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html"
  private static let context =
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html"
  private static let wide: Set<String> = ["admin-access", "kms-full-access"]
  private static let key = #""arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab""#

  private static let decryptAll = Rule(
    lint: "kms-decrypt-star", .high, kinds: [.identity], title: "Decryption with every key",
    why: "Whatever is encrypted in the account, and with keys of other accounts that let this one in, can be read.",
    remedy: "Name the keys, or test `kms:ViaService`, an encryption context, `kms:ResourceAliases` or a tag.",
    link: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html", basis: .documented,
    yieldsTo: wide,
    services: ["kms"], example: .statements(#"{"Effect":"Allow","Action":«"kms:Decrypt"»,"Resource":"*"}"#),
    silent: .statements(
      #"{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"kms:ViaService":"secretsmanager.us-east-1.amazonaws.com"}}}"#
    ),
    .statement { statement, findings in
      report(["kms:Decrypt", "kms:ReEncryptFrom"], of: statement, &findings) { "\($0) works with every key" }
    })

  private static let fullAccess = Rule(
    lint: "kms-full-access", .high, kinds: [.identity, .kmsKey], title: "Every action on keys",
    why: "Whoever uses a key could also change its policy and have it deleted; AWS advises that one does not do both.",
    remedy:
      "Let some use the key (`kms:Decrypt`, `kms:GenerateDataKey`) and others administer it (`kms:PutKeyPolicy`).",
    link: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html", yieldsTo: ["admin-access"],
    services: ["kms"], example: .statements(#"{"Effect":"Allow","Action":«"kms:*"»,"Resource":"*"}"#),
    silent: .statements(
      #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}"#,
      .kmsKey
    ),
    .action { action, findings in
      let statement = action.statement
      guard statement.isAllow, !action.isNegated, action.isWholeService, action.service?.prefix == "kms",
        !statement.hasScopingCondition
      else { return }
      if statement.policy.kind == .kmsKey {
        guard let user = statement.principals.first(where: { !$0.isNegated && !isOwnersAccount($0) && !$0.isEveryone })
        else { return }
        findings.report(
          "\(action.text.quoted) lets \(user.text.quoted) both use and administer the key", at: action.range)
      } else if coversEveryKey(statement) {
        findings.report(
          "\(action.text.quoted) both uses and administers every key", at: action.range,
          fixes: ActionNarrowing(
            actions: [action], names: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
            resources: [PolicyNames(statement.policy).key]
          ).fixes(title: "let it use one key only"))
      }
    })

  /// Whether a principal is the whole account that the key belongs to, as far as that is known.
  private static func isOwnersAccount(_ principal: PrincipalFacts) -> Bool {
    guard let account = principal.accountAsAWhole else { return false }
    return principal.statement.policy.mayBelong(to: account)
  }

  private static let policyOfAll = Rule(
    lint: "kms-put-key-policy-broad", .high, kinds: [.identity], title: "The policy of every key",
    why: "Whoever can write a key's policy can give itself, or anyone, the use of the key.",
    remedy: "Name the keys, and leave the action to those who administer them.", link: practices, basis: .documented,
    yieldsTo: wide,
    services: ["kms"], example: .statements(#"{"Effect":"Allow","Action":«"kms:PutKeyPolicy"»,"Resource":"*"}"#),
    silent: .statements(#"{"Effect":"Allow","Action":"kms:PutKeyPolicy","Resource":"# + key + "}"),
    .statement { statement, findings in
      report(["kms:PutKeyPolicy"], of: statement, &findings) { "\($0) can rewrite the policy of every key" }
    })

  private static let deletionOfAll = Rule(
    lint: "kms-schedule-deletion-broad", .medium, kinds: [.identity], title: "Every key can be destroyed or disabled",
    why: "What is encrypted with a deleted key is lost for good; a disabled key stops whatever uses it.",
    remedy: "Name the keys, leave the action to those who administer them, and test"
      + " `kms:ScheduleKeyDeletionPendingWindowInDays`.",
    link: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html", basis: .documented,
    yieldsTo: wide,
    services: ["kms"], example: .statements(#"{"Effect":"Allow","Action":«"kms:ScheduleKeyDeletion"»,"Resource":"*"}"#),
    silent: .statements(#"{"Effect":"Allow","Action":"kms:ScheduleKeyDeletion","Resource":"# + key + "}"),
    .statement { statement, findings in
      report(["kms:ScheduleKeyDeletion", "kms:DisableKey"], of: statement, &findings) {
        "\($0) can take every key away"
      }
    })

  /// Reports what a statement without limits allows of some actions on keys.
  private static func report(
    _ names: [String], of statement: StatementFacts, _ findings: inout FindingSink, _ message: (String) -> String
  ) {
    guard statement.isAllow, statement.actions.contains(where: \.isOfKMS), coversEveryKey(statement),
      !statement.hasScopingCondition
    else { return }
    let actions = statement.breadth.single.filter { action in names.contains(where: action.covers) }
    guard !actions.isEmpty else { return }
    let covered = names.filter { name in actions.contains { $0.covers(name) } }
    findings.report(message(covered.quotedList()), at: actions.map(\.range), fixes: oneKey(actions))
  }

  /// Lets actions be used with one key only; a reader of one secret gets the conditions of its key as well.
  private static func oneKey(_ actions: [ActionFacts]) -> [FixIt] {
    guard let policy = actions.first?.statement.policy, actions.allSatisfy(\.isOfKMS) else { return [] }
    let names = PolicyNames(policy)
    let isReading = actions.allSatisfy { $0.written.foldedText == "kms:decrypt" } && onlySecret(policy.alone) != nil
    return ActionNarrowing(
      actions: actions, resources: [names.key],
      clauses: isReading ? SecretShapes.decryption(of: names.secret) : []
    ).fixes(title: "name one key")
  }

  /// Whether a statement is about all keys of an account, or of all.
  private static func coversEveryKey(_ statement: StatementFacts) -> Bool {
    statement.resources.contains { $0.isEffectivelyEverything || $0.coversAll(of: "key", service: "kms") }
  }

  // MARK: Keys of secrets

  private static func reading(_ action: String, _ condition: String? = nil) -> RuleExample {
    .statements(
      #"{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:us-east-1:111122223333:secret:app/db-??????"},{"Effect":"Allow","Action":"#
        + action + #","Resource":"# + key + (condition.map { #","Condition":"# + $0 } ?? "") + "}")
  }

  private static let through =
    #""StringEquals":{"kms:ViaService":"secretsmanager.us-east-1.amazonaws.com"}"#

  private static let noService = Rule(
    lint: "kms-decrypt-no-via-service", .low, kinds: [.identity], title: "Key of secrets that can be used directly",
    why:
      "Whoever reads secrets also decrypts with their key; without a condition the key works outside of Secrets Manager too, for"
      + " whatever else it encrypts.",
    remedy: "Test `kms:ViaService` for Secrets Manager in the key's Region.", link: context, basis: .documented,
    needsWholePolicy: true, services: ["kms"], example: reading(#"«"kms:Decrypt"»"#),
    silent: reading(#""kms:Decrypt""#, "{\(through)}"),
    .policy { policy, findings in
      for (statement, action) in decrypting(policy)
      where !statement.keys.contains("kms:viaservice") && !statement.keys.contains(where: isContext) {
        guard let found = policy.found(where: readsSecrets) else { return }
        findings.report(
          "the key can be used outside of Secrets Manager: nothing tests `kms:ViaService`\(found.note)",
          at: [action.range],
          fixes: serviceFix(statement))
      }
    })

  private static let noContext = Rule(
    lint: "kms-decrypt-no-context", .info, kinds: [.identity], title: "Key of secrets without the secret's name",
    why:
      "Secrets Manager names the secret in the encryption context; testing it ties the key to one secret, which matters if"
      + " the key serves several.",
    remedy: "Test `kms:EncryptionContext:SecretARN`.", link: context, basis: .documented, needsWholePolicy: true,
    services: ["kms"], example: reading(#"«"kms:Decrypt"»"#, "{\(through)}"),
    silent: reading(
      #""kms:Decrypt""#,
      "{\(through)"
        + #","StringLike":{"kms:EncryptionContext:SecretARN":"arn:aws:secretsmanager:us-east-1:111122223333:secret:app/db-??????"}}"#
    ),
    .policy { policy, findings in
      for (statement, action) in decrypting(policy)
      where statement.keys.contains("kms:viaservice") && !statement.keys.contains(where: isContext) {
        guard let found = policy.found(where: readsSecrets) else { return }
        findings.report(
          "the key decrypts every secret it encrypts: nothing tests `kms:EncryptionContext:SecretARN`\(found.note)",
          at: [action.range], fixes: contextFix(statement, onlySecret(found.first)))
      }
    })

  private static func isContext(_ key: String) -> Bool { key.hasPrefix("kms:encryptioncontext:") }

  private static func readsSecrets(_ set: PolicySet) -> Bool {
    set.statements.contains { statement in
      statement.isAllow
        && statement.actions.contains {
          !$0.isNegated && !$0.isEveryAction && $0.covers("secretsmanager:GetSecretValue")
        }
    }
  }

  /// The statements that allow decrypting with keys that they name, with the action in question.
  private static func decrypting(_ policy: PolicyFacts) -> [(StatementFacts, ActionFacts)] {
    policy.statements.compactMap { statement in
      guard statement.isAllow, !statement.resources.isEmpty,
        statement.resources.allSatisfy({
          !$0.isNegated && $0[.service] == "kms" && $0[.resource]?.hasPrefix("key/") == true
        }),
        !statement.resources.contains(where: { $0.coversAll(of: "key", service: "kms") }),
        let action = statement.actions.first(where: { !$0.isNegated && $0.covers("kms:Decrypt") })
      else { return nil }
      return (statement, action)
    }
  }

  private static func serviceFix(_ statement: StatementFacts) -> [FixIt] {
    let regions = Set(statement.resources.map { $0.literal(.region) })
    guard regions.count == 1, let region = regions.first ?? nil else { return [] }
    return statement.adding(
      [.throughSecretsManager(in: region)], title: "let the key be used through Secrets Manager only")
  }

  /// The one secret that policies read; `nil` when there are several.
  private static func onlySecret(_ set: PolicySet) -> ResourceFacts? {
    let secrets = set.statements.filter { $0.isAllow && $0.reaches("secretsmanager:GetSecretValue") }
      .flatMap(\.resources).filter { !$0.isNegated }
    guard secrets.count == 1, let secret = secrets.first, secret[.service] == "secretsmanager" else { return nil }
    return secret
  }

  private static func contextFix(_ statement: StatementFacts, _ secret: ResourceFacts?) -> [FixIt] {
    guard let secret else { return [] }
    return statement.adding([.secretContext(secret.text)], title: "let the key decrypt this secret only")
  }
}

extension ActionFacts {
  /// Whether it bears the prefix of AWS KMS.
  var isOfKMS: Bool { written.isOfKMS }
}
