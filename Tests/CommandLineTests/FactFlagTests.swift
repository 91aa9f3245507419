import CommandLine
import DocumentSyntax
import SourceText
import Testing

/// The flags that state facts: which condition keys follow, and which facts AWS has no key for.
///
/// When each key is there: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
@Suite("Flags for facts")
struct FactFlagTests {
  private static let session = "arn:aws:sts::111122223333:assumed-role/app/build"
  private static let user = "arn:aws:iam::111122223333:user/alice"
  private static let secret = "arn:aws:secretsmanager:us-west-2:111122223333:secret:db-AbCdEf"
  private static let foreign = "arn:aws:secretsmanager:us-west-2:444455556666:secret:db-AbCdEf"
  private static let key = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  private static let policy =
    #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#

  private func simulate(
    _ flags: [String], by caller: String = session, _ action: String = "secretsmanager:GetSecretValue",
    on resource: String = secret, as format: String = "explanation-json"
  ) -> Outcome {
    CommandLineTool.run(
      [
        "simulate-custom-policy", "--output", format, "--policy-input-list", Self.policy, "--caller-arn", caller,
        "--action-names", action, "--resource-arns", resource,
      ] + flags)
  }

  /// The values of a request's condition keys, by name.
  private func values(_ outcome: Outcome) throws -> [String: String] {
    let root = try #require(DocumentParser().parse(SourceFile(name: "answer", text: outcome.output)).tree.root)
    guard case .array(let evaluations)? = JSONValue(root)["evaluations"],
      case .array(let keys)? = evaluations.first?["context"]
    else { return [:] }
    var context: [String: String] = [:]
    for key in keys {
      guard case .string(let name)? = key["key"], case .array(let values)? = key["values"] else { continue }
      context[name] = values.map { if case .string(let text) = $0 { text } else { "" } }.joined(separator: ",")
    }
    return context
  }

