import PolicyAnalysis
import PolicyLanguage
import SourceText

/// Statements and conditions that do nothing, whatever the request.
///
/// What is said here the evaluator's rules prove (``StatementOverlap``, ``ConditionTruth``); where that cannot be had these are
/// silent.
enum DeadStatementRules {
  static let rules = [subsumed, shadowed, contradiction, tautology, carveOut, mergeable]

  private static let link =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html"
  private static let conditions =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html"

  // MARK: Statements

  private static let subsumed = Rule(
    lint: "statement-subsumed", .low, title: "Statement that another one covers",
    why:
      "Every request that it is about, another statement of the same effect is about too: it changes no decision, and"
      + " lets readers believe that access is narrower than it is.",
    remedy: "Remove it, or narrow the other one if that goes too far.", link: link, needsWholePolicy: true,
    example: .statements(
      #"{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::b1/*"},«{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b1/logs/*"}»"#
    ),
    silent: .statements(
      #"{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::b1/*"},{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::b1/logs/*"}"#
    ),
    .policy { facts, findings in
      guard facts.policy.statements.count > 1 else { return }
      for pair in facts.overlap.subsumed {
        let statement = facts.policy.statements[pair.statement]
        // `redundant-statement` speaks of copies.
        guard !DocumentRules.saysTheSame(statement, facts.policy.statements[pair.other]) else { continue }
        findings.report(
          "\(facts.name(of: pair.other)) covers all of this statement", at: statement.range,
          fixes: removal(statement, facts))
      }
    })

  private static let shadowed = Rule(
    lint: "statement-shadowed-by-deny", .medium, title: "Allow that a Deny of the same policy takes back",
    why: "Every request that it allows, another statement denies: nothing is allowed, whatever other policies say.",
    remedy: "Remove the Allow, or narrow the Deny.", link: link, basis: .documented, needsWholePolicy: true,
    example: .statements(
      #"«{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b1/*"}»,{"Effect":"Deny","Action":"s3:*","Resource":"*"}"#
    ),
    silent: .statements(
      #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b1/*"},{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::b1/private/*"}"#
    ),
    .policy { facts, findings in
      guard facts.policy.statements.count > 1 else { return }
      for pair in facts.overlap.denied {
        let statement = facts.policy.statements[pair.statement]
        findings.report(
          "\(facts.name(of: pair.other)) denies all that this statement allows", at: statement.range,
          fixes: removal(statement, facts))
      }
    })

  private static func removal(_ statement: Statement, _ facts: PolicyFacts) -> [FixIt] {
    [PolicyEdits(facts)?.removal(of: statement.range, title: "remove the statement", .safe)].compactMap { $0 }
  }

  // MARK: Conditions

  private static func example(_ block: String, _ effect: String = "Allow") -> RuleExample {
    .statements(
      #"{"Effect":""# + effect + #"","Action":"s3:GetObject","Resource":"arn:aws:s3:::b1/*","Condition":"# + block + "}"
    )
  }

