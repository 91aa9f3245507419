import CommandLine
import DocumentSyntax
import SourceText
import Testing

/// `--output explanation` and `explanation-json`: the whole story of a decision.
@Suite("explained decisions")
struct ExplanationTests {
  @Test("answers are as docs/schema says", arguments: SampleAnswers.simulations)
  func answersMeetTheSchema(sample: SampleAnswers.Sample) throws {
    let schema = try JSONSchema("docs/schema/explanation.schema.json")
    try #expect(schema.problems(in: sample.answer(["--output", "explanation-json"])) == [])
  }

  private static let member = "arn:aws:iam::111122223333:role/app"
  private static let secret = "arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf"

  private func explain(_ format: String, _ statements: String, resource: String = secret) -> String {
    let policy = #"{"Version": "2012-10-17", "Statement": [\#(statements)]}"#
    return CommandLineTool.run([
      "simulate-custom-policy", "--output", format, "--policy-input-list", policy, "--caller-arn", Self.member,
      "--action-names", "secretsmanager:GetSecretValue", "--resource-arns", resource,
    ]).output
  }

  private func near(_ statements: String) throws -> [JSONValue] {
    let text = explain("explanation-json", statements)
    let root = try #require(DocumentParser().parse(SourceFile(name: "answer", text: text)).tree.root)
    guard case .array(let evaluations)? = JSONValue(root)["evaluations"],
      case .array(let checks)? = evaluations.first?["checks"]
    else { return [] }
    return checks.flatMap { check -> [JSONValue] in
      guard case .array(let near)? = check["nearlyApplied"] else { return [] }
      return near
    }
  }

  @Test("a condition: the key, what it asks for, what the request has")
  func condition() throws {
    let near = try near(
      #"""
      {"Sid": "Tagged", "Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*",
       "Condition": {"StringEquals": {"aws:PrincipalAccount": "444455556666"}}}
      """#)
    #expect(near.count == 1)
    #expect(near.first?["element"] == "condition")
    #expect(near.first?["key"] == "aws:PrincipalAccount")
    #expect(near.first?["expected"] == "StringEquals `444455556666`")
    #expect(near.first?["found"] == "`111122223333`")
    #expect(near.first?["statement"]?["sid"] == "Tagged")
    #expect(near.first?["line"] == .integer(2))
  }

  @Test("a resource: the pattern and the ARN")
  func resource() throws {
    let near = try near(
      #"{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:*:*:secret:x"}"#
    )
    #expect(near.first?["element"] == "resource")
    #expect(near.first?["expected"] == "arn:aws:secretsmanager:*:*:secret:x")
    #expect(near.first?["found"] == .string(Self.secret))
  }

  @Test("a statement that lacks more than one element, or is about other actions, did not nearly apply")
  func farMisses() throws {
    #expect(try near(#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}"#) == [])
    let two = #"{"StringEquals": {"aws:PrincipalAccount": "444455556666", "aws:PrincipalType": "User"}}"#
    #expect(
      try near(#"{"Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*", "Condition": \#(two)}"#) == [])
  }

  @Test("a statement that applied is no near miss; a Deny that nearly applied is one")
  func denies() throws {
    let allow = #"{"Sid": "All", "Effect": "Allow", "Action": "*", "Resource": "*"}"#
    let deny =
      #"{"Sid": "Not", "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:PrincipalIsAWSService": "true"}}}"#
    let near = try near(allow + ", " + deny)
    #expect(near.map { $0["statement"]?["sid"] } == ["Not"])
    #expect(near.first?["statement"]?["evaluatedEffect"] == "DENY")
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html: an absent key
  // fails `StringEquals`
  @Test("values of absent keys that would change the answer")
  func otherwise() throws {
    let text = explain(
      "explanation-json",
      #"""
      {"Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*",
       "Condition": {"StringEquals": {"secretsmanager:ResourceTag/team": "a"}}}
      """#)
    let root = try #require(DocumentParser().parse(SourceFile(name: "answer", text: text)).tree.root)
    guard case .array(let evaluations)? = JSONValue(root)["evaluations"],
      case .array(let flips)? = evaluations.first?["otherwise"]
    else {
      Issue.record("no `otherwise`")
      return
    }
    #expect(flips.first?["evaluatedEffect"] == "ALLOW")
    #expect(flips.first?["context"] == [["key": "secretsmanager:ResourceTag/team", "values": ["a"]]])
    #expect(evaluations.first?["missingContextKeys"] == ["secretsmanager:ResourceTag/team"])
  }

  @Test("the lines of a statement that decided")
  func lines() {
    let text = explain(
      "explanation", "\n  {\n    \"Effect\": \"Allow\",\n    \"Action\": \"*\", \"Resource\": \"*\"\n  }")
    #expect(text.contains("    2 |   {\n    3 |     \"Effect\": \"Allow\",\n"), "\(text)")
  }

  @Test("hostile names do not reach the terminal")
  func hostile() {
    let text = explain(
      "explanation",
      #"{"Sid": "A\u001b[31m", "Effect": "Allow", "Action": "secretsmanager:*", "Resource": "arn:aws:secretsmanager:*:*:secret:\u001b[2J"}"#
    )
    #expect(!text.contains("\u{1B}"))
  }
}
