import Authorization

/// Makes grants of KMS keys that often name the caller.
enum KeyGrantGenerator {
  static func grant(caller: Principal, _ random: inout SplitMix64) -> KMSGrant {
    let operations: [KMSGrant.Operation] = [.decrypt, .generateDataKey, .createGrant, .retireGrant, .describeKey]
    var granted = operations.filter { _ in random.percent(55) }
    if granted.isEmpty { granted = [.decrypt] }
    var grant = KMSGrant(name: "grant", grantee: name(of: caller, &random), operations: granted)
    if random.percent(50) { grant.retiringPrincipal = name(of: caller, &random) }
    if random.percent(60) { grant.issuingAccountID = random.pick(PrincipalGenerator.accounts) }
    if random.percent(20) { grant.constraints.encryptionContextEquals = pairs(&random) }
    if random.percent(20) { grant.constraints.encryptionContextSubset = pairs(&random) }
    if random.percent(15) { grant.constraints.sourceARN = "arn:aws:s3:::bucket1" }
    return grant
  }

  /// Mostly a way to name the caller.
  private static func name(of caller: Principal, _ random: inout SplitMix64) -> String {
    let strangers = [
      "arn:aws:iam::111111111111:user/bob", "arn:aws:iam::222222222222:role/app", "222222222222", "*",
      "lambda.amazonaws.com", "arn:aws:iam::111111111111:root",
    ]
    var names = [caller.arn, caller.arn, caller.issuerARN ?? caller.arn, caller.uniqueID ?? caller.arn]
    if let account = caller.accountID { names += [account, "arn:aws:iam::\(account):root"] }
    return random.percent(25) ? random.pick(strangers) : random.pick(names)
  }

  private static func pairs(_ random: inout SplitMix64) -> [ResourceTag] {
    let all = [ResourceTag(key: "App", value: "prod"), ResourceTag(key: "team", value: "red")]
    return all.filter { _ in random.percent(60) }
  }
}
