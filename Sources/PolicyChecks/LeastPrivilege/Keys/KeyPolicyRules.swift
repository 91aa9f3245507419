import PolicyLanguage
import ServiceCatalog
import SourceText

/// Policies of keys of AWS KMS.
///
/// https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
enum KeyPolicyRules {
  static let rules = [open, noAdministrator, noAccount, ownARN, noEffectAcross, attestation]

  private static let overview = "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html"
  private static let defaultPolicy = "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html"
  private static let across =
    "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html"
  private static let ours = PolicySurroundings(ownAccount: "111122223333")
  private static let root =
    #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}"#

  private static func use(_ principal: String, _ action: String, _ resource: String = #""*""#) -> String {
    #"{"Effect":"Allow","Principal":"# + principal + #","Action":"# + action + #","Resource":"# + resource + "}"
  }

  private static func policy(_ statements: String) -> RuleExample { .statements(statements, .kmsKey, in: ours) }

  private static let open = Rule(
    lint: "kms-key-policy-public", .critical, kinds: [.kmsKey], title: "Key open to every AWS account",
    why: "Principals of any account can use the key, for all that it encrypts.",
    remedy: "Name the principals, or test `kms:CallerAccount` or `aws:PrincipalOrgID` with fixed values.",
    link: overview,
    basis: .documented, needsWholePolicy: true, example: policy(root + "," + use(#"«"*"»"#, #""kms:Decrypt""#)),
    silent: policy(
      root
        + #",{"Effect":"Allow","Principal":"*","Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"kms:CallerAccount":"111122223333"}}}"#
    ),
    .policy { policy, findings in
      for (index, statement) in policy.statements.enumerated() where statement.isAllow {
        guard let everyone = statement.principals.first(where: { $0.isEveryone && !$0.isNegated }),
          let opening = policy.outsiderAccess.openings[index]
        else { continue }
        findings.report(
          "principals of any AWS account can use `\(opening.action)`", at: everyone.range,
          fixes: statement.adding(
            [NewClause("StringEquals", "kms:CallerAccount", PolicyNames(policy).account)],
            title: "let in one account only"))
      }
    })

  // MARK: Who administers the key

  private static let change = "kms:PutKeyPolicy"

  private static let noAdministrator = Rule(
    lint: "kms-key-policy-no-admin", .high, kinds: [.kmsKey], title: "Key policy that nobody can change",
    why: "Only what the policy allows can change it; if nobody can, only AWS's support helps.",
    remedy: "Let the account's root, or those who administer keys, use `kms:PutKeyPolicy`.", link: defaultPolicy,
    basis: .documented, needsWholePolicy: true,
    example: policy(use(#"{"AWS":"arn:aws:iam::111122223333:role/app"}"#, #"«"kms:Decrypt"»"#)), silent: policy(root),
    .policy { policy, findings in
      guard let first = policy.statements.first(where: \.isAllow), let action = first.statement.action,
        !policy.statements.contains(where: { $0.isAllow && $0.reaches(change) && namesOwner($0) })
      else { return }
      findings.report(
        "no statement lets a principal of the key's account use `\(change)`", at: action.range,
        fixes: policy.adding([accountsOwn(PolicyNames(policy))], title: "let the account's policies decide"))
    })

  /// The statement that AWS KMS puts into the policies of new keys.
  private static func accountsOwn(_ names: PolicyNames) -> NewStatement {
    NewStatement(
      principal: #"{ "AWS": "arn:\#(names.partition):iam::\#(names.account):root" }"#, actions: ["kms:*"],
      resources: ["*"])
  }

  /// Whether a statement is for somebody who can be of the key's own account.
  private static func namesOwner(_ statement: StatementFacts) -> Bool {
    statement.principals.contains { principal in
      if principal.isNegated || principal.isEveryone { return true }
      guard principal.kind == .aws else { return false }
      guard let account = principal.accountID else { return true }
      return statement.policy.mayBelong(to: account)
    }
  }

  private static let noAccount = Rule(
    lint: "kms-key-policy-no-root", .info, kinds: [.kmsKey], title: "Key policy without its account",
    why: "IAM policies of the account have no effect on the key: the key policy alone decides. That can be meant so.",
    remedy: "Allow the account's root if IAM policies are to count.", link: defaultPolicy, basis: .documented,
    needsWholePolicy: true,
    example: policy(use(#"«{"AWS":"arn:aws:iam::111122223333:role/admin"}»"#, #""kms:PutKeyPolicy""#)),
    silent: policy(root),
    .policy { policy, findings in
      guard let first = policy.statements.first(where: \.isAllow), let principal = first.statement.principal else {
        return
      }
      let isThere = policy.statements.contains { statement in
        statement.isAllow
          && statement.principals.contains { principal in
            guard let account = principal.accountAsAWhole, !principal.isNegated else { return principal.isEveryone }
            return policy.mayBelong(to: account)
          }
      }
      if !isThere { findings.report("IAM policies of the account have no effect on the key", at: principal.range) }
    })

  private static let ownARN = Rule(
    lint: "kms-key-policy-resource-arn", .low, kinds: [.kmsKey], title: "ARN in a key policy",
    why:
      "In a key policy `*` means this key. An ARN that is not exactly the key's makes the statement void, on replicas and"
      + " in templates above all.",
    remedy: "Write `*`.", link: overview, basis: .documented,
    example: policy(
      root + ","
        + use(
          #"{"AWS":"arn:aws:iam::111122223333:role/app"}"#, #""kms:Decrypt""#,
          #"«"arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"»"#)),
    silent: policy(root),
    .resource { resource, findings in
      guard !resource.isEverything, !resource.isNegated else { return }
      findings.report(
        "\(resource.text.quoted) must be the very key that the policy is of", at: [resource.range],
        fixes: [
          FixIt(title: "write `*`", range: resource.range, replacement: "\"*\"", safety: .changesBehaviour)
        ])
    })

  // MARK: Other accounts

  /// The actions that principals of other accounts can use on a key, besides the cryptographic ones.
  private static let usableAcross: Set<String> = [
    "CreateGrant", "DescribeKey", "GetKeyRotationStatus", "GetPublicKey", "ListGrants", "RetireGrant", "RevokeGrant",
    "Decrypt", "DeriveSharedSecret", "Encrypt", "GenerateDataKey", "GenerateDataKeyPair",
    "GenerateDataKeyPairWithoutPlaintext", "GenerateDataKeyWithoutPlaintext", "GenerateMac", "ReEncryptFrom",
    "ReEncryptTo", "Sign", "Verify", "VerifyMac", "Encapsulate", "Decapsulate", "GetKeyLastUsage",
  ]

  private static let noEffectAcross = Rule(
    lint: "kms-cross-account-write", .low, kinds: [.kmsKey], title: "Action that other accounts cannot use",
    why: "AWS KMS lets principals of other accounts use a key, not administer it: the action is allowed to no effect.",
    remedy: "Remove the action for principals of other accounts.", link: across, basis: .documented,
    example: policy(
      root + "," + use(#"{"AWS":"arn:aws:iam::444455556666:role/app"}"#, #"["kms:Decrypt",«"kms:PutKeyPolicy"»]"#)),
    silent: policy(
      root + "," + use(#"{"AWS":"arn:aws:iam::444455556666:role/app"}"#, #"["kms:Decrypt","kms:CreateGrant"]"#)),
    .action { action, findings in
      let statement = action.statement
      guard statement.isAllow, action.isOfKMS, !action.isNegated, !action.hasWildcard,
        let owner = statement.policy.owner,
        !statement.principals.isEmpty,
        statement.principals.allSatisfy({ !$0.isNegated && $0.accountID.map { $0 != owner } ?? false }),
        let known = action.expansion.first, !usableAcross.contains(known.name)
      else { return }
      findings.report(
        "\(action.text.quoted) does not work for principals of other accounts", at: action.range,
        fixes: action.removing())
    })

  // MARK: Enclaves

  private static let enclave =
    #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/enclave"},"Action":"kms:Decrypt","Resource":"*","Condition":{"StringEqualsIgnoreCase":{"kms:RecipientAttestation:ImageSha384":"ab12"}}}"#

  private static let attestation = Rule(
    lint: "kms-enclave-attestation", .high, kinds: [.kmsKey], title: "Attestation of enclaves that can be gone around",
    why:
      "The key is meant for an enclave that proves what runs in it; another statement, or a condition that holds without"
      + " proof, lets the same principal use it without.",
    remedy: "Test the attestation, with an operator that an absent key does not satisfy, in every statement for the"
      + " principal.",
    link: "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-nitro-enclaves.html", basis: .documented,
    example: policy(
      root + "," + enclave + "," + use(#"{"AWS":«"arn:aws:iam::111122223333:role/enclave"»}"#, #""kms:Decrypt""#)),
    silent: policy(root + "," + enclave),
    .policy { policy, findings in
      let attested = policy.statements.filter { $0.isAllow && $0.keys.contains(where: isAttestation) }
      guard !attested.isEmpty else { return }
      for clause in attested.flatMap(\.clauses)
      where isAttestation(clause.key.lowercased) && clause.operation?.passesWithoutKey == true {
        findings.report("the condition on \(clause.key.name.quoted) holds without attestation", at: clause.keyRange)
      }
      var reported: Set<ByteRange> = []
      for action in ["kms:Decrypt", "kms:GenerateDataKey", "kms:DeriveSharedSecret"] {
        let meant = Set(attested.filter { $0.reaches(action) }.flatMap(\.principals).map(\.text))
        for statement in policy.statements where statement.isAllow && !statement.keys.contains(where: isAttestation) {
          for principal in statement.principals
          where !principal.isNegated && principal.accountAsAWhole == nil && meant.contains(principal.text)
            && statement.reaches(action) && reported.insert(principal.range).inserted
          {
            findings.report("\(principal.text.quoted) can use `\(action)` without attestation", at: principal.range)
          }
        }
      }
    })

  private static func isAttestation(_ key: String) -> Bool { key.hasPrefix("kms:recipientattestation:") }
}
