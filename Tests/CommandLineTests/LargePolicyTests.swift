import CommandLine
import Foundation
import Testing

/// Documents that are far larger than any policy of AWS are refused at once.
///
/// Those that may be a policy are answered, in time that grows with their length and not faster.
@Suite("Large policies")
struct LargePolicyTests {
  private func run(_ document: String, _ type: String = "IDENTITY_POLICY", _ more: String...) -> Outcome {
    CommandLineTool.run(["validate-policy", "--policy-document", document, "--policy-type", type] + more)
  }

  private func policy(_ count: Int, _ statement: (Int) -> String) -> String {
    #"{"Version":"2012-10-17","Statement":["# + (0..<count).map(statement).joined(separator: ",") + "]}"
  }

  @Test("50,000 statements, and 5 MB of text", .timeLimit(.minutes(1)))
  func tooLarge() {
    let many = policy(50_000) { _ in "{}" }
    #expect(many.utf8.count < 1 << 20)
    let crowded = run(many)
    #expect(crowded.status == .failure)
    #expect(crowded.output.isEmpty)
    #expect(
      crowded.messages == """
        iamsim: error: `--policy-document` has 50000 statements, more than any policy of AWS can have; at most 5000 are checked

        """)
    let long = run(policy(1) { _ in #"{"Sid":""# + String(repeating: "x", count: 5_000_000) + #""}"# })
    #expect(long.status == .failure)
    #expect(long.output.isEmpty)
    #expect(long.messages.hasPrefix("iamsim: error: `--policy-document` "))
    #expect(long.messages.utf8.count < 500)
  }

  @Test("2,000 statements with a mistake each, on one line that is not all ASCII", .timeLimit(.minutes(1)))
  func manyStatements() {
    let outcome = run(
      policy(2_000) { number in
        #"{"Effect":"Allow","Action":"s3:Nope\#(number)","Resource":"arn:aws:s3:::b\#(number)/é"}"#
      })
    #expect(outcome.status == .findings)
    #expect(outcome.output.components(separatedBy: #""issueCode": "INVALID_ACTION""#).count == 2_001)
  }

  @Test("lists of thousands of values that all must be compared with each other", .timeLimit(.minutes(1)))
  func longLists() {
    let actions = (0..<4_000).map { #""s3:*Get\#($0)*""# }.joined(separator: ",")
    let keys = (0..<4_000).map { #""aws:PrincipalTag/k\#($0)":"a""# }.joined(separator: ",")
    let services = (0..<4_000).map { #""s\#($0).amazonaws.com""# }.joined(separator: ",")
    let sessions = (0..<4_000).map {
      #""arn:aws:sts::111122223333:assumed-role/r\#($0)/s","arn:aws:iam::111122223333:role/r\#($0)""#
    }
    let lists = run(policy(1) { _ in #"{"Effect":"Allow","Action":[\#(actions)],"Resource":"*"}"# })
    #expect(lists.status == .findings)
    let conditions = run(
      policy(1) { _ in
        #"{"Effect":"Allow","Principal":{"Service":[\#(services)]},"Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{\#(keys)}}}"#
      }, "RESOURCE_POLICY")
    #expect(conditions.status == .findings)
    let trust = run(
      policy(1) { _ in
        #"{"Effect":"Allow","Principal":{"AWS":[\#(sessions.joined(separator: ","))]},"Action":"sts:AssumeRole"}"#
      }, "RESOURCE_POLICY", "--validate-policy-resource-type", "AWS::IAM::AssumeRolePolicyDocument")
    #expect(trust.output.components(separatedBy: "REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY").count == 4_001)
  }

  @Test("a reader of thousands of replicas, half of them without a key", .timeLimit(.minutes(1)))
  func manyReplicas() throws {
    let secrets = ["us-west-2", "us-east-1"].flatMap { region in
      (0..<3_000).map { #""arn:aws:secretsmanager:\#(region):111122223333:secret:app\#($0)-??????""# }
    }
    let text = policy(2) {
      $0 == 0
        ? #"{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":[\#(secrets.joined(separator: ","))]}"#
        : #"{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:us-west-2:111122223333:key/a"}"#
    }
    let folder = try TemporaryFolder()
    let path = try folder.write("replicas.json", text)
    let outcome = CommandLineTool.run(["lint", path, "--only", "replica-key-missing"])
    #expect(outcome.output.components(separatedBy: "[replica-key-missing]").count == 3_001)
  }

  @Test(
    "a document that is far too deep, or holds only white space",
    arguments: ["\n \t", String(repeating: "[", count: 100_000)])
  func noDocument(text: String) {
    let outcome = run(text)
    #expect(outcome.status == .failure)
    #expect(outcome.output.isEmpty)
    #expect(!outcome.messages.isEmpty)
    #expect(outcome.messages.utf8.count < 2_000)
  }
}
