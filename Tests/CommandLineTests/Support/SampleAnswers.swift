import CommandLine
import Testing

/// Command lines whose answers between them hold every member of the AWS CLI's answer.
enum SampleAnswers {
  /// A command line, and the operation of AWS whose answer it prints.
  struct Sample: CustomTestStringConvertible, Sendable {
    var name: String
    var operation: String
    var arguments: [String]
    var status = ExitStatus.clean

    var testDescription: String { name }

    /// The answer as JSON.
    func answer(_ further: [String] = []) throws -> String {
      let outcome = CommandLineTool.run(arguments + further)
      try #require(outcome.messages == "", "\(name): \(outcome.messages)")
      try #require(outcome.status == status)
      return outcome.output
    }
  }

  private static func policy(_ name: String) -> String { "file://" + Repository.path("policies/" + name) }

  private static let secret = "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-AbCdEf"
  private static let tagged = [
    "ContextKeyName=secretsmanager:ResourceTag/Environment,ContextKeyValues=production,ContextKeyType=string",
    "ContextKeyName=aws:ResourceTag/Environment,ContextKeyValues=production,ContextKeyType=string",
  ]
  private static let account = ["--account", Repository.path("testdata/command-line/account.json")]

  static let simulations: [Sample] = [
    Sample(
      name: "allowed", operation: "SimulateCustomPolicy",
      arguments: [
        "simulate-custom-policy", "--policy-input-list", policy("secrets-manager/read-production-by-tag.json"),
        "--action-names", "secretsmanager:GetSecretValue", "--resource-arns", secret, "--context-entries",
      ] + tagged),
    Sample(
      name: "missing context, no resource", operation: "SimulateCustomPolicy",
      arguments: [
        "simulate-custom-policy", "--policy-input-list", policy("secrets-manager/read-production-by-tag.json"),
        "--action-names", "secretsmanager:GetSecretValue", "secretsmanager:ListSecrets",
      ], status: .findings),
    Sample(
      name: "boundary and service control policy", operation: "SimulateCustomPolicy",
      arguments: [
        "simulate-custom-policy", "--policy-input-list", policy("secrets-manager/read-production-by-tag.json"),
        "--permissions-boundary-policy-input-list", policy("secrets-manager/list-and-describe.json"),
        "--service-control-policy", policy("organizations/region-guardrail-scp.json"),
        "--action-names", "secretsmanager:GetSecretValue", "--resource-arns", secret, "--context-entries",
      ] + tagged, status: .findings),
    Sample(
      name: "another account", operation: "SimulateCustomPolicy",
      arguments: [
        "simulate-custom-policy",
        "--policy-input-list", policy("secrets-manager/cross-account/application-role.json"),
        "--resource-policy", policy("secrets-manager/cross-account/secret-policy.json"),
        "--caller-arn", "arn:aws:iam::444455556666:role/Application",
        "--action-names", "secretsmanager:GetSecretValue", "--resource-arns", secret,
      ], status: .findings),
    Sample(
      name: "several resources", operation: "SimulateCustomPolicy",
      arguments: [
        "simulate-custom-policy", "--policy-input-list", policy("secrets-manager/read-production-by-tag.json"),
        "--action-names", "secretsmanager:GetSecretValue", "--resource-arns", secret,
        "arn:aws:secretsmanager:us-west-2:111122223333:secret:other-AbCdEf", "--context-entries",
      ] + tagged, status: .findings),
    Sample(
      name: "cut short", operation: "SimulateCustomPolicy",
      arguments: [
        "simulate-custom-policy", "--policy-input-list", policy("secrets-manager/list-and-describe.json"),
        "--action-names", "secretsmanager:ListSecrets", "secretsmanager:DescribeSecret", "--max-items", "1",
      ]),
    Sample(
      name: "a user of an account", operation: "SimulatePrincipalPolicy",
      arguments: [
        "simulate-principal-policy", "--policy-source-arn", "arn:aws:iam::111122223333:user/ops/alice",
        "--action-names", "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "--resource-arns", secret,
      ] + account, status: .findings),
    Sample(
      name: "a role of an account", operation: "SimulatePrincipalPolicy",
      arguments: [
        "simulate-principal-policy", "--policy-source-arn", "arn:aws:iam::111122223333:role/rotation",
        "--action-names", "secretsmanager:PutSecretValue", "--resource-arns", secret,
      ] + account),
  ]

  static let contextKeys: [Sample] = [
    Sample(
      name: "context keys of policies", operation: "GetContextKeysForCustomPolicy",
      arguments: [
        "get-context-keys-for-custom-policy", "--policy-input-list",
        policy("secrets-manager/read-production-by-tag.json"),
      ]),
    Sample(
      name: "context keys of a user", operation: "GetContextKeysForPrincipalPolicy",
      arguments: [
        "get-context-keys-for-principal-policy", "--policy-source-arn", "arn:aws:iam::111122223333:user/ops/alice",
      ] + account),
  ]
}
