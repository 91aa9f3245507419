import ServiceCatalog
import Testing

@Suite("AWS managed policies")
struct ManagedPoliciesTests {
  private let policies: ManagedPolicies

  init() throws { policies = try ManagedPolicies.embedded() }

  @Test func thereAreAllOfThem() {
    #expect(policies.count == 1582)
    #expect(policies.dataDate == "2026-09-30")
    #expect(policies.names == policies.names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test func everyPolicyIsFoundByNameAndARN() {
    for policy in policies {
      if policies.policy(named: policy.name) != policy || policies.policy(arn: policy.arn()) != policy {
        Issue.record("`\(policy.name)` is not found")
      }
    }
  }

  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/SecretsManagerReadWrite.html
  @Test func secretsManagerReadWrite() throws {
    let policy = try #require(policies.policy(arn: "arn:aws:iam::aws:policy/SecretsManagerReadWrite"))
    #expect(policy.name == "SecretsManagerReadWrite")
    #expect(policy.path == "/")
    #expect(policy.document.contains("\"secretsmanager:*\""))
  }

  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html
  @Test func aPathIsPartOfTheARN() throws {
    let policy = try #require(policies.policy(named: "AWSLambdaBasicExecutionRole"))
    #expect(policy.arn() == "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")
    #expect(policies.policy(arn: "arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole") == nil)
    #expect(policies.policy(arn: policy.arn(partition: "aws-us-gov")) == policy)
  }

  @Test(arguments: [
    "", "arn:aws:iam::aws:policy/", "arn:aws:iam::aws:policy/None", "arn:aws:iam::111122223333:policy/ReadOnlyAccess",
    "arn:aws:iam::aws:policy/readonlyaccess", "arn:aws:iam::aws:policyReadOnlyAccess", "ReadOnlyAccess",
    "arn:aws:iam:us-east-1:aws:policy/ReadOnlyAccess", "\u{10FFFF}", "arn:aws:iam::aws:policy/\t",
  ])
  func whatIsNoSuchARN(_ text: String) {
    #expect(policies.policy(arn: text) == nil)
  }

  @Test(arguments: ["", "A", "zzzz", "ReadOnlyAccess ", "iamsim", "\n"])
  func whatIsNoSuchName(_ text: String) {
    #expect(policies.policy(named: text) == nil)
  }

  @Test func theCollectionGoesBothWays() {
    #expect(Array(policies.reversed().map(\.name).reversed()) == policies.names)
  }
}