  @Test(
    "what follows",
    arguments: [
      (["--principal-tags", "team=a", "stage=x=y"], ["aws:PrincipalTag/team": "a", "aws:PrincipalTag/stage": "x=y"]),
      (["--principal-tags", "team=a", "--session-tags", "Team=b"], ["aws:PrincipalTag/Team": "b"]),
      (["--principal-organization", "o-abc123"], ["aws:PrincipalOrgID": "o-abc123"]),
      (
        ["--principal-organization", "o-abc123/r-ab12/ou-ab12-11111111"],
        [
          "aws:PrincipalOrgID": "o-abc123", "aws:PrincipalOrgPaths": "o-abc123/r-ab12/ou-ab12-11111111/",
          "aws:ResourceOrgID": "o-abc123",
        ]
      ),
      (["--credentials-issued", "2026-01-31T12:00:00Z"], ["aws:TokenIssueTime": "2026-01-31T12:00:00Z"]),
      (["--mfa", "true"], ["aws:MultiFactorAuthPresent": "true"]),
      (["--mfa", "false"], ["aws:MultiFactorAuthPresent": "false"]),
      (["--mfa", "300"], ["aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "300"]),
      (["--source-identity", "Saanvi"], ["aws:SourceIdentity": "Saanvi"]),
      (["--federated-provider", "accounts.google.com"], ["aws:FederatedProvider": "accounts.google.com"]),
      (["--source-ip", "203.0.113.7"], ["aws:SourceIp": "203.0.113.7"]),
      (["--source-ip", "2001:db8::7", "--public-endpoint"], ["aws:SourceIp": "2001:db8::7"]),
      (
        ["--vpc-endpoint", "vpce-1", "--vpc", "vpc-1", "--source-ip", "10.0.0.7"],
        ["aws:SourceVpce": "vpce-1", "aws:SourceVpc": "vpc-1", "aws:VpcSourceIp": "10.0.0.7"]
      ),
      (["--time", "1769860800"], ["aws:CurrentTime": "2026-01-31T12:00:00Z", "aws:EpochTime": "1769860800"]),
      (
        ["--resource-tags", "team=a"],
        ["aws:ResourceTag/team": "a", "secretsmanager:ResourceTag/team": "a"]
      ),
      (["--requested-region", "eu-west-1"], ["aws:RequestedRegion": "eu-west-1"]),
      (
        ["--called-via", "athena.amazonaws.com", "glue.amazonaws.com"],
        ["aws:CalledVia": "athena.amazonaws.com,glue.amazonaws.com", "aws:ViaAWSService": "true"]
      ),
    ] as [([String], [String: String])])
  func keys(flags: [String], expected: [String: String]) throws {
    let outcome = simulate(flags)
    #expect(outcome.messages == "")
    let context = try values(outcome)
    for (key, value) in expected { #expect(context[key] == value, "\(key)") }
    #expect(outcome.output.contains("\"warnings\": []"))
  }

  @Test("a resource of another account has that account's organization, one of the own account the own")
  func organizations() throws {
    let flags = ["--principal-organization", "o-abc123", "--resource-organization", "o-xyz789"]
    #expect(try values(simulate(flags, on: Self.foreign))["aws:ResourceOrgID"] == "o-xyz789")
    #expect(try values(simulate(flags))["aws:ResourceOrgID"] == "o-abc123")
    #expect(try values(simulate(["--principal-organization", "none"]))["aws:PrincipalOrgID"] == nil)
  }

  @Test("tags of a request, and the resource that a service acts for")
  func requests() throws {
    let tagged = simulate(["--request-tags", "team=a"], "secretsmanager:CreateSecret")
    #expect(try values(tagged)["aws:RequestTag/team"] == "a")
    #expect(try values(tagged)["aws:TagKeys"] == "team")
    let topic = "arn:aws:sns:us-west-2:111122223333:t"
    let service = simulate(["--source-arn", topic], by: "sns.amazonaws.com")
    #expect(try values(service)["aws:SourceArn"] == topic)
    #expect(try values(service)["aws:SourceAccount"] == "111122223333")
  }

  @Test("what is stated key by key wins")
  func stated() throws {
    let flags = [
      "--source-ip", "203.0.113.7", "--context-entries",
      "ContextKeyName=aws:SourceIp,ContextKeyValues=198.51.100.7,ContextKeyType=ip",
    ]
    #expect(try values(simulate(flags))["aws:SourceIp"] == "198.51.100.7")
  }

  @Test(
    "facts that AWS has no key for with such a request are warned of",
    arguments: [
      (["--source-identity", "Saanvi"], user, "--source-identity", "only sessions of roles carry a source identity"),
      (["--mfa", "true", "--temporary-credentials", "false"], user, "--mfa", "only temporary credentials have it"),
      (
        ["--credentials-issued", "2026-01-31", "--temporary-credentials", "false"], user, "--credentials-issued",
        "only temporary credentials have it"
      ),
      (["--mfa", "true", "--external-identity"], session, "--mfa", "federated identities do not have it"),
      (
        ["--principal-tags", "team=a"], "arn:aws:iam::111122223333:root", "--principal-tags",
        "the root user has no tags"
      ),
      (
        ["--principal-organization", "o-abc123"], "lambda.amazonaws.com", "--principal-organization",
        "belongs to no account"
      ),
      (["--source-ip", "203.0.113.7"], "lambda.amazonaws.com", "--source-ip", "nothing of the network is told"),
      (["--vpc-endpoint", "vpce-1"], "lambda.amazonaws.com", "--vpc-endpoint", "nothing of the network is told"),
      (
        ["--vpc-endpoint", "vpce-1", "--vpc-endpoint-account", "111122223333"], session, "--vpc-endpoint-account",
        "`secretsmanager` does not support it"
      ),
      (["--request-tags", "team=a"], session, "--request-tags", "requests for the action pass no tags"),
      (["--source-arn", secret], session, "--source-arn", "only calls that a service makes for itself have it"),
      (
        ["--temporary-credentials", "false"], session, "--temporary-credentials false",
        "the credentials of a session are always temporary"
      ),
    ])
  func warnings(flags: [String], caller: String, flag: String, reason: String) {
    for format in ["json", "table"] {
      let messages = simulate(flags, by: caller, as: format).messages
      #expect(messages.contains("iamsim: warning: `\(flag)` has no effect: "), "\(messages)")
      #expect(messages.contains(reason), "\(messages)")
    }
    let text = simulate(flags, by: caller, as: "text")
    #expect(text.messages == "")
    #expect(text.output.contains("\nwarning: `\(flag)` has no effect: "))
  }

  @Test("a fact that counts for one of the questions is in order")
  func oneOfSeveral() {
    let outcome = CommandLineTool.run([
      "simulate-custom-policy", "--policy-input-list", Self.policy, "--caller-arn", Self.session, "--action-names",
      "secretsmanager:GetSecretValue", "secretsmanager:CreateSecret", "--request-tags", "team=a",
    ])
    #expect(!outcome.messages.contains("warning"))
  }

  @Test(
    "values that are none",
    arguments: [
      (["--principal-tags", "team"], "`team` in `--principal-tags` is no tag, expected KEY=VALUE"),
      (["--principal-tags", "=a"], "`=a` in `--principal-tags` is no tag, expected KEY=VALUE"),
      (["--session-tags", "team=a", "TEAM=b"], "`--session-tags` gives the tag `TEAM` twice"),
      (
        ["--principal-organization", "abc"], "`abc` in `--principal-organization` is neither a path in an organization"
      ),
      (["--resource-organization", ""], "`` in `--resource-organization` is neither a path in an organization"),
      (["--credentials-issued", "yesterday"], "`yesterday` in `--credentials-issued` is no time"),
      (["--time", "2026-02-30T00:00:00Z"], "`2026-02-30T00:00:00Z` in `--time` is no time"),
      (["--mfa", "yes"], "expected `--mfa` to be `true`, `false` or how many seconds ago"),
      (["--source-ip", "203.0.113.0/24"], "`203.0.113.0/24` in `--source-ip` is no address"),
      (["--source-ip", "example.com"], "`example.com` in `--source-ip` is no address"),
      (["--vpc", "vpc-1"], "`--vpc` is about a VPC endpoint, and none is given"),
      (["--vpc-endpoint-account", "111122223333"], "`--vpc-endpoint-account` is about a VPC endpoint"),
      (["--vpc-endpoint", "vpc-1"], "`vpc-1` in `--vpc-endpoint` is no id, expected `vpce-…`"),
      (["--vpc-endpoint", "vpce-1", "--vpc", "1"], "`1` in `--vpc` is no id, expected `vpc-…`"),
      (
        ["--vpc-endpoint", "vpce-1", "--public-endpoint"], "`--public-endpoint` and `--vpc-endpoint` exclude each other"
      ),
      (
        ["--vpc-endpoint", "vpce-1", "--vpc-endpoint-account", "1"],
        "`1` in `--vpc-endpoint-account` is no account, expected twelve digits"
      ),
      (
        ["--public-endpoint", "--vpc-endpoint-policy", #"{"Version": "2012-10-17", "Statement": []}"#],
        "the policy of a VPC endpoint is given, but the requests come through the service's public endpoint"
      ),
    ])
  func mistakes(flags: [String], message: String) {
    let outcome = simulate(flags)
    #expect(outcome.status == .failure)
    #expect(outcome.output == "")
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  /// What a service calls for its caller has the address of the call, but nothing of the VPC endpoint.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
  @Test("calls of operations: the address goes along to the key, the VPC endpoint does not")
  func operations() {
    func run(_ key: String, _ value: String, _ flags: [String]) -> String {
      let statements = [
        #"{"Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*"}"#,
        #"{"Effect": "Allow", "Action": "kms:*", "Resource": "*", "Condition": {"StringEquals": {"\#(key)": "\#(value)"}}}"#,
      ]
      return CommandLineTool.run(
        [
          "simulate-operation", "secretsmanager:GetSecretValue", "--output", "text", "--secret", Self.secret,
          "--kms-key",
          Self.key, "--caller-arn", Self.session, "--policy-input-list",
          #"{"Version": "2012-10-17", "Statement": [\#(statements.joined(separator: ", "))]}"#,
        ] + flags
      ).output
    }
    #expect(run("aws:SourceIp", "203.0.113.7", ["--source-ip", "203.0.113.7"]).hasPrefix("allowed: "))
    #expect(run("aws:SourceVpce", "vpce-1", ["--vpc-endpoint", "vpce-1"]).hasPrefix("implicitDeny: "))
    #expect(run("aws:SourceIdentity", "Saanvi", ["--source-identity", "Saanvi"]).hasPrefix("allowed: "))
    #expect(run("aws:PrincipalOrgID", "o-abc123", ["--principal-organization", "o-abc123"]).hasPrefix("allowed: "))
    let warned = run("aws:SourceIp", "203.0.113.7", ["--request-tags", "a=b"])
    #expect(warned == "")
  }

  @Test("calls of operations: facts without effect are warned of")
  func warningsOfOperations() {
    let outcome = CommandLineTool.run([
      "simulate-operation", "secretsmanager:GetSecretValue", "--output", "table", "--secret", Self.secret,
      "--caller-arn",
      Self.user, "--policy-input-list", Self.policy, "--source-identity", "Saanvi",
    ])
    #expect(outcome.messages.contains("warning: `--source-identity` has no effect: "))
  }
}
