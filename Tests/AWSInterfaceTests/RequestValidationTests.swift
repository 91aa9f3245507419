import AWSInterface
import SourceText
import Testing

/// The constraints of the service's model.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
@Suite struct RequestValidationTests {
  private let everything = Fixtures.policy(Fixtures.allow("*"))

  private func message(_ change: (inout SimulationRequest) -> Void) -> String? {
    let error = Fixtures.error(Fixtures.custom([everything], ["s3:GetObject"], change))
    return error?.code == .invalidInput ? error?.message : nil
  }

  @Test("action names")
  func actions() {
    #expect(message { $0.actionNames = [] } == "no action is given")
    #expect(message { $0.actionNames = ["s3:Get*"] }?.hasPrefix("action `s3:Get*` holds a wildcard") == true)
    #expect(message { $0.actionNames = ["s3"] }?.contains("has 2 characters, expected 3 to 128") == true)
    for action in ["GetObject", "s3:", ":GetObject", "s3:Get:Object", "s3:Get Object"] {
      #expect(message { $0.actionNames = [action] } == "action `\(action)` is not of the form `service:Operation`")
    }
    // The longest action there is has 64 characters behind its colon, so that a name at the limit is unknown besides.
    let long = "s3:" + String(repeating: "a", count: 125)
    #expect(message { $0.actionNames = [long] }?.hasPrefix("there is no action") == true)
    #expect(message { $0.actionNames = [long + "a"] }?.contains("has 129 characters") == true)
  }

  @Test("resource ARNs")
  func resources() {
    #expect(message { $0.resourceARNs = [""] }?.contains("has 0 characters") == true)
    #expect(message { $0.resourceARNs = ["bucket"] } == "resource `bucket` is neither an ARN nor `*`")
    #expect(message { $0.resourceARNs = ["*", "arn:aws:s3:::bucket/*"] } == nil)
    let long = "arn:aws:s3:::" + String(repeating: "x", count: 2035)
    #expect(message { $0.resourceARNs = [long] } == nil)
    #expect(message { $0.resourceARNs = [long + "x"] }?.contains("has 2049 characters") == true)
  }

