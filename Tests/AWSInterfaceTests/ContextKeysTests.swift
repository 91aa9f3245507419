import AWSInterface
import DocumentSyntax
import Testing

/// The condition keys that policies name.
///
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html
@Suite struct ContextKeysTests {
  // The policy and the answer of https://docs.aws.amazon.com/cli/latest/reference/iam/get-context-keys-for-custom-policy.html
  @Test("keys of variables and conditions, in the order of the text")
  func publishedSample() throws {
    let policy = Fixtures.file(
      #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"arn:aws:dynamodb:us-west-2:123456789012:table/${aws:username}","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2015-08-16T12:00:00Z"}}}}"#
    )
    var request = SimulationRequest(.custom)
    request.policyInputs = [policy]
    let response = try Simulator().contextKeys(request)
    #expect(response.contextKeyNames == ["aws:username", "aws:CurrentTime"])
    #expect(response.json.at("ContextKeyNames", "1") == "aws:CurrentTime")
    #expect(response.json.keys == ["ContextKeyNames"])
  }

  @Test("each key once, whatever its case; no variables in documents of the old version")
  func variants() throws {
    var request = SimulationRequest(.custom)
    request.policyInputs = [
      Fixtures.file(
        #"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::${aws:username}", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}}"#
      ),
      Fixtures.file(
        #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"Bool": {"AWS:SECURETRANSPORT": "true"}, "StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}", "aws:userid": "a${*}${$}"}}}}"#
      ),
    ]
    #expect(
      try Simulator().contextKeys(request).contextKeyNames == [
        "aws:SecureTransport", "aws:ResourceTag/team", "aws:PrincipalTag/team", "aws:userid",
      ])
  }

  @Test("the policies of a principal, its groups' included")
  func principal() throws {
    var request = SimulationRequest(.principal)
    request.account = try Fixtures.payments()
    request.policySourceARN = "arn:aws:iam::111122223333:user/ops/deployer"
    #expect(
      try Simulator().contextKeys(request).contextKeyNames == [
        "aws:username", "aws:PrincipalTag/team", "secretsmanager:ResourceTag/Environment",
      ])
  }

  @Test("bad input is refused")
  func badInput() {
    #expect(throws: InterfaceError.self) { try Simulator().contextKeys(SimulationRequest(.custom)) }
    #expect(throws: InterfaceError.self) { try Simulator().contextKeys(SimulationRequest(.principal)) }
    var request = SimulationRequest(.custom)
    request.policyInputs = [Fixtures.file("{")]
    #expect(throws: InterfaceError.self) { try Simulator().contextKeys(request) }
  }
}
