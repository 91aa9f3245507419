import Authorization
import PolicyLanguage
import ServiceCatalog
import SourceText

/// Values and operators that do not fit the condition key or each other.
enum ConditionTypeRules {
  static let rules = [
    mixedTypes, severalBooleans, missingQualifier, typeMismatch, boolean, date, number, base64, ipRange, epochDate,
    forAllValues, nullWithQualifier, stringLikeOnARN, wildcardWithoutLike, nullFalse, nullTrue,
  ]

  private static func example(_ block: String, _ action: String = "s3:ListBucket") -> RuleExample {
    .statements(#"{"Effect":"Allow","Action":""# + action + #"","Resource":"*","Condition":"# + block + "}")
  }

  /// The value without policy variables, which can stand for anything.
  private static func isLiteral(_ value: Located<ConditionValue>) -> Bool {
    !VariableTemplate.mayHoldVariables(value.value.text)
  }

  static let mixedTypes = Rule(
    awsCode: "INVALID_CONDITION_DATA_TYPE", .error, title: "Values of several JSON types in one list",
    why: "The values of a key are to be of one type: strings, numbers or booleans.",
    remedy: "Put all in quotes, or none.",
    example: example(#"{"NumericLessThan":{"s3:max-keys":«["10",true]»}}"#),
    silent: example(#"{"NumericLessThan":{"s3:max-keys":["10"]}}"#),
    .condition { clause, findings in
      guard let first = clause.values.first,
        let other = clause.values.first(where: { $0.value.form != first.value.form })
      else { return }
      findings.report(
        "\(first.value.text.quoted) and \(other.value.text.quoted) are of different types", at: clause.valuesRange)
    })

  static let severalBooleans = Rule(
    awsCode: "INVALID_CONDITION_MULTIPLE_BOOLEAN", .error, title: "Several values for a key that is true or false",
    why: "Either value matches, so that the condition restricts nothing; AWS refuses it.", remedy: "Give one value.",
    example: .statements(
      #"{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":«["true","false"]»}}}"#
    ),
    silent: .statements(
      #"{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":["false"]}}}"#),
    .condition { clause, findings in
      guard clause.values.count > 1,
        clause.operation?.family == .bool || clause.operation?.family == .null || clause.key.valueType == .bool
      else { return }
      findings.report(
        "the key \(clause.key.name.quoted) is given \(clause.values.count) values", at: clause.valuesRange)
    })

  static let missingQualifier = Rule(
    awsCode: "MISSING_QUALIFIER", .error,
    title: "Key with several values in a request, without `ForAllValues` or `ForAnyValue`",
    why: "A request can have several values of the key; the policy must say whether all of them are to match or any.",
    remedy: "Write `ForAnyValue:` or `ForAllValues:` before the operator.", basis: .observed,
    example: example(#"{"StringEquals":{«"aws:TagKeys"»:"team"}}"#, "ec2:CreateTags"),
    silent: example(#"{"ForAnyValue:StringEquals":{"aws:TagKeys":"team"}}"#, "ec2:CreateTags"),
    .condition { clause, findings in
      guard let operation = clause.operation, operation.qualifier == nil, operation.family != .null,
        clause.key.isMultivalued == true
      else { return }
      findings.report(
        "a request can have several values of \(clause.key.name.quoted)", at: clause.keyRange,
        help: "write `ForAnyValue:\(clause.operatorName)` or `ForAllValues:\(clause.operatorName)`")
    })

  static let forAllValues = Rule(
    awsCode: "FORALLVALUES_WITH_SINGLE_VALUED_KEY", .securityWarning, title: "`ForAllValues` on a key with one value",
    why:
      "`ForAllValues` also holds for requests without the key, so that the condition can be passed by leaving it out.",
    remedy: "Leave the quantifier out.", basis: .observed,
    example: example(#"{"ForAllValues:StringEquals":{«"aws:PrincipalOrgID"»:"o-a1b2c3d4e5"}}"#),
    silent: example(#"{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#),
    .condition { clause, findings in
      guard let operation = clause.operation, operation.qualifier == .forAllValues, operation.family != .null,
        clause.key.isMultivalued == false
      else { return }
      findings.report(
        "a request has one value of \(clause.key.name.quoted) at most", at: clause.keyRange,
        help: "write `\(clause.operatorName.dropFirst("ForAllValues:".count))`")
    })

  static let typeMismatch = Rule(
    awsCode: "TYPE_MISMATCH", .warning, title: "Operator that does not fit the type of the key",
    why: "The operator compares something else than the key holds, so that the condition may never hold.",
    remedy: "Use an operator for the key's type.", basis: .observed,
    example: example(#"{"StringEquals":{«"aws:ViaAWSService"»:"true"}}"#),
    silent: example(#"{"Bool":{"aws:ViaAWSService":"true"}}"#),
    .condition { clause, findings in
      guard let operation = clause.operation, let type = clause.key.valueType, !fits(operation.family, type, clause.key)
      else { return }
      findings.report(
        "\(clause.operatorName.quoted) does not compare values of type \(type.rawValue), which \(clause.key.name.quoted) holds",
        at: clause.keyRange)
    })

  /// Whether an operator can be meant for a key; strings on ARNs are for another check.
  private static func fits(_ family: OperatorFacts.Family, _ type: ConditionKey.ValueType, _ key: KeyFacts) -> Bool {
    switch (family, type) {
    case (.null, _), (.string, .string), (.string, .arn), (.arn, .arn), (.bool, .bool), (.numeric, .numeric),
      (.date, .date), (.ipAddress, .ipAddress), (.binary, .binary):
      return true
    // Compares as a number too.
    case (.numeric, .date): return key.lowercased == "aws:epochtime"
    default: return false
    }
  }

  private static func values(
    _ code: String, type: FindingType = .warning, _ family: OperatorFacts.Family, title: String, expected: String,
    example: RuleExample, silent: RuleExample, wholeList: Bool = false,
    accepts: @escaping @Sendable (String) -> Bool
  ) -> Rule {
    Rule(
      awsCode: code, type, title: title, why: "The value cannot be compared, so that the condition never holds.",
      remedy: "Write \(expected).", example: example, silent: silent,
      .condition { clause, findings in
        guard clause.operation?.family == family else { return }
        for value in clause.values where isLiteral(value) && !accepts(value.value.text) {
          findings.report(
            "\(value.value.text.quoted) is not \(expected)", at: wholeList ? clause.valuesRange : value.range)
          if wholeList { return }
        }
      })
  }

  static let boolean = values(
    "TYPE_MISMATCH_BOOLEAN", .bool, title: "Neither true nor false", expected: "`true` or `false`",
    example: example(#"{"Bool":{"aws:SecureTransport":«"yes"»}}"#),
    silent: example(#"{"Bool":{"aws:SecureTransport":true}}"#), wholeList: true
  ) { ["true", "false"].contains($0.lowercased()) }

  static let date = values(
    "TYPE_MISMATCH_DATE", .date, title: "No date", expected: "a date such as `2026-01-31T12:00:00Z`",
    example: example(#"{"DateLessThan":{"aws:CurrentTime":«"next week"»}}"#),
    silent: example(#"{"DateLessThan":{"aws:CurrentTime":"2027-01-01T00:00:00Z"}}"#), accepts: ConditionOperand.isDate)

  static let number = values(
    "TYPE_MISMATCH_NUMBER", .numeric, title: "No number", expected: "a number",
    example: example(#"{"NumericLessThan":{"s3:max-keys":«"ten"»}}"#),
    silent: example(#"{"NumericLessThan":{"s3:max-keys":"10"}}"#), accepts: ConditionOperand.isNumber)

  static let base64 = values(
    "TYPE_MISMATCH_STRING", .binary, title: "No text in base64", expected: "text in base64",
    example: example(#"{"BinaryEquals":{"s3:prefix":«"**"»}}"#),
    silent: example(#"{"BinaryEquals":{"s3:prefix":"QmluYXJ5"}}"#), accepts: ConditionOperand.isBase64)

  static let ipRange = values(
    "TYPE_MISMATCH_IP_RANGE", type: .error, .ipAddress, title: "No address range",
    expected: "an address or a range such as `203.0.113.0/24`",
    example: example(#"{"IpAddress":{"aws:SourceIp":«"203.0.113.0/99"»}}"#),
    silent: example(#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#)
  ) { ConditionOperand.network($0) != nil }

  static let epochDate = Rule(
    awsCode: "INVALID_DATE_VALUE", .warning, title: "Seconds in place of a date",
    why: "AWS's page advises dates of ISO 8601, which people can read.",
    remedy: "Write a date such as `2026-01-31T12:00:00Z`.",
    example: example(#"{"DateLessThan":{"aws:CurrentTime":«"1735689600"»}}"#),
    silent: example(#"{"DateLessThan":{"aws:CurrentTime":"2027-01-01T00:00:00Z"}}"#),
    .condition { clause, findings in
      guard clause.operation?.family == .date else { return }
      for value in clause.values
      where value.value.text.utf8.count > 4 && value.value.text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
        findings.report("\(value.value.text.quoted) is a number of seconds", at: value.range)
      }
    })

  static let nullWithQualifier = Rule(
    awsCode: "NULL_WITH_QUALIFIER", .suggestion, title: "`Null` with a quantifier",
    why: "With `ForAllValues` it always holds, with `ForAnyValue` never.", remedy: "Write `Null`.",
    example: example(#"{«"ForAllValues:Null"»:{"aws:TagKeys":"false"}}"#),
    silent: example(#"{"Null":{"aws:TagKeys":"false"}}"#),
    .condition { clause, findings in
      guard let operation = clause.operation, operation.family == .null, operation.qualifier != nil,
        clause.statement.clauses.first(where: { $0.operatorRange == clause.operatorRange }) === clause
      else { return }
      findings.report("\(clause.operatorName.quoted) does not ask whether the key is there", at: clause.operatorRange)
    })

  static let stringLikeOnARN = Rule(
    awsCode: "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS", .securityWarning,
    title: "`StringLike` on a key that holds an ARN",
    why: "`*` of `StringLike` matches colons as well, so that one field of the pattern can swallow the next ones.",
    remedy: "Use `ArnLike` or `ArnNotLike`.", basis: .observed,
    example: example(
      #"{"StringLike":{«"iam:PolicyARN"»:"arn:aws:iam::111122223333:policy/*"}}"#, "iam:AttachRolePolicy"),
    silent: example(#"{"ArnLike":{"iam:PolicyARN":"arn:aws:iam::111122223333:policy/*"}}"#, "iam:AttachRolePolicy"),
    .condition { clause, findings in
      guard let operation = clause.operation, operation.family == .string, operation.takesWildcards,
        clause.key.valueType == .arn
      else { return }
      findings.report(
        "\(clause.key.name.quoted) holds an ARN, which \(clause.operatorName.quoted) compares as plain text",
        at: clause.keyRange, help: "write `\(operation.isNegated ? "ArnNotLike" : "ArnLike")`",
        fixes: clause.renaming(operation.isNegated ? "ArnNotLike" : "ArnLike"))
    })

  /// Whether a value holds a wildcard outside of policy variables.
  static func holdsWildcard(_ text: String) -> Bool {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }) else { return false }
    return VariableTemplate(parsing: text).parts.contains { part in
      if case .literal(let text) = part { text.contains("*") || text.contains("?") } else { false }
    }
  }

  static let wildcardWithoutLike = Rule(
    awsCode: "WILDCARD_WITHOUT_LIKE_OPERATOR", .warning, title: "Wildcard under an operator that takes none",
    why: "`StringEquals` compares `*` and `?` as plain characters.", remedy: "Use `StringLike` or `StringNotLike`.",
    basis: .observed, example: example(#"{"StringEquals":{"aws:PrincipalTag/job":«"admin-*"»}}"#),
    silent: example(#"{"StringLike":{"aws:PrincipalTag/job":"admin-*"}}"#),
    .condition { clause, findings in
      guard let operation = clause.operation, operation.family == .string, !operation.takesWildcards,
        let value = clause.values.first(where: { holdsWildcard($0.value.text) })
      else { return }
      findings.report(
        "\(clause.operatorName.quoted) compares the wildcard in \(value.value.text.quoted) as a plain character",
        at: clause.valuesRange,
        fixes: operation.base == "stringequals" || operation.base == "stringnotequals"
          ? clause.renaming(operation.isNegated ? "StringNotLike" : "StringLike") : [])
    })

  private static func onlyStar(_ clause: ClauseFacts) -> Located<ConditionValue>? {
    guard clause.values.count == 1, let value = clause.values.first, value.value.text == "*",
      let operation = clause.operation, operation.takesWildcards, operation.base.hasSuffix("like"),
      !operation.ifExists, operation.qualifier == nil
    else { return nil }
    return value
  }

  static let nullFalse = Rule(
    awsCode: "EQUIVALENT_TO_NULL_FALSE", .suggestion, title: "Any value: the same as `Null` `false`",
    why: "`*` matches every value, so that the condition only asks whether the key is there.",
    remedy: "Write `\"Null\": { \"key\": \"false\" }`.", basis: .observed,
    example: example(#"{"StringLike":{"aws:PrincipalTag/team":«"*"»}}"#),
    silent: example(#"{"StringLike":{"aws:PrincipalTag/team":"a*"}}"#),
    .condition { clause, findings in
      guard let value = onlyStar(clause), clause.operation?.isNegated == false, !clause.key.isAlwaysPresent else {
        return
      }
      findings.report(
        "the condition only asks whether the request has \(clause.key.name.quoted)", at: value.range,
        fixes: ConditionEdits.askingByNull(clause, isAbsent: false))
    })

  static let nullTrue = Rule(
    awsCode: "EQUIVALENT_TO_NULL_TRUE", .suggestion, title: "No value: the same as `Null` `true`",
    why: "`*` matches every value, so that the condition holds only for requests without the key.",
    remedy: "Write `\"Null\": { \"key\": \"true\" }`.",
    example: example(#"{"StringNotLike":{"aws:PrincipalTag/team":«"*"»}}"#),
    silent: example(#"{"StringNotLike":{"aws:PrincipalTag/team":"a*"}}"#),
    .condition { clause, findings in
      guard let value = onlyStar(clause), clause.operation?.isNegated == true, !clause.key.isAlwaysPresent else {
        return
      }
      findings.report(
        "the condition holds only for requests without \(clause.key.name.quoted)", at: value.range,
        fixes: ConditionEdits.askingByNull(clause, isAbsent: true))
    })
}
