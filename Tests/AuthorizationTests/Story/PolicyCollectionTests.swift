import Foundation
import PolicyLanguage
import SourceText
import Testing

/// The policies worth copying are valid, listed, and the same wherever they occur.
@Suite struct PolicyCollectionTests {
  @Test func everyPolicyIsListedOnce() throws {
    let collection = try PolicyCollection.read()
    #expect(collection.unreadable.isEmpty)
    #expect(collection.entries.map(\.path).sorted() == (try PolicyCollection.files()))
  }

  @Test func everyPolicyNamesItsPage() throws {
    let collection = try PolicyCollection.read()
    for entry in collection.entries {
      #expect(!entry.pages.isEmpty, "\(entry.path)")
      for page in entry.pages {
        #expect(
          collection.pages[page]?.hasPrefix("https://docs.aws.amazon.com/") == true, "\(entry.path) names \(page)")
      }
    }
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
  @Test(arguments: try PolicyCollection.read().entries) func aPolicyIsValid(_ entry: PolicyCollection.Entry) throws {
    let parsed = PolicyParser(kind: entry.kind).parse(try entry.file())
    #expect(parsed.diagnostics.map(\.message) == [])
    let policy = try #require(parsed.policy)
    #expect(policy.version?.value == .v2012)
    #expect(!policy.statements.isEmpty)
    // Answers name statements by their Sid.
    #expect(policy.statements.allSatisfy { $0.sid != nil })
  }

  /// An Allow that reaches every action, every resource of an action that has resources, or everyone is nothing to copy.
  @Test(arguments: try PolicyCollection.read().entries)
  func anAllowNamesItsActions(_ entry: PolicyCollection.Entry) throws {
    let policy = try #require(PolicyParser(kind: entry.kind).parse(try entry.file()).policy)
    for statement in policy.statements where statement.effect?.value == .allow {
      let action = try #require(statement.action)
      #expect(!action.isNegated)
      // The key policy's first statement leaves its own account's access to identity policies, as KMS's default does.
      // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
      if entry.kind != .kmsKey { #expect(!action.values.contains { $0.value.contains("*") }) }
      if let principal = statement.principal, principal.entries.contains(where: { $0.kind == .everyone }) {
        #expect(statement.condition != nil)
      }
    }
  }

  /// The account of the story holds the very policies of the collection.
  @Test func theAccountHoldsThePolicies() throws {
    let data = try Data(
      contentsOf: PolicyCollection.repository.appending(path: "testdata/secrets-manager/account.json"))
    let account = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    func details(_ list: String, _ name: String, _ value: String) throws -> [String: Any] {
      let all = try #require(account[list] as? [[String: Any]])
      return try #require(all.first { $0[name] as? String == value })
    }
    func inline(_ role: String, _ policy: String) throws -> NSDictionary? {
      let policies = try details("RoleDetailList", "RoleName", role)["RolePolicyList"] as? [[String: Any]]
      return policies?.first { $0["PolicyName"] as? String == policy }?["PolicyDocument"] as? NSDictionary
    }
    func trust(_ role: String) throws -> NSDictionary? {
      try details("RoleDetailList", "RoleName", role)["AssumeRolePolicyDocument"] as? NSDictionary
    }
    func managed(_ name: String) throws -> NSDictionary? {
      let policy = try details("Policies", "PolicyName", name)
      let versions = policy["PolicyVersionList"] as? [[String: Any]]
      return versions?.first { $0["IsDefaultVersion"] as? Bool == true }?["Document"] as? NSDictionary
    }
    func file(_ path: String) throws -> NSDictionary {
      let data = try Data(contentsOf: PolicyCollection.folder.appending(path: "secrets-manager/" + path))
      return try #require(try JSONSerialization.jsonObject(with: data) as? NSDictionary)
    }
    #expect(try managed("ReadProduction") == file("read-production-by-tag.json"))
    #expect(try managed("DenyOtherEnvironments") == file("deny-other-environments.json"))
    #expect(try inline("RotateDatabaseSecret", "Rotate") == file("rotation-function/role.json"))
    #expect(try inline("RotateDatabaseSecret", "ManageNetworkInterfaces") == file("rotation-function/role-in-vpc.json"))
    #expect(try inline("WebTaskExecution", "InjectSecrets") == file("ecs-task/execution-role.json"))
    #expect(try trust("WebTaskExecution") == file("ecs-task/execution-role-trust.json"))
    #expect(try inline("WebSecretReader", "ReadSecret") == file("eks-service-account/role.json"))
    #expect(try trust("WebSecretReader") == file("eks-service-account/role-trust.json"))
    let group = try details("GroupDetailList", "GroupName", "Developers")["GroupPolicyList"] as? [[String: Any]]
    #expect(try group?.first?["PolicyDocument"] as? NSDictionary == file("list-and-describe.json"))
  }
}