  private static let contradiction = Rule(
    lint: "condition-contradiction", .medium, title: "Conditions that exclude each other",
    why:
      "All conditions of a statement must hold together. No value of the key satisfies these, nor does its absence: the"
      + " statement never applies.",
    remedy: "Put alternatives into one list of values, or into statements of their own.", link: conditions,
    basis: .documented,
    example: example(
      #"{"StringEquals":{«"aws:PrincipalAccount"»:"111122223333"},"StringLike":{«"aws:PrincipalAccount"»:"4444*"}}"#),
    silent: example(#"{"StringEquals":{"aws:PrincipalAccount":["111122223333","444455556666"]}}"#),
    .statement { statement, findings in
      for clauses in clausesByKey(statement) where clauses.count > 1 {
        let truth = statement.policy.catalog.conditionTruth
        guard truth.verdict(clauses.map(\.clause), of: statement.policy.policy) == .never, let first = clauses.first
        else {
          continue
        }
        findings.report(
          "no value of \(first.key.name.quoted) satisfies these conditions together: the statement"
            + (statement.isDeny ? " denies nothing" : " allows nothing"), at: clauses.map(\.keyRange))
      }
    })

  private static let tautology = Rule(
    lint: "condition-tautology", .low, title: "Condition that always holds",
    why:
      "Every value of the key satisfies it, and requests without the key pass as well: it limits nothing, and looks as"
      + " if it did.",
    remedy: "Leave it out, or name values.", link: conditions, basis: .documented,
    example: example(#"{"BoolIfExists":{«"aws:SecureTransport"»:["true","false"]}}"#),
    silent: example(#"{"BoolIfExists":{"aws:SecureTransport":"true"}}"#),
    .condition { clause, findings in
      // Others need a key.
      guard let operation = clause.operation, operation.passesWithoutKey, operation.family != .null,
        clause.values.count > 1 || operation.family == .ipAddress, clause.key.valueType != nil,
        !ConditionEffectRules.alwaysHolds(clause)
      else { return }
      let truth = clause.statement.policy.catalog.conditionTruth
      guard truth.verdict([clause.clause], of: clause.statement.policy.policy) == .always else { return }
      findings.report(
        "the condition on \(clause.key.name.quoted) always holds", at: clause.keyRange,
        // That holds for the values that the key has in AWS's requests; the evaluator is asked about others as well.
        fixes: ConditionEdits.removing(clause, .changesBehaviour))
    })

  private static func clausesByKey(_ statement: StatementFacts) -> [[ClauseFacts]] {
    guard statement.clauses.count > 1, statement.clauses.count > statement.keys.count else { return [] }
    var groups: [String: [ClauseFacts]] = [:]
    for clause in statement.clauses { groups[clause.key.lowercased, default: []].append(clause) }
    return groups.values.sorted { $0[0].keyRange.lowerBound < $1[0].keyRange.lowerBound }
  }

  private static let identityKeys: Set<String> = [
    "aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:userid", "aws:username",
  ]

  private static let carveOut = Rule(
    lint: "deny-carveout-ineffective", .medium, title: "Deny with an exemption that fits everybody",
    why: "The pattern that says who is not denied matches every caller who has the key: next to nobody is denied.",
    remedy: "Name those who are exempt.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
    basis: .documented, example: example(#"{"ArnNotLike":{"aws:PrincipalArn":«"arn:aws:iam::*:*"»}}"#, "Deny"),
    silent: example(#"{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/admin"}}"#, "Deny"),
    .condition { clause, findings in
      guard clause.statement.isDeny, let operation = clause.operation, operation.isNegated, operation.takesWildcards,
        identityKeys.contains(clause.key.lowercased) || clause.key.lowercased.hasPrefix("aws:principaltag/"),
        !ConditionEffectRules.neverHolds(clause)
      else { return }
      for value in clause.values where everyone.contains(value.value.text) {
        findings.report("\(value.value.text.quoted) exempts everybody", at: value.range)
      }
    })

  private static let everyone: Set<String> = [
    "*", "arn:*", "arn:aws:*", "arn:aws:iam::*:*", "arn:*:iam::*:*", "arn:aws:iam::*", "arn:*:*:*:*:*",
  ]

  // MARK: Merging

  private static let mergeable = Rule(
    lint: "statement-mergeable", .info, title: "Statements that could be one",
    why:
      "They differ in their actions only. One statement with all of them is shorter, and AWS limits the size of policies.",
    remedy: "Put the actions into one statement.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html", needsWholePolicy: true,
    example: .statements(
      #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b1/*"},«{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::b1/*"}»"#
    ),
    silent: .statements(
      #"{"Sid":"Read","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b1/*"},{"Sid":"Write","Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::b1/*"}"#
    ),
    .policy { facts, findings in
      guard facts.policy.statements.count > 1 else { return }
      let idle = Set((facts.overlap.subsumed + facts.overlap.denied).map(\.statement))
      // Statements with names are apart on purpose.
      let places = facts.policy.statements.indices.filter { index in
        let statement = facts.policy.statements[index]
        return statement.sid == nil && statement.action?.isNegated == false && !idle.contains(index)
      }
      let rests = places.map { index in
        var statement = facts.policy.statements[index]
        statement.action = nil
        return statement
      }
      var first: [String: Int] = [:]
      for place in StatementDigest.alike(rests) {
        let index = places[place]
        let rest = StatementSignature(rests[place]).text
        guard let earlier = first[rest] else {
          first[rest] = index
          continue
        }
        findings.report("\(facts.name(of: earlier)) differs in its actions only", at: rests[place].range)
      }
    })
}

extension PolicyFacts {
  /// A statement by its Sid or number, for messages.
  func name(of index: Int) -> String {
    if let sid = policy.statements[index].sid, !sid.value.isEmpty { return "the statement \(sid.value.quoted)" }
    return "statement \(index + 1)"
  }
}