  @Test("numbers of policies")
  func policies() {
    #expect(message { $0.policyInputs = [] } == "no policy is given, expected at least one")
    #expect(
      message { $0.permissionsBoundaryInputs = [everything, everything] }
        == "2 permissions boundaries are given, expected at most 1")
    let level = [everything]
    #expect(message { $0.organizationPolicyLevels = Array(repeating: level, count: 7) } == nil)
    #expect(message { $0.organizationPolicyLevels = Array(repeating: level, count: 8) }?.hasPrefix("8 levels") == true)
    #expect(message { $0.organizationPolicyLevels = [level, []] } == "level 2 of the organization policies is empty")
  }

  @Test("the length of a policy is counted in characters")
  func policyLength() {
    func padded(_ count: Int, _ filler: String) -> SourceFile {
      let text = #"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Sid": ""}}"#
      return Fixtures.file(text + String(repeating: filler, count: count - text.count))
    }
    #expect(message { $0.policyInputs = [padded(131_072, " ")] } == nil)
    #expect(
      message { $0.policyInputs = [padded(131_073, " ")] }
        == "policy `PolicyInputList.1` is not valid: the policy has 131073 characters, expected 1 to 131072")
    #expect(message { $0.policyInputs = [padded(600_000, " ")] }?.contains("has 600000 characters") == true)
    #expect(
      message {
        $0.resourcePolicy = Fixtures.file(""); $0.callerARN = Fixtures.alice
      }?.contains("is empty") == true)
  }

  @Test("characters outside Latin-1 are refused, with their place")
  func characters() throws {
    let text = "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\",\n \"Resource\": \"arn:aws:s3:::é/日\"}}"
    let error = try #require(Fixtures.error(Fixtures.custom([Fixtures.file(text)], ["s3:GetObject"])))
    let diagnostic = try #require(error.diagnostics.first)
    #expect(diagnostic.code == "character-not-permitted")
    #expect(diagnostic.message.hasPrefix("U+65E5 is not permitted"))
    #expect(diagnostic.file.position(at: diagnostic.range.lowerBound) == SourcePosition(line: 2, column: 30))
    let latin = "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"arn:aws:s3:::é/ÿ\"}}"
    #expect(message { $0.policyInputs = [Fixtures.file(latin)] } == nil)
  }

  @Test("the mistakes of all policies are reported at once")
  func allPolicies() throws {
    let request = Fixtures.custom([Fixtures.file("{"), Fixtures.file("[]")], ["s3:GetObject"]) {
      $0.sessionPolicies = [Fixtures.file(#"{"Statement": {"Effect": "Perhaps", "Action": "*", "Resource": "*"}}"#)]
    }
    let error = try #require(Fixtures.error(request))
    #expect(error.message.hasPrefix("policy `PolicyInputList.1` is not valid"))
    #expect(error.message.hasSuffix("(and 2 more policies)"))
    #expect(Set(error.diagnostics.map { ObjectIdentifier($0.file) }).count == 3)
  }

  @Test("callers")
  func callers() {
    for caller in [
      "alice", "arn:aws:iam::111122223333:policy/p", "arn:aws:iam::1111:user/alice", "arn:aws:iam::111122223333:user/",
      "arn:aws:iam::111122223333:user/*", "arn:aws:s3:::bucket", "",
    ] {
      #expect(
        message { $0.callerARN = caller }?.contains("is not the ARN of a user, group or role") == true, "\(caller)")
    }
    for caller in [
      Fixtures.alice, "arn:aws:iam::111122223333:group/g", "arn:aws:iam::111122223333:role/path/r",
      "arn:aws:iam::111122223333:root", "arn:aws:sts::111122223333:assumed-role/r/s",
      "arn:aws-cn:sts::111122223333:federated-user/f", "lambda.amazonaws.com", "anonymous",
    ] {
      #expect(message { $0.callerARN = caller } == nil, "\(caller)")
    }
  }

  @Test("a resource policy needs a caller that its Principal could name")
  func resourcePolicyNeedsCaller() {
    let policy = Fixtures.policy(Fixtures.grant("\"*\"", "s3:GetObject"))
    #expect(
      message { $0.resourcePolicy = policy }?.hasPrefix("a resource policy is given, but no user or role") == true)
    #expect(
      message {
        $0.resourcePolicy = policy; $0.callerARN = "arn:aws:iam::111122223333:group/g"
      } != nil)
    #expect(
      message {
        $0.resourcePolicy = policy; $0.callerARN = Fixtures.alice
      } == nil)
  }

  @Test("one resource policy cannot belong to resources of two services")
  func resourcePolicyOfTwoServices() {
    let policy = Fixtures.policy(Fixtures.grant("\"*\"", "s3:GetObject"))
    #expect(
      message {
        $0.resourcePolicy = policy
        $0.callerARN = Fixtures.alice
        $0.resourceARNs = ["arn:aws:s3:::b/k", Fixtures.secret]
      } == "the resource policy cannot be that of resources of `s3` and of `secretsmanager`")
  }

  @Test("resource owners")
  func owners() {
    #expect(message { $0.resourceOwner = "444455556666" } == nil)
    #expect(message { $0.resourceOwner = "arn:aws:iam::444455556666:root" } == nil)
    for owner in ["4444", "arn:aws:iam::444455556666:user/x", "bucket-owner"] {
      #expect(message { $0.resourceOwner = owner } == "resource owner `\(owner)` is not an account")
    }
  }

  @Test("resource handling options ask for their resources")
  func resourceHandling() {
    let instance = "arn:aws:ec2:eu-west-1:111122223333:"
    let types = ["instance/i-1", "security-group/sg-1", "network-interface/eni-1"].map { instance + $0 }
    let image = "arn:aws:ec2:eu-west-1::image/ami-1"
    #expect(message { $0.resourceHandlingOption = "EC2-Classic-EBS" }?.contains("is unknown") == true)
    #expect(
      message {
        $0.resourceHandlingOption = "EC2-VPC-InstanceStore"; $0.resourceARNs = types
      }?
      .hasSuffix("missing: `image`") == true)
    #expect(
      message {
        $0.resourceHandlingOption = "EC2-VPC-InstanceStore"; $0.resourceARNs = types + [image]
      } == nil)
    #expect(
      message {
        $0.resourceHandlingOption = "EC2-VPC-EBS-Subnet"; $0.resourceARNs = types + [image]
      }?
      .hasSuffix("missing: `subnet`, `volume`") == true)
  }

  @Test("a principal simulation needs a source and its account")
  func policySource() throws {
    var request = SimulationRequest(.principal)
    request.actionNames = ["s3:GetObject"]
    #expect(Fixtures.error(request)?.message == "no policy source is given")
    for source in ["alice", "arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/a*"] {
      request.policySourceARN = source
      #expect(Fixtures.error(request)?.message.contains("is not the ARN of a user, group or role") == true, "\(source)")
    }
    request.policySourceARN = Fixtures.alice
    #expect(Fixtures.error(request)?.message.hasPrefix("no account is given") == true)
    request.account = try Fixtures.payments()
    #expect(Fixtures.error(request)?.code == .noSuchEntity)
  }

  @Test("items and tokens")
  func pagination() {
    #expect(message { $0.maxItems = 0 } == "the number of items is 0, expected 1 or more")
    for token in ["x", "####", "e30=", "eyJNYXJrZXIiOiAieCIsICJib3RvX3RydW5jYXRlX2Ftb3VudCI6IDF9"] {
      #expect(message { $0.startingToken = token }?.contains("is not valid") == true, "\(token)")
    }
    // {"Marker": null, "boto_truncate_amount": 1}
    let one = "eyJNYXJrZXIiOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ=="
    #expect(
      message {
        $0.startingToken = one; $0.actionNames = ["s3:GetObject", "s3:PutObject"]
      } == nil)
    #expect(message { $0.startingToken = one }?.contains("there are 1") == true)
  }
}
