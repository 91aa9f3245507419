import Authorization
import PolicyTesting
import ServiceCatalog
import SourceText
import Testing

/// What files of tests say of keys and buckets besides policies.
@Suite struct GrantReadingTests {
  private static func read(_ resource: String, _ action: String) throws -> PolicyTestFile {
    let text = """
      resources:
        it: {\(resource)}
      cases:
        - {name: a, principal: "arn:aws:iam::111122223333:user/a", action: "\(action)", resource: it, expect: implicitDeny}
      """
    return PolicyTestReader(catalog: try ServiceCatalog.embedded()).read(
      SourceFile(name: "it.iamtest.yaml", text: text))
  }

  private static func key(_ members: String) throws -> PolicyTestFile {
    try read(#"arn: "arn:aws:kms:us-west-2:111122223333:key/1", \#(members)"#, "kms:Decrypt")
  }

  private static func object(_ members: String) throws -> PolicyTestFile {
    try read(#"arn: "arn:aws:s3:::b/k", owner: "111122223333", \#(members)"#, "s3:GetObject")
  }

  @Test func readsGrants() throws {
    let file = try Self.key(
      #"""
      grants: [{name: g, granteePrincipal: "arn:aws:iam::444455556666:role/r", retiringPrincipal: "444455556666", operations: [Decrypt, RetireGrant], issuingAccount: "444455556666", constraints: {encryptionContextSubset: {a: b}, sourceArn: "arn:aws:sqs:us-west-2:111122223333:q"}}]
      """#)
    #expect(file.diagnostics.isEmpty)
    let grant = try #require(file.cases.first?.policies.keyGrants.first)
    #expect(grant.name == "g")
    #expect(grant.operations == [.decrypt, .retireGrant])
    #expect(grant.retiringPrincipal == "444455556666")
    #expect(grant.issuingAccountID == "444455556666")
    #expect(grant.constraints.encryptionContextSubset == [ResourceTag(key: "a", value: "b")])
    #expect(grant.constraints.encryptionContextEquals == nil)
    #expect(grant.constraints.sourceARN == "arn:aws:sqs:us-west-2:111122223333:q")
  }

  @Test(arguments: [
    ("grants: 5", "expected a grant to be a mapping"),
    (#"grants: [{granteePrincipal: "111122223333"}]"#, "a grant needs `granteePrincipal` and `operations`"),
    (
      #"grants: [{granteePrincipal: "*", operations: Decrypt}]"#,
      "expected `granteePrincipal` to be the ARN of a user, role, session or account, or a service"
    ),
    (
      #"grants: [{granteePrincipal: "111122223333", operations: ReEncrypt}]"#,
      "`ReEncrypt` is no operation that a grant can allow"
    ),
    ("acl: private", "only buckets and objects of S3 have `acl`"),
  ])
  func reportsMistakesOfKeys(members: String, message: String) throws {
    #expect(try Self.key(members).diagnostics.map(\.message) == [message])
  }

  @Test(arguments: [
    (
      #"grants: [{granteePrincipal: "111122223333", operations: Decrypt}]"#,
      "only KMS keys have grants, not `arn:aws:s3:::b/k`"
    ),
    ("acl: publicread", "`publicread` is no canned access control list"),
    ("acl: [{grantee: AllUsers}]", "an entry of `acl` needs `grantee` and `permission`"),
    (
      "acl: [{grantee: AllUsers, permission: EAT}]", "`EAT` is no permission of an access control list"
    ),
    (
      "acl: [{grantee: Bob, permission: READ}]",
      "expected `grantee` to be an account of twelve digits, `AllUsers` or `AuthenticatedUsers`"
    ),
    ("blockPublicAccess: 3", "expected `blockPublicAccess` to be a mapping"),
    ("objectOwnership: Enforced", "`Enforced` is no setting of Object Ownership"),
    (
      #"objectOwnership: BucketOwnerEnforced, objectOwner: "444455556666""#,
      "under `BucketOwnerEnforced` the bucket's owner owns every object"
    ),
  ])
  func reportsMistakesOfObjects(members: String, message: String) throws {
    #expect(try Self.object(members).diagnostics.map(\.message) == [message])
  }
}
