import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// Names of API operations where actions belong.
///
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
@Suite("Operations taken for actions")
struct OperationNameTests {
  /// What is found at the first action of a policy, with its help.
  private func help(_ action: String) throws -> [String: String] {
    let text =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"\#(action)","Resource":"arn:aws:s3:::b"}]}"#
    let engine = RuleEngine(catalog: try ServiceCatalog.embedded())
    let findings = engine.findings(RuleSubject(reading: SourceFile(name: "p.json", text: text), kind: .identity))
    return Dictionary(findings.map { ($0.ruleID, $0.help) }) { first, _ in first }
  }

  @Test(
    "the permission is named",
    arguments: [
      ("s3:ListObjects", "action-retired", "s3:ListBucket"), ("s3:ListObjectsV2", "invalid-action", "s3:ListBucket"),
      ("s3:HeadObject", "invalid-action", "s3:GetObject"), ("lambda:Invoke", "invalid-action", "lambda:InvokeFunction"),
    ])
  func permissionIsNamed(action: String, rule: String, permission: String) throws {
    let help = try #require(try help(action)[rule])
    #expect(help.contains("`\(action)` is an API operation") && help.contains("`\(permission)`"), "\(help)")
  }

  @Test("what is no operation is answered with the nearest name")
  func misspelling() throws {
    #expect(try help("s3:GetObjekt")["invalid-action"] == "did you mean `s3:GetObject`?")
  }
}
