import PolicyLanguage
import SourceText

/// Conditions that requests without the key pass, or fail, against what was probably meant.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
enum AbsentKeyRules {
  static let rules = [
    forAllValues, forAnyValue, needlessSet, ifExists, needlessIfExists, ifExistsOnNegated, negatedOnly,
  ]

  private static let operators =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"
  private static let sets =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html"

  private static func example(_ block: String, effect: String = "Allow", action: String = "s3:GetObject") -> RuleExample
  {
    .statements(
      #"{"Effect":""# + effect + #"","Action":""# + action + #"","Resource":"arn:aws:s3:::b1/*","Condition":"# + block
        + "}")
  }

  // MARK: Sets

  private static let forAllValues = Rule(
    lint: "condition-forallvalues-allow", .high,
    title: "`ForAllValues` in an Allow, which requests without the key pass",
    why: "`ForAllValues` holds when the request has no value of the key at all, so that leaving the key out is enough.",
    remedy: "Ask for the key as well: `\"Null\": { \"KEY\": \"false\" }`.", link: sets, basis: .documented,
    example: example(#"{"ForAllValues:StringLike":{«"aws:PrincipalOrgPaths"»:"o-a1b2c3d4e5/r-ab12/*"}}"#),
    silent: example(
      #"{"ForAllValues:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/r-ab12/*"},"Null":{"aws:PrincipalOrgPaths":"false"}}"#
    ),
    .condition { clause, findings in
      // Of keys with one value, `forallvalues-with-single-valued-key` speaks.
      guard let operation = clause.operation, operation.qualifier == .forAllValues, operation.family != .null,
        clause.statement.isAllow, clause.key.isMultivalued == true, !asksForPresence(of: clause),
        clause.key.lowercased != "dynamodb:attributes", !SetPresence.isCertain(clause)
      else { return }
      findings.report(
        "requests without \(clause.key.name.quoted) are allowed", at: clause.keyRange,
        severity: severityOfSet(clause), fixes: ConditionEdits.askingForPresence(clause))
    })

  /// A key about who asks, or from where, is most of a limit; the keys of services say what may be asked for.
  private static func severityOfSet(_ clause: ClauseFacts) -> FindingSeverity? {
    if SetPresence.isModestWithout(clause) { return .info }
    if clause.key.lowercased == "dynamodb:leadingkeys" { return nil }
    return clause.key.prefix == "aws" && !clause.statement.hasScopingCondition ? nil : .medium
  }

  private static func asksForPresence(of clause: ClauseFacts) -> Bool {
    clause.statement.clauses(on: clause.key.lowercased).contains { $0 !== clause && $0.asksForPresence }
  }

  private static let forAnyValue = Rule(
    lint: "condition-foranyvalue-deny", .medium,
    title: "`ForAnyValue` in a Deny, which requests without the key escape",
    why:
      "`ForAnyValue` needs a value to compare: a request that has none is not denied, although it has none of the values"
      + " that are let through either.",
    remedy: "Deny requests without the key in a second statement: `\"Null\": { \"KEY\": \"true\" }`; or write"
      + " `ForAllValues` with the negated operator.", link: sets, basis: .documented, needsWholePolicy: true,
    example: example(
      #"{"ForAnyValue:StringNotEquals":{«"aws:CalledVia"»:"cloudformation.amazonaws.com"}}"#, effect: "Deny"),
    silent: example(
      #"{"ForAllValues:StringNotEquals":{"aws:CalledVia":"cloudformation.amazonaws.com"}}"#, effect: "Deny"),
    .condition { clause, findings in
      guard let operation = clause.operation, operation.qualifier == .forAnyValue, operation.isNegated,
        !operation.ifExists, clause.statement.isDeny, clause.key.lowercased != "aws:tagkeys",
        clause.key.isMultivalued == true,
        let found = clause.statement.policy.found(where: { !deniesAbsence(of: clause, $0) })
      else { return }
      findings.report("requests without \(clause.key.name.quoted) are not denied\(found.note)", at: clause.keyRange)
    })

  private static func deniesAbsence(of clause: ClauseFacts, _ set: PolicySet) -> Bool {
    set.statements.contains { statement in
      statement.isDeny
        && statement.clauses(on: clause.key.lowercased).contains {
          $0.operation?.family == .null && $0.values.contains { $0.value.text.lowercased() == "true" }
        }
    }
  }

  private static let needlessSet = Rule(
    lint: "condition-set-operator-single", .low, title: "`ForAnyValue` on a key with one value",
    why:
      "A request has at most one value of the key. With a plain operator the quantifier changes nothing; with a negated"
      + " one it makes requests without the key fail.",
    remedy: "Leave the quantifier out.", link: sets, basis: .documented,
    example: example(#"{"ForAnyValue:StringEquals":{«"aws:PrincipalOrgID"»:"o-a1b2c3d4e5"}}"#),
    silent: example(#"{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#),
    .condition { clause, findings in
      guard let operation = clause.operation, operation.qualifier == .forAnyValue, operation.family != .null,
        clause.key.isMultivalued == false
      else { return }
      let name = String(clause.operatorName.dropFirst("ForAnyValue:".count))
      findings.report(
        "a request has one value of \(clause.key.name.quoted) at most", at: clause.keyRange, help: "write `\(name)`",
        fixes: ConditionEdits.renaming(clause, to: name, .changesBehaviour))
    })

  // MARK: IfExists

  private static let ifExists = Rule(
    lint: "condition-ifexists-allow", .high, title: "`IfExists` in an Allow, which requests without the key pass",
    why:
      "The key is not in every request: where it is missing, `IfExists` takes the condition for fulfilled, and the limit"
      + " is none.",
    remedy: "Leave `IfExists` out, or ask for the key as well: `\"Null\": { \"KEY\": \"false\" }`.", link: operators,
    basis: .documented, yieldsTo: ["abac-variable-missing-tag"],
    example: example(#"{"StringEqualsIfExists":{«"aws:SourceVpc"»:"vpc-1a2b3c4d"}}"#),
    silent: example(#"{"StringEquals":{"aws:SourceVpc":"vpc-1a2b3c4d"}}"#),
    .condition { clause, findings in
      guard let operation = clause.operation, operation.ifExists, !operation.isNegated, operation.family != .bool,
        operation.qualifier != .forAllValues, clause.statement.isAllow, clause.key.globalKey != nil,
        !clause.key.isAlwaysPresent, clause.isOnScopingKey, !asksForPresence(of: clause)
      else { return }
      findings.report(
        "requests without \(clause.key.name.quoted) are allowed", at: clause.keyRange,
        severity: severityOfIfExists(clause),
        fixes: ConditionEdits.renaming(
          clause, to: String(clause.operatorName.dropLast("IfExists".count)), .changesBehaviour))
    })

  private static func severityOfIfExists(_ clause: ClauseFacts) -> FindingSeverity? {
    // Nearly every request has the keys on the owner of the resource; the actions without them are listed.
    if clause.statement.hasScopingCondition || ownerKeys.contains(clause.key.lowercased) { return .low }
    // Without the key a principal who has the permission calls directly, and not through a service.
    return clause.key.isTag || clause.key.lowercased.hasPrefix("aws:calledvia") ? .medium : nil
  }

  /// The keys on the owner of the resource.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount
  private static let ownerKeys: Set<String> = ["aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths"]

  private static let needlessIfExists = Rule(
    lint: "condition-ifexists-redundant", .info, title: "`IfExists` on a key that every request has",
    why: "It says that requests without the key are thought of, and there are none.", remedy: "Leave `IfExists` out.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html", basis: .documented,
    example: example(#"{"BoolIfExists":{«"aws:SecureTransport"»:"false"}}"#, effect: "Deny"),
    silent: example(#"{"Bool":{"aws:SecureTransport":"false"}}"#, effect: "Deny"),
    .condition { clause, findings in
      guard let operation = clause.operation, operation.ifExists, !operation.isNegated, clause.key.isAlwaysPresent
      else {
        return
      }
      findings.report(
        "every request has \(clause.key.name.quoted)", at: clause.keyRange,
        fixes: ConditionEdits.renaming(
          clause, to: String(clause.operatorName.dropLast("IfExists".count)), .changesBehaviour))
    })

  private static let ifExistsOnNegated = Rule(
    lint: "condition-ifexists-on-negated", .info, status: .off, title: "`IfExists` on a negated operator",
    why:
      "Negated operators hold for requests without the key in any case, so that it changes nothing. AWS writes it in its"
      + " own examples to say so more clearly; the rule runs only when asked for.",
    remedy: "Leave `IfExists` out.", link: operators, basis: .documented,
    example: example(#"{"StringNotEqualsIfExists":{«"aws:PrincipalOrgID"»:"o-a1b2c3d4e5"}}"#, effect: "Deny"),
    silent: example(#"{"StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#, effect: "Deny"),
    .condition { clause, findings in
      guard let operation = clause.operation, operation.ifExists, operation.isNegated,
        operation.qualifier != .forAnyValue
      else { return }
      let name = String(clause.operatorName.dropLast("IfExists".count))
      findings.report(
        "requests without \(clause.key.name.quoted) pass `\(name)` as well", at: clause.keyRange,
        fixes: ConditionEdits.renaming(clause, to: name, .safe))
    })

  // MARK: Negation

  private static let negatedOnly = Rule(
    lint: "condition-negated-allow", .high, title: "Allow that only leaves some requests out",
    why: "Every condition says which requests are not allowed: all others are, those without the keys among them.",
    remedy: "Say which requests are allowed, or deny the others in a statement of their own.", link: operators,
    basis: .documented,
    example: example(#"{«"StringNotEquals"»:{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#),
    silent: example(#"{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#),
    .statement { statement, findings in
      guard statement.isAllow, let first = statement.clauses.first,
        statement.clauses.allSatisfy({ clause in
          guard let operation = clause.operation, operation.qualifier != .forAnyValue || operation.ifExists else {
            return false
          }
          return operation.isNegated
            || (operation.family == .null && clause.values.allSatisfy { $0.value.text.lowercased() == "true" })
        })
      else { return }
      let isOpen =
        statement.principals.contains { $0.text == "*" }
        || statement.clauses.contains { $0.isOnWho && !$0.isInResource }
      // Requests that leave a parameter out, as those without tags, are a kind of their own.
      if !isOpen, statement.clauses.allSatisfy({ $0.operation?.family == .null }) { return }
      findings.report(
        "everything is allowed but what the condition names", at: first.operatorRange, severity: isOpen ? nil : .low)
    })
}

extension ClauseFacts {
  /// Whether its key is about who asks, or from where.
  fileprivate var isOnWho: Bool {
    (key.globalKey != nil || key.prefix == "aws") && isOnScopingKey
      && !["aws:resource", "aws:requesttag/"].contains { key.lowercased.hasPrefix($0) }
  }

  /// Whether every resource of the statement holds its key as a variable, so that requests without the key match none.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
  fileprivate var isInResource: Bool {
    !statement.resources.isEmpty
      && statement.resources.allSatisfy { resource in
        !resource.isNegated
          && VariableTemplate(parsing: resource.text).variables.contains {
            $0.name.lowercased() == key.lowercased && $0.defaultValue == nil
          }
      }
  }
}
