import PolicyLanguage
import ServiceCatalog
import SourceText

/// Condition keys that do not exist.
enum ConditionKeyRules {
  static let rules = [invalidGlobalKey, invalidServiceKey, invalidOperator]

  private static func example(_ block: String) -> RuleExample {
    .statements(#"{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*","Condition":"# + block + "}")
  }

  static let invalidGlobalKey = Rule(
    awsCode: "INVALID_GLOBAL_CONDITION_KEY", .error, title: "Global condition key that does not exist",
    why: "No request has the key, so that the condition never holds, or always, depending on its operator.",
    remedy: "Correct the name.", basis: .observed,
    example: example(#"{"StringEquals":{«"aws:SourceAccnt"»:"111122223333"}}"#),
    silent: example(#"{"StringEquals":{"aws:SourceAccount":"111122223333"}}"#),
    .condition { clause, findings in
      guard clause.key.prefix == "aws", clause.key.globalKey == nil, clause.key.name.utf8.count > 4,
        clause.key.lowercased != "aws:arn", !lacksTagKey(clause.key.lowercased)
      else { return }
      let nearest = clause.statement.policy.catalog.nearest(to: clause.key.name, in: .globalKeys)
      findings.report(
        "there is no global condition key \(clause.key.name.quoted)", at: clause.keyRange,
        help: nearest.map { "did you mean `\($0)`?" })
    })

  private static func lacksTagKey(_ key: String) -> Bool {
    ["aws:resourcetag", "aws:requesttag", "aws:principaltag"].contains { key == $0 || key == $0 + "/" }
  }

  static let invalidServiceKey = Rule(
    awsCode: "INVALID_SERVICE_CONDITION_KEY", .error, title: "Condition key that its service does not have",
    why: "No request has the key, so that the condition never holds, or always, depending on its operator.",
    remedy: "Correct the name.", basis: .observed,
    example: example(#"{"StringEquals":{«"s3:prefixx"»:"a"}}"#),
    silent: example(#"{"StringEquals":{"s3:prefix":"a"}}"#),
    .condition { clause, findings in
      guard let service = clause.key.service, clause.key.serviceKey == nil,
        clause.key.globalKey == nil, !clause.key.lowercased.hasSuffix("tag/")
      else { return }
      let nearest = clause.statement.policy.catalog.nearest(to: clause.key.name, in: .keys(of: service.prefix))
      findings.report(
        "\(service.name) has no condition key \(clause.key.name.quoted)", at: clause.keyRange,
        help: nearest.map { "did you mean `\($0)`?" })
    })

  static let invalidOperator = Rule(
    awsCode: "INVALID_CONDITION_OPERATOR", .error, title: "Condition operator that does not exist",
    why: "AWS refuses the policy.", remedy: "Correct the name.",
    example: example(#"{«"StringMatches"»:{"s3:prefix":"a"}}"#), silent: example(#"{"StringLike":{"s3:prefix":"a"}}"#),
    .statement { statement, findings in
      var last: ByteRange?
      for clause in statement.clauses where clause.operation == nil && clause.operatorRange != last {
        last = clause.operatorRange
        let nearest = SpellingSuggestion.nearest(
          to: clause.clause.operatorName.value.base, among: OperatorFacts.names)
        findings.report(
          "there is no condition operator \(clause.operatorName.quoted)", at: clause.operatorRange,
          help: nearest.map { "did you mean `\($0)`?" })
      }
    })
}
