import PolicyLanguage
import SourceText

/// Tests of multi-factor authentication that do not ask for it.
///
/// Requests with long-term credentials have no `aws:MultiFactorAuthPresent`; those with temporary ones have it, `false` when no
/// device was used.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
enum MultiFactorRules {
  static let rules = [antipattern]

  private static let key = "aws:multifactorauthpresent"
  private static let keys: Set<String> = [key, "aws:multifactorauthage"]

  private static func example(_ effect: String, _ block: String) -> RuleExample {
    .statements(#"{"Effect":""# + effect + #"","Action":"iam:*","Resource":"*","Condition":"# + block + "}")
  }

  private static let antipattern = Rule(
    lint: "condition-mfa-antipattern", .medium, title: "Test of multi-factor authentication that does not enforce it",
    why: "Requests with long-term access keys have no `aws:MultiFactorAuthPresent`, and requests with temporary"
      + " credentials have it also when no device was used. A test that forgets one of the two lets requests through that"
      + " nobody authenticated twice.",
    remedy: "Deny with `\"BoolIfExists\": { \"aws:MultiFactorAuthPresent\": \"false\" }`, or allow with"
      + " `\"Bool\": { \"aws:MultiFactorAuthPresent\": \"true\" }`.",
    link:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent",
    basis: .documented, needsWholePolicy: true,
    example: example("Deny", #"{"Bool":{«"aws:MultiFactorAuthPresent"»:"false"}}"#),
    silent: example("Deny", #"{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}"#),
    .condition { clause, findings in
      guard clause.key.lowercased == key, let operation = clause.operation, clause.values.count == 1,
        let value = clause.values.first?.value.text.lowercased(), value == "true" || value == "false"
      else { return }
      let isTrue = value == "true"
      switch (operation.family, clause.statement.isAllow) {
      case (.bool, true) where operation.ifExists && isTrue:
        findings.report(
          "requests with long-term credentials lack the key, and pass", at: clause.keyRange,
          help: "write `Bool`", fixes: withoutIfExists(clause))
      case (.bool, true) where !isTrue:
        findings.report("this allows what is done without a second factor", at: clause.keyRange)
      case (.bool, false) where !operation.ifExists && !isTrue:
        guard let found = clause.statement.policy.found(where: { !deniesAbsence($0) }) else { return }
        findings.report(
          "requests with long-term credentials lack the key, and are not denied\(found.note)", at: clause.keyRange,
          help: "write `BoolIfExists`", fixes: withIfExists(clause))
      case (.null, true) where isAlone(clause):
        findings.report(
          isTrue
            ? "this allows requests with long-term credentials alone, which nobody authenticated twice"
            : "temporary credentials have the key also when no second factor was used", at: clause.keyRange)
      case (.null, false) where isAlone(clause) && isTrue:
        guard let found = clause.statement.policy.found(where: { !deniesFalse($0) }) else { return }
        findings.report(
          "temporary credentials that were got without a second factor have the key, and are not denied\(found.note)",
          at: clause.keyRange)
      case (.null, false) where isAlone(clause) && !isTrue:
        findings.report("this denies temporary credentials, with a second factor or without", at: clause.keyRange)
      default: break
      }
    })

  /// Whether no other clause of the statement is about a second factor.
  private static func isAlone(_ clause: ClauseFacts) -> Bool {
    clause.statement.clauses.allSatisfy { $0 === clause || !keys.contains($0.key.lowercased) }
  }

  /// Whether another statement denies requests without the key.
  private static func deniesAbsence(_ set: PolicySet) -> Bool {
    denies(set) { clause, operation, value in
      (operation.family == .null && value == "true")
        || (operation.family == .bool && operation.ifExists && value == "false")
    }
  }

  /// Whether another statement denies requests in which it is `false`.
  private static func deniesFalse(_ set: PolicySet) -> Bool {
    denies(set) { _, operation, value in operation.family == .bool && value == "false" }
  }

  private static func denies(_ set: PolicySet, _ test: (ClauseFacts, OperatorFacts, String) -> Bool) -> Bool {
    set.statements.contains { statement in
      statement.isDeny
        && statement.clauses(on: key).contains { clause in
          guard let operation = clause.operation, let value = clause.values.first?.value.text.lowercased() else {
            return false
          }
          return test(clause, operation, value)
        }
    }
  }

  private static func withIfExists(_ clause: ClauseFacts) -> [FixIt] {
    ConditionEdits.renaming(clause, to: clause.operatorName + "IfExists", .changesBehaviour)
  }

  private static func withoutIfExists(_ clause: ClauseFacts) -> [FixIt] {
    ConditionEdits.renaming(clause, to: String(clause.operatorName.dropLast("IfExists".count)), .changesBehaviour)
  }
}
