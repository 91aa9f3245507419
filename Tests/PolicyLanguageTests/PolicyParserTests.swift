import PolicyLanguage
import SourceText
import Testing

@Suite struct PolicyParserTests {
  @Test func readsEveryElement() throws {
    let text = """
      {"Version": "2012-10-17", "Id": "p", "Statement": [{
        "Sid": "One", "Effect": "Deny", "Principal": {"AWS": ["111122223333", "*"], "Service": "ecs.amazonaws.com"},
        "NotAction": "s3:Get*", "Resource": ["arn:aws:s3:::b/${aws:username}", "*"],
        "Condition": {"ForAllValues:StringLikeIfExists": {"aws:TagKeys": ["a", 2, true]}}}]}
      """
    let parsed = PolicyParser(kind: .resource).parse(SourceFile(name: "p.json", text: text))
    #expect(parsed.diagnostics.isEmpty)
    let policy = try #require(parsed.policy)
    let statement = try #require(policy.statements.first)
    #expect(policy.version?.value == .v2012)
    #expect(policy.id?.value == "p")
    #expect(statement.effect?.value == .deny)
    #expect(statement.action?.isNegated == true)
    #expect(statement.resource?.values.map(\.value) == ["arn:aws:s3:::b/${aws:username}", "*"])
    #expect(statement.principal?.entries.map(\.kind) == [.aws, .aws, .service])
    let clause = try #require(statement.condition?.clauses.first)
    #expect(
      clause.operatorName.value == ConditionOperatorName(qualifier: .forAllValues, base: "StringLike", ifExists: true))
    #expect(clause.values.map(\.value.form) == [.string, .number, .boolean])
    #expect(policy.file.text(clause.key.range) == "\"aws:TagKeys\"")
  }
}
