import CommandLine
import DocumentSyntax
import Foundation
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

  @Test func aPolicyOfAWSIsGivenByItsARN() {
    let outcome = run("arn:aws:iam::aws:policy/SecretsManagerReadWrite")
    #expect(outcome.status == .clean, "\(outcome.output)\(outcome.messages)")
    let unknown = run("arn:aws:iam::aws:policy/SecretsManagerReadWrit")
    #expect(unknown.status == .failure)
    #expect(unknown.messages.contains("did you mean `arn:aws:iam::aws:policy/SecretsManagerReadWrite`?"))
  }

  @Test func aNewerCatalogueKnowsNewerActions() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "iamsim-\(UUID().uuidString).txt").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try "iamsim\tcatalog\t1\t2027-01-01\ns\tnew\tNew Service\na\tGetThing\tR\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    let policy = #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"new:GetThing","Resource":"*"}}"#
    #expect(codes(run(policy)).contains("INVALID_SERVICE_IN_ACTION"))
    #expect(codes(run(policy, "IDENTITY_POLICY", "--catalog", path)) == [])
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

  @Test func detailsAreSentences() {
    let outcome = run(#"{"Statement":[{"Effect":"Allow","Action":"s3:GetObjec","Resource":"*"}]}"#)
    #expect(outcome.output.contains(#"The policy has no `Version`. Add `\"Version\": \"2012-10-17\"`.""#))
    #expect(outcome.output.contains("has no action `s3:GetObjec`. Did you mean `s3:GetObject`?\""))
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
    let text = CommandLineTool.run(["rules", "invalid-action"]).output
    for part in [
      "AWS: ERROR INVALID_ACTION", "every kind of policy", "status:         on", "docs/rules/invalid-action.md",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(text.contains("      \"Action\": \"s3:GetObjekt\",\n"))
    #expect(text.contains("                    ^^^^^^^^^^^^^^\n"))
  }

  // MARK: Schemas

  @Test func rulesAreAsTheSchemaSays() throws {
    let schema = try JSONSchema("docs/schema/rules.schema.json")
    for arguments in [["rules", "--output", "json"], ["rules", "INVALID_ACTION", "--output", "json"]] {
      try #expect(schema.problems(in: CommandLineTool.run(arguments).output) == [])
    }
    #expect(try schema.problems(in: #"[{"id": 1, "colour": "red"}]"#).count > 10)
  }

  @Test(arguments: [
    #"{"Version":"2012-10-17","Statement":[]}"#,
    #"{"Statement":[{"Effect":"allow","Action":["s3:Get*","s3:GetObject"],"Resource":"arn:aws:s3:::b/${aws:username","Condition":{"StringEquals":{"aws:Nope":"x"}}}]}"#,
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Nope","Resource":"*"}"#,
  ])
  func answersAreAsTheSchemaSays(document: String) throws {
    let schema = try JSONSchema("docs/schema/validate-policy-response.schema.json")
    try #expect(schema.problems(in: run(document).output) == [])
  }

  @Test func everyStepOfAPathOccurs() {
    // Between them the documents above hold every member of the schema but `substring`, which this one has.
    let outcome = run(
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::b/${ }"]}]}"#
    )
    #expect(outcome.output.contains("\"substring\""))
  }

  // MARK: Formats

  @Test func textShowsThePlaceAndASummary() {
    let outcome = run(
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Nope","Resource":"*"}]}"#,
      "IDENTITY_POLICY", "--output", "text")
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.first?.hasPrefix("--policy-document:1:65: error: ") == true && lines[0].hasSuffix(" [invalid-action]"))
    #expect(lines[2].hasSuffix("^^^^^^^^^"))
    #expect(outcome.output.contains("\n\n1 finding in 1 file: 1 error\n"))
    #expect(outcome.output.contains("docs/rules/RULE.md"))
    #expect(outcome.status == .findings && !outcome.output.contains("\u{1B}"))
    let coloured = CommandLineTool.run(
      ["validate-policy", "--policy-document", "{}", "--policy-type", "IDENTITY_POLICY", "--output", "text"],
      in: Surroundings(outputIsColoured: true))
    #expect(coloured.output.contains("\u{1B}["))
  }

  @Test func severalFormatsAtOnce() throws {
    let folder = try TemporaryFolder()
    let sarif = folder.url.appending(path: "results.sarif").path
    let outcome = run(
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Nope","Resource":"*"}]}"#,
      "IDENTITY_POLICY", "--output", "github", "--output", "sarif=\(sarif)", "--output", "json=\(sarif).json")
    #expect(outcome.output.hasPrefix("::error file=--policy-document,line=1,col=65,"))
    #expect(outcome.files.map(\.path) == [sarif, sarif + ".json"])
    #expect(outcome.files[0].text.contains("\"version\": \"2.1.0\""))
    #expect(outcome.files[0].text.contains("docs/rules/invalid-action.md"))
    // In files as on standard output JSON is AWS's answer.
    try #expect(
      JSONSchema("docs/schema/validate-policy-response.schema.json").problems(in: outcome.files[1].text) == [])
    #expect(run("{}", "IDENTITY_POLICY", "--output", "sarf").messages.contains("did you mean `sarif`?"))
  }

  @Test func placesOfOneFindingAreAllShown() {
    let outcome = run(
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","s3:GetObject"],"Resource":"arn:aws:s3:::b1/*"}]}"#,
      "IDENTITY_POLICY", "--output", "text", "--output", "sarif=x")
    #expect(outcome.output.contains("  and at: --policy-document:1:76\n"))
    #expect(outcome.files[0].text.contains("\"relatedLocations\""))
    #expect(outcome.status == .clean)
  }
}
