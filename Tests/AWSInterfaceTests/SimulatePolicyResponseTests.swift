import AWSInterface
import AccountModel
import Authorization
import DocumentSyntax
import SourceText
import Testing

/// The shape of the answer.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResourceSpecificResult.html
@Suite struct SimulatePolicyResponseTests {
  private let get = "secretsmanager:GetSecretValue"
  private let foreignCaller = "arn:aws:iam::444455556666:role/reader"

  private func answer(
    _ request: SimulationRequest, _ naming: SimulatePolicyResponse.SourceTypeNaming = .service
  ) throws -> JSONValue {
    SimulatePolicyResponse(try Simulator().run(request), sourceTypes: naming).json
  }

  private func result(_ request: SimulationRequest) throws -> JSONValue {
    try #require(try answer(request).at("EvaluationResults", "0"))
  }

  @Test("for all resources: no results by resource, no decision details")
  func allResources() throws {
    let request = Fixtures.custom([Fixtures.policy(Fixtures.allow("s3:*"))], ["s3:GetObject", "s3:PutObject", get])
    let answer = try answer(request)
    #expect(answer.keys == ["EvaluationResults"])
    let results = try #require(answer["EvaluationResults"]).elements
    #expect(results.map { $0["EvalActionName"]?.text } == ["s3:GetObject", "s3:PutObject", get])
    #expect(results.map { $0["EvalDecision"]?.text } == ["allowed", "allowed", "implicitDeny"])
    for result in results {
      #expect(
        result.keys == [
          "EvalActionName", "EvalResourceName", "EvalDecision", "MatchedStatements", "MissingContextValues",
        ])
      #expect(result["EvalResourceName"] == "*")
    }
    #expect(
      results[0]["MatchedStatements"]?.elements.first?.keys == [
        "SourcePolicyId", "SourcePolicyType", "StartPosition", "EndPosition",
      ])
    #expect(results[0].at("MatchedStatements", "0", "SourcePolicyId") == "PolicyInputList.1")
    #expect(results[0].at("MatchedStatements", "0", "SourcePolicyType") == "IAM Policy")
    #expect(results[2]["MatchedStatements"] == [])
  }

  @Test("for resources of the caller's account: results by resource, empty decision details")
  func sameAccount() throws {
    let other = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:test/x-AbCdEf"
    let policy = Fixtures.policy(Fixtures.allow(get), Fixtures.allow("*"), Fixtures.deny(get, on: other))
    let result = try result(
      Fixtures.custom([policy], [get], on: [Fixtures.secret, other]) { $0.callerARN = Fixtures.alice })
    #expect(result["EvalDecision"] == "explicitDeny")
    #expect(result["EvalDecisionDetails"] == [:])
    // The union of what decided the resources.
    #expect(result["MatchedStatements"]?.elements.count == 3)
    let resources = try #require(result["ResourceSpecificResults"]).elements
    #expect(resources.map { $0["EvalResourceName"]?.text } == [Fixtures.secret, other])
    #expect(resources.map { $0["EvalResourceDecision"]?.text } == ["allowed", "explicitDeny"])
    // On a denial the deny statement alone is listed.
    #expect(resources.map { $0["MatchedStatements"]?.elements.count } == [2, 1])
    for resource in resources {
      #expect(
        resource.keys == ["EvalResourceName", "EvalResourceDecision", "MatchedStatements", "MissingContextValues"])
    }
  }

  @Test("across accounts: what each policy type decides, the most restrictive on top")
  func crossAccount() throws {
    let other = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:test/x-AbCdEf"
    let request = Fixtures.custom(
      [Fixtures.policy(Fixtures.allow(get, on: Fixtures.secret))], [get], on: [Fixtures.secret, other]
    ) {
      $0.callerARN = foreignCaller
      $0.permissionsBoundaryInputs = [Fixtures.policy(Fixtures.allow("*"))]
      $0.resourcePolicy = Fixtures.policy(Fixtures.grant(#"{"AWS": "444455556666"}"#, get))
    }
    let result = try result(request)
    #expect(result["EvalDecision"] == "implicitDeny")
    #expect(
      result["EvalDecisionDetails"] == [
        "IAM Policy": "implicitDeny", "Resource Policy": "allowed", "Permissions Boundary Policy": "allowed",
      ])
    let details = try #require(result["ResourceSpecificResults"]).elements.map { $0["EvalDecisionDetails"] }
    #expect(
      details == [
        ["IAM Policy": "allowed", "Resource Policy": "allowed", "Permissions Boundary Policy": "allowed"],
        ["IAM Policy": "implicitDeny", "Resource Policy": "allowed", "Permissions Boundary Policy": "allowed"],
      ])
    #expect(
      result.at("ResourceSpecificResults", "0", "MatchedStatements")?.elements.map { $0["SourcePolicyId"]?.text } == [
        "PolicyInputList.1", "ResourcePolicy",
      ])
    #expect(
      result.at("ResourceSpecificResults", "0", "MatchedStatements", "1", "SourcePolicyType") == "Resource Policy")
  }

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_OrganizationsDecisionDetail.html
  @Test("a denial by a service control policy ends the evaluation")
  func serviceControl() throws {
    let all = Fixtures.policy(Fixtures.allow("*"))
    func request(_ level: SourceFile) -> SimulationRequest {
      Fixtures.custom([all], [get], on: [Fixtures.secret]) {
        $0.callerARN = foreignCaller
        $0.organizationPolicyLevels = [[all], [level]]
        $0.resourcePolicy = Fixtures.policy(Fixtures.grant(#"{"AWS": "444455556666"}"#, get))
      }
    }
    let allowed = try result(request(all))
    #expect(allowed["OrganizationsDecisionDetail"] == ["AllowedByOrganizations": true])
    #expect(allowed["EvalDecision"] == "allowed")
    // Statements of service control policies are never listed.
    #expect(
      allowed["MatchedStatements"]?.elements.map { $0["SourcePolicyId"]?.text } == [
        "PolicyInputList.1", "ResourcePolicy",
      ])
    for (level, decision) in [
      (Fixtures.policy(Fixtures.allow("s3:*")), "implicitDeny"),
      (Fixtures.policy(Fixtures.allow("*"), Fixtures.deny(get)), "explicitDeny"),
    ] {
      let denied = try result(request(level))
      #expect(denied["EvalDecision"]?.text == decision)
      #expect(denied["OrganizationsDecisionDetail"] == ["AllowedByOrganizations": false])
      #expect(denied["MatchedStatements"] == [])
      #expect(denied["EvalDecisionDetails"] == nil)
      #expect(denied.at("ResourceSpecificResults", "0", "EvalDecisionDetails") == nil)
      #expect(denied.at("ResourceSpecificResults", "0", "OrganizationsDecisionDetail") == nil)
    }
  }

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_PermissionsBoundaryDecisionDetail.html
  @Test("the boundary's part: allowed when a statement of it allows and none denies")
  func permissionsBoundary() throws {
    for (boundary, allowed, decision, count) in [
      (Fixtures.policy(Fixtures.allow("*")), true, "allowed", 1),
      (Fixtures.policy(Fixtures.allow("s3:*")), false, "implicitDeny", 0),
      (Fixtures.policy(Fixtures.allow("*"), Fixtures.deny(get)), false, "explicitDeny", 1),
    ] {
      let result = try result(
        Fixtures.custom([Fixtures.policy(Fixtures.allow("*"))], [get], on: [Fixtures.secret]) {
          $0.callerARN = Fixtures.alice
          $0.permissionsBoundaryInputs = [boundary]
        })
      let detail: JSONValue = ["AllowedByPermissionsBoundary": .boolean(allowed)]
      #expect(result["EvalDecision"]?.text == decision)
      #expect(result["PermissionsBoundaryDecisionDetail"] == detail)
      #expect(result.at("ResourceSpecificResults", "0", "PermissionsBoundaryDecisionDetail") == detail)
      #expect(result["OrganizationsDecisionDetail"] == nil)
      #expect(result["MatchedStatements"]?.elements.count == count)
      if decision == "explicitDeny" {
        #expect(result.at("MatchedStatements", "0", "SourcePolicyType") == "Permissions Boundary Policy")
      }
    }
  }

  @Test("statements of resource control policies are never listed")
  func resourceControl() throws {
    let result = try result(
      Fixtures.custom([Fixtures.policy(Fixtures.allow("*"))], [get], on: [Fixtures.secret]) {
        $0.resourceControlPolicies = [Fixtures.policy(Fixtures.grant("\"*\"", "secretsmanager:*", effect: "Deny"))]
      })
    #expect(result["EvalDecision"] == "explicitDeny")
    #expect(result["MatchedStatements"] == [])
  }

  @Test("missing context values: by resource, and all of them once on top")
  func missingContext() throws {
    let policy = Fixtures.file(
      #"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:UserAgent": "cli", "aws:username": "alice"}}}}"#
    )
    let result = try result(
      Fixtures.custom([policy], [get], on: [Fixtures.secret, "*"]) { $0.callerARN = Fixtures.alice })
    #expect(result["MissingContextValues"] == ["aws:UserAgent"])
    let resources = try #require(result["ResourceSpecificResults"]).elements
    #expect(resources.map { $0["MissingContextValues"] } == [["aws:UserAgent"], ["aws:UserAgent"]])
  }

  @Test("names and types of a principal's policies")
  func sourceTypes() throws {
    let deployer = "arn:aws:iam::111122223333:user/ops/deployer"
    func statement(_ source: String, _ resource: String, _ naming: SimulatePolicyResponse.SourceTypeNaming) throws
      -> [String?]
    {
      let request = try Fixtures.principal(source, [get], on: [resource])
      let statement = try answer(request, naming).at("EvaluationResults", "0", "MatchedStatements", "0")
      return [statement?["SourcePolicyId"]?.text, statement?["SourcePolicyType"]?.text]
    }
    let own = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:users/deployer/token-AbCdEf"
    let team = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:payments/db-AbCdEf"
    #expect(try statement(deployer, own, .service) == ["user_deployer_ReadOwnSecrets", "IAM Policy"])
    #expect(try statement(deployer, own, .model) == ["user_deployer_ReadOwnSecrets", "user"])
    #expect(try statement(deployer, team, .model) == ["TeamSecrets", "user-managed"])
    let list = try Fixtures.principal("arn:aws:iam::111122223333:user/auditor", ["iam:ListUsers"])
    #expect(
      try answer(list, .model).at("EvaluationResults", "0", "MatchedStatements", "0", "SourcePolicyType")
        == "aws-managed")
    let inline = Fixtures.custom([Fixtures.policy(Fixtures.allow("*"))], [get])
    #expect(
      try answer(inline, .model).at("EvaluationResults", "0", "MatchedStatements", "0", "SourcePolicyType") == "none")
  }

  // https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-pagination.html
  @Test("pages are cut and continued as the AWS CLI does")
  func pagination() throws {
    func page(_ maxItems: Int?, _ token: String?) throws -> (actions: [String?], token: String?) {
      let request = Fixtures.custom(
        [Fixtures.policy(Fixtures.allow("*"))], ["s3:GetObject", "s3:PutObject", "s3:ListBucket"]
      ) {
        $0.maxItems = maxItems
        $0.startingToken = token
      }
      let answer = try answer(request)
      #expect(answer["IsTruncated"] == nil)
      return (answer["EvaluationResults"]?.elements.map { $0["EvalActionName"]?.text } ?? [], answer["NextToken"]?.text)
    }
    let first = try page(1, nil)
    #expect(first.actions == ["s3:GetObject"])
    // base64 of {"Marker": null, "boto_truncate_amount": 1}
    #expect(first.token == "eyJNYXJrZXIiOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ==")
    let rest = try page(nil, first.token)
    #expect(rest.actions == ["s3:PutObject", "s3:ListBucket"])
    #expect(rest.token == nil)
    let second = try page(1, first.token)
    #expect(second.actions == ["s3:PutObject"])
    let third = try page(1, second.token)
    #expect(third.actions == ["s3:ListBucket"])
    #expect(third.token == nil)
    #expect(try page(3, nil).token == nil)
    #expect(try page(2, nil).actions == ["s3:GetObject", "s3:PutObject"])
  }

  @Test("the answer is written as the AWS CLI writes it")
  func text() throws {
    let policy = Fixtures.file(#"{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#)
    let answer = try answer(Fixtures.custom([policy], ["s3:GetObject"]))
    #expect(
      JSONWriter.pretty.write(answer) == """
        {
            "EvaluationResults": [
                {
                    "EvalActionName": "s3:GetObject",
                    "EvalResourceName": "*",
                    "EvalDecision": "allowed",
                    "MatchedStatements": [
                        {
                            "SourcePolicyId": "PolicyInputList.1",
                            "SourcePolicyType": "IAM Policy",
                            "StartPosition": {
                                "Line": 1,
                                "Column": 15
                            },
                            "EndPosition": {
                                "Line": 1,
                                "Column": 63
                            }
                        }
                    ],
                    "MissingContextValues": []
                }
            ]
        }
        """)
  }
}
