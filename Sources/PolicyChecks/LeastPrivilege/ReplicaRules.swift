import PolicyLanguage
import SourceText

/// Secrets that have replicas in other Regions.
enum ReplicaRules {
  static let rules = [regionGap, keyMissing, globalServices]

  private static let link = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html"

  private static let replicate =
    #"{"Effect":"Allow","Action":"secretsmanager:ReplicateSecretToRegions","Resource":"arn:aws:secretsmanager:us-west-2:111122223333:secret:app/*","Condition":{"ForAllValues:StringEquals":{"secretsmanager:AddReplicaRegions":["us-east-2","ca-central-1"]},"Null":{"secretsmanager:AddReplicaRegions":"false"}}},"#

  private static func regions(_ values: String) -> RuleExample {
    .statements(
      replicate
        + #"{"Effect":"Deny","Action":"secretsmanager:*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"#
        + values + "}}}")
  }

  private static let regionGap = Rule(
    lint: "replica-region-deny-gap", .medium, kinds: [.identity], title: "Region guard that leaves out the replicas",
    why: "Secrets may be copied into a Region in which every use of them is denied.",
    remedy: "List the Regions of the replicas in the guard too.", link: link, needsWholePolicy: true,
    example: regions(#"«"us-west-2"»"#), silent: regions(#"["us-west-2","us-east-2","ca-central-1"]"#),
    .condition { clause, findings in
      let statement = clause.statement
      guard clause.key.lowercased == "aws:requestedregion", statement.isDeny, clause.operation?.isNegated == true,
        clause.operation?.family == .string, statement.reaches("secretsmanager:GetSecretValue"),
        clause.values.allSatisfy({ !$0.value.text.hasWildcard })
      else { return }
      let allowed = Set(clause.values.map(\.value.text))
      guard let found = statement.policy.found(where: { !replicaRegions($0).isSubset(of: allowed) }) else { return }
      let missing = replicaRegions(found.first).subtracting(allowed).sorted()
      findings.report(
        "replicas go to \(missing.map { "`\($0)`" }.joined(separator: " and ")), where the guard denies their use"
          + found.note, at: clause.valuesRange)
    })

  /// The Regions into which policies let secrets be copied, as far as they name them.
  private static func replicaRegions(_ set: PolicySet) -> Set<String> {
    let clauses = set.statements.lazy.filter(\.isAllow).flatMap { $0.clauses(on: "secretsmanager:addreplicaregions") }
      .filter { $0.operation?.isNegated == false && $0.operation?.family == .string }
    return Set(clauses.flatMap { $0.values.map(\.value.text) }.filter { !$0.hasWildcard })
  }

  private static func read(_ secrets: String, _ key: String) -> RuleExample {
    .statements(
      #"{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"# + secrets
        + #"},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"# + key + "}")
  }

  private static let west = #""arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-??????""#
  private static let east = #""arn:aws:secretsmanager:us-east-2:111122223333:secret:app/db-??????""#

  private static let keyMissing = Rule(
    lint: "replica-key-missing", .medium, kinds: [.identity], title: "Replica without the key of its Region",
    why:
      "Each replica is encrypted with a key of its own Region. Its reader may decrypt only with keys of other Regions.",
    remedy:
      "Allow `kms:Decrypt` on the replica's key as well; nothing is missing if the replica has the AWS managed key.",
    link: link, needsWholePolicy: true,
    example: read(
      "[" + west + ",«" + east + "»]", #""arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab""#
    ),
    silent: read(
      "[" + west + "," + east + "]",
      #"["arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab","arn:aws:kms:us-east-2:111122223333:key/abcd1234-a123-456a-a12b-a123b4cd56ef"]"#
    ),
    .policy { policy, findings in
      guard policy.statements.contains(where: { $0.allowsSecretAction("secretsmanager:GetSecretValue") }) else {
        return
      }
      for secret in SecretsUnderKeys.read(policy.alone) {
        guard let region = secret.literal(.region),
          let found = policy.found(where: { $0.secretsUnderKeys?.isReplicaWithoutKey(secret, in: region) == true })
        else { continue }
        findings.report("`kms:Decrypt` is allowed on no key of \(region.quoted)\(found.note)", at: secret.range)
      }
    })

  private static let globalServices = Rule(
    lint: "region-deny-global-services", .medium, kinds: [.identity, .permissionsBoundary, .serviceControl],
    title: "Region guard that stops global services",
    why:
      "IAM, STS, CloudFront, Route 53, Support and others answer in `us-east-1` for the whole world. The guard denies"
      + " every action outside of its Regions, these included.",
    remedy:
      "Except the global services: `NotAction` with `iam:*`, `sts:*`, `organizations:*`, `cloudfront:*`, `route53:*`,"
      + " `support:*` and others.",
    link:
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html#example-scp-deny-region",
    basis: .documented, example: guardrail(#""Action":«"*"»"#), silent: guardrail(#""NotAction":["iam:*","sts:*"]"#),
    .condition { clause, findings in
      let statement = clause.statement
      guard clause.key.lowercased == "aws:requestedregion", statement.isDeny, let operation = clause.operation,
        operation.isNegated, operation.family == .string,
        statement.actions.contains(where: { $0.isEverything && !$0.isNegated }),
        let element = statement.statement.action, statement.coversEveryResource,
        !clause.values.contains(where: { $0.value.text.hasWildcard || $0.value.text == "us-east-1" })
      else { return }
      findings.report("the guard denies global services, which answer in `us-east-1`", at: element.range)
    })

  private static func guardrail(_ action: String) -> RuleExample {
    .statements(
      #"{"Effect":"Deny","# + action
        + #","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["eu-central-1"]}}}"#, .serviceControl
    )
  }
}
