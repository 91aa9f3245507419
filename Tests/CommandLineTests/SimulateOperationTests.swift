import CommandLine
import Testing

/// Answers of `simulate-operation`; what they look like stands in testdata/command-line/operations.md.
@Suite("Calls of operations on the command line")
struct SimulateOperationTests {
  private static let secret = "arn:aws:secretsmanager:us-west-2:111122223333:secret:shared/partner-a1b2c3"
  private static let key = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"

  private static func file(_ name: String) -> String {
    "file://" + Repository.path("policies/secrets-manager/cross-account/" + name)
  }

  /// The read across accounts, all policies given.
  private static let read = [
    "simulate-operation", "secretsmanager:GetSecretValue", "--secret", secret, "--resource-policy",
    file("secret-policy.json"), "--kms-key", key, "--kms-key-policy", file("key-policy.json"), "--caller-arn",
    "arn:aws:iam::444455556666:role/ApplicationRole", "--policy-input-list", file("application-role.json"),
  ]

  static let samples: [(arguments: [String], isAllowed: Bool)] = [
    (read, true),
    // Under the AWS managed key.
    (read.filter { !$0.contains("key") }, false),
    (
      [
        "simulate-operation", "secretsmanager:UpdateSecret", "--secret", secret, "--kms-key", key, "--new-kms-key",
        key + "-new", "--caller-arn", "arn:aws:iam::111122223333:role/App", "--policy-input-list",
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"secretsmanager:*","Resource":"*"},{"Effect":"Allow","Action":"kms:*","Resource":"\#(key)-new"}]}"#,
        "--context-entries", "ContextKeyName=aws:username,ContextKeyValues=x,ContextKeyType=string",
      ], true
    ),
    (
      [
        "simulate-operation", "secretsmanager:RotateSecret", "--secret", secret, "--caller-arn", "anonymous",
        "--policy-input-list", #"{"Version":"2012-10-17","Statement":[]}"#,
      ], false
    ),
    (
      [
        "simulate-operation", "secretsmanager:GetSecretValue", "--secret", secret, "--caller-arn",
        "arn:aws:iam::111122223333:role/App", "--policy-input-list",
        #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/Team":"a"}}}}"#,
      ], false
    ),
  ]

  @Test("answers are as docs/schema says", arguments: samples.indices)
  func schema(index: Int) throws {
    let schema = try JSONSchema("docs/schema/simulate-operation-response.schema.json")
    let outcome = CommandLineTool.run(Self.samples[index].arguments)
    #expect(outcome.messages == "")
    #expect(outcome.status == (Self.samples[index].isAllowed ? .clean : .findings))
    try #expect(schema.problems(in: outcome.output) == [])
  }

  @Test("the samples hold every member that the schema lists")
  func samplesAreComplete() throws {
    let answers = Self.samples.map { CommandLineTool.run($0.arguments).output }.joined()
    let schema = try Repository.text("docs/schema/simulate-operation-response.schema.json")
    for match in schema.matches(of: /"([A-Z][A-Za-z]+)": \{/) where !schema.contains("#/$defs/\(match.1)\"") {
      #expect(answers.contains("\"\(match.1)\":"), "\(match.1)")
    }
  }

  @Test("text, table and JSON agree on the decision", arguments: samples.indices)
  func formatsAgree(index: Int) throws {
    let (arguments, isAllowed) = Self.samples[index]
    for format in ["text", "table", "json"] {
      #expect(CommandLineTool.run(arguments + ["--output", format]).status == (isAllowed ? .clean : .findings))
    }
    let text = CommandLineTool.run(arguments + ["--output", "text"]).output
    #expect(text.hasPrefix(isAllowed ? "allowed: " : "implicitDeny: "))
  }

  @Test(
    "policies and tags that belong to nothing, or not to what is named",
    arguments: [
      (
        ["--kms-key-policy", #"{"Version":"2012-10-17","Statement":[]}"#],
        "`--kms-key-policy` is given without `--kms-key`, whose policy it is"
      ),
      (
        [
          "--secret", secret, "--resource-policy", #"{"Version":"2012-10-17","Statement":[]}"#,
          #"{"Version":"2012-10-17","Statement":[]}"#,
        ], "`--resource-policy` holds 2 policies for 1 resources; give one for all, or one for each"
      ),
      (["--tags", "Team=a"], "`--tags` begins with `Team=a`, expected the ARN of the resource that the tags are of"),
      (["--tags", secret, "Team"], "`Team` in `--tags` is neither an ARN nor a tag, expected KEY=VALUE"),
      (["--tags", secret, "=a"], "`=a` in `--tags` is neither an ARN nor a tag, expected KEY=VALUE"),
      (["--tags", secret, "Team=a", "team=b"], "`--tags` gives the tag `team` of `\(secret)` twice"),
    ])
  func policiesWithoutResource(arguments: [String], message: String) {
    let outcome = CommandLineTool.run(
      ["simulate-operation", "secretsmanager:GetSecretValue", "--caller-arn", "arn:aws:iam::111122223333:role/App"]
        + arguments)
    #expect(outcome.status == .failure)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.hasPrefix("iamsim: error: \(message)\n"))
  }

  @Test("a mistake in a key's policy is shown in its place")
  func mistakeInAKeyPolicy() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("key.json", #"{"Version": "2012-10-17", "Statement": {"Effect": "allow"}}"#)
    var arguments = Self.read
    let index = try #require(arguments.firstIndex(of: "--kms-key-policy"))
    arguments[index + 1] = "file://" + path
    let outcome = CommandLineTool.run(arguments)
    #expect(outcome.status == .failure)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains("\(path):1:51: error: `allow` is no effect"))
  }
}
