import Authorization
import PolicyLanguage
import SourceText

/// Conditions that restrict less than they seem to, or nothing.
enum ConditionEffectRules {
  static let rules = [attributes, prefix, numbers, redundantKey, redundantStatement]

  private static func example(_ block: String, _ action: String = "s3:GetObject", effect: String = "Allow")
    -> RuleExample
  {
    .statements(
      #"{"Effect":""# + effect + #"","Action":""# + action + #"","Resource":"*","Condition":"# + block + "}")
  }

  /// The actions that return attributes.
  private static let reads = ["dynamodb:Query", "dynamodb:Scan", "dynamodb:GetItem", "dynamodb:BatchGetItem"]

  private static let attributes = Rule(
    awsCode: "DYNAMODB_ATTRIBUTES_WITHOUT_SELECT", .securityWarning,
    title: "Attributes restricted without `dynamodb:Select`",
    why: "A request that names no attributes returns all of them, and passes the condition.",
    remedy: "Add `\"StringEqualsIfExists\": { \"dynamodb:Select\": \"SPECIFIC_ATTRIBUTES\" }`.",
    example: example(#"{"ForAllValues:StringEquals":{«"dynamodb:Attributes"»:["id"]}}"#, "dynamodb:Query"),
    silent: example(
      #"{"ForAllValues:StringEquals":{"dynamodb:Attributes":["id"]},"StringEqualsIfExists":{"dynamodb:Select":"SPECIFIC_ATTRIBUTES"}}"#,
      "dynamodb:Query"),
    .condition { clause, findings in
      let statement = clause.statement
      guard clause.key.lowercased == "dynamodb:attributes", statement.isAllow, clause.operation?.family == .string,
        reads.contains(where: { read in statement.reaches(read) }),
        !statement.clauses(on: "dynamodb:select").contains(where: {
          $0.operation?.family == .string && $0.operation?.isNegated == false
            && $0.values.allSatisfy { $0.value.text.uppercased() == "SPECIFIC_ATTRIBUTES" }
        })
      else { return }
      findings.report(
        "\(clause.key.name.quoted) is restricted, `dynamodb:Select` is not", at: clause.keyRange)
    })

  private static let prefix = Rule(
    awsCode: "S3_PREFIX_IN_NEGATIVE_CONTEXT", .securityWarning, title: "`s3:prefix` used to keep out of some prefixes",
    why: "A request for a shorter prefix, or for none, lists the keys below all the same.",
    remedy: "Allow the prefixes that may be listed, by `StringLike` with `Allow` or `StringNotLike` with `Deny`.",
    example: example(#"{"StringLike":{«"s3:prefix"»:"private/*"}}"#, "s3:ListBucket", effect: "Deny"),
    silent: example(#"{"StringNotLike":{"s3:prefix":"public/*"}}"#, "s3:ListBucket", effect: "Deny"),
    .condition { clause, findings in
      guard clause.key.lowercased == "s3:prefix", let operation = clause.operation, operation.family == .string,
        operation.isNegated ? clause.statement.isAllow : clause.statement.isDeny
      else { return }
      findings.report("a shorter prefix passes the condition on \(clause.key.name.quoted)", at: clause.keyRange)
    })

  private static let bounds: Set<String> = [
    "numericlessthan", "numericlessthanequals", "numericgreaterthan", "numericgreaterthanequals",
  ]

  private static let numbers = Rule(
    awsCode: "REDUNDANT_CONDITION_VALUE_NUM", .suggestion, title: "Several bounds for one number",
    why: "One that holds is enough, so that only the widest bound counts.", remedy: "Leave the others out.",
    example: example(#"{"NumericLessThan":{"aws:MultiFactorAuthAge":«["2700","3600"]»}}"#),
    silent: example(#"{"NumericLessThan":{"aws:MultiFactorAuthAge":["3600"]}}"#),
    .condition { clause, findings in
      guard clause.values.count > 1, let operation = clause.operation, bounds.contains(operation.base) else { return }
      let which = operation.base.contains("less") ? "greatest" : "least"
      findings.report(
        "of \(clause.values.count) values of \(clause.key.name.quoted) only the \(which) counts",
        at: clause.valuesRange,
        fixes: widest(clause.values, isUpper: which == "greatest").map {
          ConditionEdits.leaving($0, of: clause, .safe)
        } ?? [])
    })

  /// The bound that counts; `nil` when one of them is no number.
  private static func widest(_ values: [Located<ConditionValue>], isUpper: Bool) -> Located<ConditionValue>? {
    guard var widest = values.first else { return nil }
    for value in values.dropFirst() {
      guard let isLess = ConditionOperand.isLess(widest.value.text, than: value.value.text),
        let isGreater = ConditionOperand.isLess(value.value.text, than: widest.value.text)
      else { return nil }
      if isUpper ? isLess : isGreater { widest = value }
    }
    return widest
  }

  // MARK: Wildcards that match everything

  /// A value that matches every value of the key.
  private static func star(_ clause: ClauseFacts) -> Located<ConditionValue>? {
    guard let operation = clause.operation, operation.base.hasSuffix("like") else { return nil }
    return clause.values.first { $0.value.text == "*" }
  }

  /// Whether a clause holds for every request, because of such a value.
  static func alwaysHolds(_ clause: ClauseFacts) -> Bool {
    guard star(clause) != nil, let operation = clause.operation, !operation.isNegated else { return false }
    return operation.ifExists || operation.qualifier == .forAllValues || clause.key.isAlwaysPresent
  }

  /// Whether a clause holds for no request, because of such a value.
  static func neverHolds(_ clause: ClauseFacts) -> Bool {
    guard star(clause) != nil, let operation = clause.operation, operation.isNegated, !operation.ifExists else {
      return false
    }
    return operation.qualifier == .forAnyValue || (operation.qualifier == nil && clause.key.isAlwaysPresent)
  }

  private static let redundantKey = Rule(
    awsCode: "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION", .suggestion, title: "Condition that always holds",
    why: "`*` matches every value, and requests without the key pass as well, or there are none.",
    remedy: "Leave the key out.", example: example(#"{"StringLikeIfExists":{"aws:SourceVpc":«"*"»}}"#),
    silent: example(#"{"StringLikeIfExists":{"aws:SourceVpc":"vpc-1a2b3c4d"}}"#),
    .condition { clause, findings in
      guard let value = star(clause), alwaysHolds(clause) else { return }
      // The evaluator takes neither for granted that a key is there nor that it has one value; AWS does.
      let isPassed = clause.operation?.qualifier == .forAllValues
      findings.report(
        "the condition on \(clause.key.name.quoted) always holds", at: value.range,
        fixes: ConditionEdits.removing(clause, isPassed ? .safe : .changesBehaviour))
    })

  private static let redundantStatement = Rule(
    awsCode: "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION", .suggestion, title: "Condition that never holds",
    why: "`*` matches every value, so that the statement never applies.", remedy: "Leave the statement out.",
    example: example(#"{"StringNotLike":{"aws:RequestedRegion":«"*"»}}"#),
    silent: example(#"{"StringNotLike":{"aws:RequestedRegion":"eu-*"}}"#),
    .condition { clause, findings in
      guard let value = star(clause), neverHolds(clause) else { return }
      findings.report("the condition on \(clause.key.name.quoted) never holds", at: value.range)
    })
}
