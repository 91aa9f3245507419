import AccountModel
import PolicyLanguage
import PolicySources
import SourceText
import Testing

/// Reading account files.
///
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
@Suite struct AccountAuthorizationDetailsReaderTests {
  @Test("documents may be objects or percent-encoded text")
  func bothForms() throws {
    let (account, file) = try Fixtures.payments()
    let role = try #require(account.role(named: "rotation"))
    let trust = try #require(role.trustPolicy)
    #expect(trust.statements.first?.action?.values.map(\.value) == ["sts:AssumeRole"])
    // The decoded text stands for itself; its name leads back to the account file.
    #expect(trust.file.text(trust.range).hasPrefix("{\n    \"Version\": \"2012-10-17\""))
    #expect(trust.file.name.hasSuffix("payments.json:173:41 (decoded)"))
    // An object is read in place.
    let user = try #require(account.user(arn: "arn:aws:iam::111122223333:user/ops/deployer"))
    let inline = try #require(user.inlinePolicies.first)
    #expect(inline.policy.file === file)
    #expect(file.text(inline.policy.statements[0].range).contains("\"ReadOwn\""))
  }

  @Test("plain JSON text in a string is read too")
  func plainText() throws {
    let result = Fixtures.read(
      #"{"RoleDetailList": [{"RoleName": "r", "Arn": "arn:aws:iam::111122223333:role/r", "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\", \"Sid\": \"\u0041%41\"}}"}]}]}"#
    )
    let policy = try #require(result.account.role(named: "r")?.inlinePolicies.first?.policy)
    #expect(policy.statements.first?.action?.values.map(\.value) == ["s3:*"])
    #expect(policy.statements.first?.sid?.value == "A%41")
  }

  @Test("a mistake in percent-encoded text is reported where it stands in the account file")
  func mistakeInEncodedText() throws {
    let encoded =
      "%7B%22Statement%22%3A%7B%22Effect%22%3A%22Grant%22%2C%22Action%22%3A%22s3%3A%2A%22%2C%22Resource%22%3A%22%2A%22%7D%7D"
    let text =
      #"{"UserDetailList": [{"UserName": "u", "Arn": "arn:aws:iam::111122223333:user/u", "UserPolicyList": [{"PolicyName": "p", "PolicyDocument": ""#
      + encoded + #""}]}]}"#
    let result = Fixtures.read(text)
    let diagnostic = try #require(result.diagnostics.first { $0.severity == .error })
    #expect(diagnostic.file.name == "account.json")
    #expect(diagnostic.file.text(diagnostic.range) == "%22Grant%22")
    #expect(diagnostic.fixIts.isEmpty)
  }

  @Test("malformed percent-encoding is pointed at")
  func malformedEncoding() throws {
    let text =
      #"{"UserDetailList": [{"UserName": "u", "Arn": "arn:aws:iam::111122223333:user/u", "UserPolicyList": [{"PolicyName": "p", "PolicyDocument": "%7B%2"}]}]}"#
    let diagnostic = try #require(Fixtures.read(text).diagnostics.first)
    #expect(diagnostic.code == "percent-encoding")
    #expect(diagnostic.file.text(diagnostic.range) == "%")
    #expect(diagnostic.range.lowerBound == text.utf8.count - 8)
  }

  @Test("all mistakes of a file are reported, in the order of the text")
  func allMistakes() throws {
    let text = """
      {"UserDetailList": [{"UserName": "u"}, 7],
       "GroupDetailList": "none",
       "RoleDetailList": [{"RoleName": "r", "Arn": 5, "AssumeRolePolicyDocument": []}],
       "Policies": [{"PolicyName": "p", "Arn": "arn:aws:iam::111122223333:policy/p", "PolicyVersionList": []}]}
      """
    let result = Fixtures.read(text)
    #expect(result.hasErrors)
    #expect(
      result.diagnostics.map(\.message) == [
        "`Arn` is missing", "expected a user, an object", "expected a list", "expected a string",
        "`DefaultVersionId` of policy `p` is missing",
      ])
    #expect(result.diagnostics.map { $0.file.position(at: $0.range.lowerBound).line } == [1, 1, 2, 3, 4])
  }

  @Test("in a file that is cut off, what is not there is not called missing")
  func cutOff() throws {
    let result = Fixtures.read(#"{"UserDetailList": [{"UserName": "u", "#)
    #expect(result.hasErrors)
    #expect(!result.diagnostics.contains { $0.code == "account-field" })
  }

  @Test("a file that is no account says so", arguments: ["{}", "[]", "", #"{"Statement": []}"#, "17"])
  func noAccount(text: String) throws {
    let result = Fixtures.read(text)
    #expect(result.hasErrors)
    #expect(result.diagnostics.count == 1)
  }

  @Test("a truncated answer is warned about")
  func truncated() throws {
    let result = Fixtures.read(#"{"UserDetailList": [], "IsTruncated": true, "Marker": "x"}"#)
    #expect(result.diagnostics.map(\.code) == ["account-truncated"])
    #expect(!result.hasErrors)
  }
}
