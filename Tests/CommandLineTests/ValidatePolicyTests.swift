import CommandLine
import DocumentSyntax
import SourceText
import Testing

@Suite("validate-policy")
struct ValidatePolicyTests {
  private func run(_ document: String, _ type: String = "IDENTITY_POLICY", _ more: String...) -> Outcome {
    CommandLineTool.run(["validate-policy", "--policy-document", document, "--policy-type", type] + more)
  }

  private func codes(_ outcome: Outcome) -> [String] {
    let parsed = DocumentParser().parse(SourceFile(name: "answer.json", text: outcome.output))
    return parsed.tree.root?["findings"]?.elements.compactMap { $0["issueCode"]?.stringValue } ?? []
  }

  @Test func aGoodPolicyHasNoFindings() {
    let outcome = run(
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:us-east-1:111122223333:secret:app-??????"}]}"#
    )
    #expect(outcome.output == "{\n    \"findings\": []\n}\n")
    #expect(outcome.status == .clean)
  }

  @Test func everyMistakeIsReportedAtOnce() {
    let outcome = run(
      #"{"Statement":[{"Effect":"allow","Action":"s3:Nope"},{"Effect":"Allow","Action":"nope:Get","Resource":"*"}]}"#)
    #expect(
      Set(codes(outcome)) == [
        "MISSING_VERSION", "INVALID_EFFECT", "INVALID_ACTION", "MISSING_RESOURCE", "INVALID_SERVICE_IN_ACTION",
      ])
    #expect(outcome.status == .findings)
  }

  @Test func suggestionsAloneAreNoFailure() {
    let outcome = run(
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","s3:GetObject"],"Resource":"arn:aws:s3:::b1/*"}]}"#
    )
    #expect(codes(outcome) == ["REDUNDANT_ACTION"])
    #expect(outcome.status == .clean)
  }

  @Test func aSpanCountsAsAWSDoes() {
    let outcome = run("{\n  \"Version\": \"2020-01-01\", \"Statement\": [] }")
    #expect(outcome.output.contains("\"line\": 2"))
    #expect(outcome.output.contains("\"column\": 13"))
    #expect(outcome.output.contains("\"offset\": 15"))
  }

  @Test(arguments: [
    "", "hello", "[1, 2]", #"{"a": 1}"#, "12",
  ])
  func whatIsNoPolicyIsAnInputError(document: String) {
    let outcome = run(document)
    #expect(outcome.status == .failure)
    #expect(outcome.output.isEmpty && !outcome.messages.isEmpty)
  }

  @Test func unknownTypesAreUsageErrors() {
    #expect(run("{}", "NO_POLICY").status == .failure)
    #expect(run("{}", "IDENTITY_POLICY", "--validate-policy-resource-type", "AWS::S3::Bucket").status == .failure)
    #expect(run("{}", "RESOURCE_POLICY", "--validate-policy-resource-type", "AWS::No::Type").status == .failure)
  }

  @Test func rulesAreListedAndShown() {
    #expect(CommandLineTool.run(["rules"]).output.contains("invalid-action"))
    #expect(CommandLineTool.run(["rules", "INVALID_ACTION"]).output.hasPrefix("invalid-action: "))
    #expect(CommandLineTool.run(["rules", "invalid-acton"]).messages.contains("did you mean `invalid-action`"))
    #expect(CommandLineTool.run(["rules", "--output", "json"]).output.hasPrefix("["))
  }
}
