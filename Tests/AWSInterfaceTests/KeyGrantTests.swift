import AWSInterface
import Authorization
import SourceText
import Testing

/// Grants of KMS keys beside simulations.
/// https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html
@Suite struct KeyGrantTests {
  private static let key = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"

  private static func list(_ members: String) -> SourceFile {
    SourceFile(name: "grants.json", text: #"{"Grants": [{"# + members + "}]}")
  }

  private static func request(_ grants: SourceFile, on key: String = KeyGrantTests.key) -> SimulationRequest {
    Fixtures.custom([Fixtures.policy(Fixtures.allow("s3:GetObject"))], ["kms:Decrypt"], on: [key]) {
      $0.callerARN = "arn:aws:iam::111122223333:role/app"
      $0.keyGrants = grants
    }
  }

  private static let grantee = #""GranteePrincipal": "arn:aws:iam::111122223333:role/app", "Operations": ["Decrypt"]"#

  @Test("a grant counts for its key, named by ARN or by id", arguments: [key, "1234abcd-12ab-34cd-56ef-1234567890ab"])
  func counts(id: String) throws {
    let grants = Self.list(#""KeyId": "\#(id)", "GrantId": "g1", \#(Self.grantee)"#)
    let result = try #require(try Simulator().run(Self.request(grants)).actions.first?.resources.first)
    #expect(result.decision == .allowed)
    #expect(result.decidingStatements.map(\.statement.document.identifier) == ["g1"])
    let other = "arn:aws:kms:us-west-2:111122223333:key/0987dcba-09fe-87dc-65ba-ab0987654321"
    #expect(try Fixtures.decision(Self.request(grants, on: other)) == .implicitDeny)
  }

  @Test("constraints and issuing accounts are read as AWS writes them")
  func reads() throws {
    let grants = Self.list(
      #""KeyId": "\#(Self.key)", "Name": "", "GrantId": "g1", "IssuingAccount": "arn:aws:iam::111122223333:root", "#
        + #""Constraints": {"EncryptionContextEquals": {"Department": "IT"}}, \#(Self.grantee)"#)
    #expect(try Fixtures.decision(Self.request(grants)) == .implicitDeny)
    var request = Self.request(grants)
    request.contextEntries = [
      ContextEntry(keyName: "kms:EncryptionContext:Department", values: ["IT"], keyType: "string")
    ]
    #expect(try Fixtures.decision(request) == .allowed)
  }

  @Test(
    "mistakes have their places",
    arguments: [
      (#""KeyId": "k""#, "the grant has no `GranteePrincipal`"),
      (#""GranteePrincipal": "arn:aws:iam::111122223333:role/app""#, "the grant has no `KeyId`"),
      (
        #""KeyId": "k", "GranteePrincipal": "x", "Operations": ["ReEncrypt"]"#,
        "`ReEncrypt` is no operation that a grant can allow"
      ),
      (
        #""KeyId": "k", "GranteePrincipal": "x", "Constraints": {"EncryptionContextSubset": 1}"#,
        "expected an encryption context"
      ),
    ])
  func mistakes(members: String, message: String) throws {
    let error = try #require(throws: InterfaceError.self) { try Simulator().run(Self.request(Self.list(members))) }
    #expect(error.code == .invalidInput)
    #expect(error.diagnostics.map(\.message) == [message])
  }

  @Test("something else is no list of grants")
  func noList() throws {
    let error = try #require(throws: InterfaceError.self) {
      try Simulator().run(Self.request(SourceFile(name: "grants.json", text: "[1]")))
    }
    #expect(error.diagnostics.map(\.message) == ["expected an object with the list `Grants`"])
  }
}
