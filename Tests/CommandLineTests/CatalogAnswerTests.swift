import CommandLine
import Foundation
import Testing

/// The JSON of `iamsim catalog`, against docs/schema/catalog.schema.json.
@Suite("JSON answers of the catalogue")
struct CatalogAnswerTests {
  private static let path = "docs/schema/catalog.schema.json"

  /// Command lines, which begin with the subcommand and whose answers hold every member of the schema.
  static let samples = [
    ["services"], ["actions", "secretsmanager"], ["actions", "s3", "--accepts-only-star"],
    ["action", "secretsmanager:GetSecretValue"], ["action", "s3:ListObjects"], ["action", "lambda:CreateFunction"],
    ["resource-types", "secretsmanager"], ["resource-types", "evidently"], ["condition-keys"],
    ["condition-keys", "kms"], ["expand", "secretsmanager:*Secret*"], ["expand", "s3:ListObjects"],
    ["shrink", "s3:Get*", "s3:PutObject"], ["operation", "s3:ListObjectsV2"],
    ["operation", "apigateway:GetRestApis"], ["event", "lambda.amazonaws.com", "CreateFunction20150331"],
    ["arn", "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf"], ["arn", "arn:aws:rds:*:*:*"],
    ["managed-policies", "*SecretsManager*"], ["managed-policy", "SecretsManagerReadWrite"],
    ["service-principals", "*lambda*"], ["sources"],
  ]

  private static func answer(_ arguments: [String]) throws -> String {
    let outcome = CommandLineTool.run(["catalog"] + arguments + ["--output", "json"])
    try #require(outcome.status == .clean, "\(arguments): \(outcome.messages)")
    return outcome.output
  }

  @Test("answers are as docs/schema says", arguments: samples)
  func answersMeetTheSchema(arguments: [String]) throws {
    let schema = try JSONSchema(Self.path, definition: arguments[0])
    #expect(try schema.problems(in: Self.answer(arguments)) == [])
  }

  @Test("every subcommand has its definition, and a sample")
  func everySubcommandHasADefinition() throws {
    let help = CommandLineTool.run(["catalog", "--help"]).output
    let list = try #require(help.split(separator: "SUBCOMMANDS:").last).split(separator: "\n\n")[0]
    let names = list.matches(of: #/(?m)^  ([a-z-]+) /#).map { String($0.1) }
    #expect(names.count == 14)
    for name in names {
      _ = try JSONSchema(Self.path, definition: name)
      #expect(Self.samples.contains { $0[0] == name }, "\(name)")
    }
  }

  @Test("the samples hold every member that the schema lists")
  func samplesAreComplete() throws {
    let answers = try Self.samples.map(Self.answer).joined()
    let schema = try Repository.text(Self.path)
    for match in schema.matches(of: /"([A-Z][A-Za-z]+)": \{/) where !schema.contains("#/$defs/\(match.1)\"") {
      #expect(answers.contains("\"\(match.1)\":"), "\(match.1)")
    }
  }

  @Test("what is not as the schema says is noticed")
  func schemaNoticesStrangers() throws {
    let schema = try JSONSchema(Self.path, definition: "expand")
    #expect(try schema.problems(in: #"[{"Action": 1, "Retire": false}]"#).count == 3)
    #expect(try JSONSchema(Self.path, definition: "arn").problems(in: "[]").count == 1)
  }

  @Test("what an action's JSON holds beside its text")
  func everythingOfTheTextIsInTheJSON() throws {
    let action = try Self.answer(["action", "secretsmanager:GetSecretValue"])
    #expect(action.contains(#""secretsmanager:BatchGetSecretValue""#))
    let retired = try Self.answer(["action", "s3:ListObjects"])
    #expect(retired.contains(#""s3:ListBucket""#) && retired.contains(#""Retired": true"#))
    // A key that only requests for the action on the type have is told from those of the type.
    let tunnel = try Self.answer(["action", "ec2-instance-connect:OpenTunnel"])
    let row = try #require(tunnel.split(separator: "\"RowConditionKeys\"").last).split(separator: "]")[0]
    #expect(row.contains("ec2-instance-connect:remotePort"))
  }
}
