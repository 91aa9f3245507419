import PolicyLanguage
import SourceText

/// What conditions and resources say of keys of AWS KMS, and what is missing there.
enum KeyConditionRules {
  static let rules = [viaService, alias, openGrants, bypass]

  private static let conditions = "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html"
  private static let key = #""arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab""#

  private static func decrypt(_ condition: String) -> RuleExample {
    .statements(
      #"{"Effect":"Allow","Action":"kms:Decrypt","Resource":"# + key + #","Condition":"# + condition + "}")
  }

  private static let viaService = Rule(
    lint: "kms-via-service-region", .medium, kinds: [.identity, .kmsKey],
    title: "Service through which the key is never used",
    why: "The value is the service's name with the key's Region; with another the condition never holds.",
    remedy: "Write `service.region.amazonaws.com` with the key's Region.",
    link: conditions + "#conditions-kms-via-service",
    basis: .documented,
    example: decrypt(#"{"StringEquals":{"kms:ViaService":«"secretsmanager.us-west-2.amazonaws.com"»}}"#),
    silent: decrypt(
      #"{"StringEquals":{"kms:ViaService":["secretsmanager.us-west-2.amazonaws.com","secretsmanager.us-east-1.amazonaws.com"]}}"#
    ),
    .condition { clause, findings in
      guard clause.key.lowercased == "kms:viaservice", let operation = clause.operation, operation.family == .string
      else {
        return
      }
      let plain = clause.values.filter { $0.value.text.isPlain }
      for value in plain where region(of: value.value.text) == nil {
        findings.report("\(value.value.text.quoted) is not of the form `service.region.amazonaws.com`", at: value.range)
      }
      let regions = plain.compactMap { region(of: $0.value.text) }
      let resources = clause.statement.resources
      let keys = resources.compactMap { $0[.service] == "kms" ? $0.literal(.region) : nil }
      // One value that fits is enough, and so is a key of which the Region is not said.
      guard !operation.isNegated, plain.count == clause.values.count, regions.count == plain.count,
        keys.count == resources.count, Set(keys).isDisjoint(with: regions), let first = clause.values.first,
        let key = keys.first
      else { return }
      findings.report(
        "\(first.value.text.quoted) is of another Region than the key, which is of `\(key)`",
        at: clause.values.map(\.range),
        fixes: clause.values.count == 1 && Set(keys).count == 1
          ? first.replacing(with: first.value.text.replacing(".\(regions[0]).", with: ".\(key)."), in: clause) : [])
    })

  /// The Region in a service's name; `nil` when it has none.
  private static func region(of text: String) -> String? {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let domain = labels.firstIndex(where: { $0 == "amazonaws" }), domain >= 2, !labels.contains("") else {
      return nil
    }
    let region = String(labels[domain - 1])
    return RegionName.isPossible(region) ? region : nil
  }

  private static let alias = Rule(
    lint: "kms-alias-as-resource", .error, kinds: .identityBased, title: "Alias in place of a key",
    why:
      "The ARN of an alias stands for the alias, for creating and deleting it; using the key behind it is decided by the"
      + " key's ARN. The statement allows none of its actions there.",
    remedy: "Write the key's ARN, or `key/*` with a condition on `kms:ResourceAliases`.",
    link: "https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html", basis: .documented,
    example: .statements(
      #"{"Effect":"Allow","Action":"kms:Decrypt","Resource":«"arn:aws:kms:us-east-1:111122223333:alias/app"»}"#),
    silent: .statements(
      #"{"Effect":"Allow","Action":"kms:UpdateAlias","Resource":"arn:aws:kms:us-east-1:111122223333:alias/app"}"#),
    .resource { resource, findings in
      let statement = resource.statement
      guard resource[.service] == "kms", !resource.isNegated, let path = resource[.resource], path.hasPrefix("alias/"),
        statement.statement.action?.isNegated == false, !statement.actions.isEmpty,
        statement.actions.contains(where: \.isOfKMS), !aliasActions.contains(where: statement.reaches)
      else { return }
      let fields = resource.fields?[0..<5].joined(separator: ":") ?? "arn:aws:kms:*:*"
      findings.report(
        "\(resource.text.quoted) is no key: \(statement.actions.map(\.text).quotedList()) does not apply to an alias",
        at: [resource.range],
        help: "write the key's ARN, or `\(fields):key/*` with `\"ForAnyValue:StringEquals\": "
          + "{ \"kms:ResourceAliases\": \"\(path)\" }`",
        // The alias actions of the statement, if it has any, need no key.
        fixes: statement.resources.count == 1
          ? ActionNarrowing(
            actions: statement.actions, resources: [fields + ":key/*"],
            clauses: [NewClause("ForAnyValue:StringEquals", "kms:ResourceAliases", path)]
          ).fixes(title: "allow keys with this alias") : [])
    })

  private static let aliasActions = ["kms:CreateAlias", "kms:UpdateAlias", "kms:DeleteAlias"]

  // MARK: Grants

  private static let openGrants = Rule(
    lint: "kms-create-grant-open", .medium, kinds: [.identity, .kmsKey], title: "Grants without limits",
    why: "A grant gives anyone the use of the key, beside all policies; whoever can make any grant gives away the key.",
    remedy: "Test `kms:GrantIsForAWSResource`, so that only AWS's services make grants for the caller, or limit"
      + " `kms:GrantOperations` and `kms:GranteePrincipal`.",
    link: "https://docs.aws.amazon.com/kms/latest/developerguide/grant-authorization.html", basis: .documented,
    yieldsTo: ["admin-access", "kms-full-access"], services: ["kms"],
    example: .statements(#"{"Effect":"Allow","Action":«"kms:CreateGrant"»,"Resource":"# + key + "}"),
    silent: .statements(
      #"{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"# + key
        + #","Condition":{"Bool":{"kms:GrantIsForAWSResource":"true"}}}"#),
    .action { action, findings in
      let statement = action.statement
      // AWS's own policy for administrators of a key has `kms:Create*`.
      guard action.isOfKMS, !action.isNegated, statement.isAllow,
        action.covers("kms:CreateGrant"),
        !action.hasWildcard || action.written.foldedText.contains("grant"), !statement.hasScopingCondition,
        !statement.clauses.contains(where: limitsGrants)
      else { return }
      findings.report(
        "\(action.text.quoted) can give anyone the use of the key", at: [action.range],
        fixes: statement.adding(
          [NewClause("Bool", "kms:GrantIsForAWSResource", "true")], title: "allow grants for AWS's services only"))
    })

  private static let grantKeys: Set<String> = [
    "kms:grantisforawsresource", "kms:grantoperations", "kms:granteeprincipal", "kms:retiringprincipal",
    "kms:granteeserviceprincipal", "kms:retiringserviceprincipal", "kms:grantconstrainttype",
    "kms:grantconstraintsourcearn",
  ]

  private static func limitsGrants(_ clause: ClauseFacts) -> Bool {
    guard grantKeys.contains(clause.key.lowercased), let operation = clause.operation, !operation.ifExists,
      !operation.isNegated
    else { return false }
    // Who asks for no operations gets no grant, so that ForAllValues is as good here.
    // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-operations
    return operation.family != .bool || clause.values.allSatisfy { $0.value.text.lowercased() == "true" }
  }

  // MARK: Lock-out check

  private static let bypass = Rule(
    lint: "kms-bypass-lockout", .low, kinds: [.identity], title: "Check against lock-out can be left out",
    why:
      "AWS KMS refuses a key policy that its author could not change again, unless the request says not to; then the key"
      + " can end unmanageable.",
    remedy: "Deny the action where `kms:BypassPolicyLockoutSafetyCheck` is `true`.",
    link: conditions + "#conditions-kms-bypass-policy-lockout-safety-check", basis: .documented, needsWholePolicy: true,
    yieldsTo: ["admin-access", "kms-full-access", "kms-put-key-policy-broad"], services: ["kms"],
    example: .statements(#"{"Effect":"Allow","Action":«"kms:PutKeyPolicy"»,"Resource":"# + key + "}"),
    silent: .statements(
      #"{"Effect":"Allow","Action":"kms:PutKeyPolicy","Resource":"# + key
        + #"},{"Effect":"Deny","Action":"kms:PutKeyPolicy","Resource":"*","Condition":{"Bool":{"kms:BypassPolicyLockoutSafetyCheck":"true"}}}"#
    ),
    .policy { policy, findings in
      for statement in policy.statements where statement.isAllow {
        guard
          let action = statement.actions.first(where: {
            !$0.isNegated && $0.isOfKMS && !$0.isWholeService
              && $0.covers("kms:PutKeyPolicy")
          }), let found = policy.found(where: { !testsBypass($0) })
        else { continue }
        findings.report(
          "\(action.text.quoted) can leave out the check against lock-out\(found.note)", at: action.range,
          fixes: policy.adding(
            [
              NewStatement(
                effect: .deny, actions: ["kms:CreateKey", "kms:PutKeyPolicy"], resources: ["*"],
                clauses: [NewClause("Bool", "kms:BypassPolicyLockoutSafetyCheck", "true")])
            ], title: "deny leaving out the check"))
      }
    })

  private static func testsBypass(_ set: PolicySet) -> Bool {
    set.statements.contains { $0.keys.contains("kms:bypasspolicylockoutsafetycheck") }
  }
}
