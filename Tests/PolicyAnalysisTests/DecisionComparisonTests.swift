import PolicyAnalysis
import PolicyLanguage
import SourceText
import Testing

/// Whether two versions of a policy decide alike.
@Suite struct DecisionComparisonTests {
  private func alike(_ old: String, _ new: String, version: String = "2012-10-17") -> Bool {
    func policy(_ statements: String) -> Policy? {
      let text = "{\"Version\":\"\(version)\",\"Statement\":[\(statements)]}"
      return PolicyParser(kind: .resource).parse(SourceFile(name: "p.json", text: text)).policy
    }
    guard let first = policy(old), let second = policy(new) else { return false }
    return DecisionComparison(first, second).findsNoDifference()
  }

  private static func allow(_ action: String, _ resource: String = "\"*\"", _ more: String = "") -> String {
    "{\"Effect\":\"Allow\",\"Action\":\(action),\"Resource\":\(resource)\(more)}"
  }

  private static func deny(_ action: String, _ resource: String = "\"*\"", _ more: String = "") -> String {
    "{\"Effect\":\"Deny\",\"Action\":\(action),\"Resource\":\(resource)\(more)}"
  }

  static let samePairs: [(String, String)] = [
    (allow(#""s3:GetObject""#), allow(#"["S3:getobject"]"#)),
    (allow(#"["s3:Get*","s3:GetObject"]"#), allow(#""s3:Get*""#)),
    (allow(#"["s3:Get*","s3:*Object"]"#), allow(#"["s3:*Object","s3:Get*"]"#)),
    (allow(#""s3:*""#, #"["arn:aws:s3:::b/*","arn:aws:s3:::b/a"]"#), allow(#""s3:*""#, #""arn:aws:s3:::b/*""#)),
    (allow(#""s3:*""#) + "," + allow(#""s3:Get*""#), allow(#""s3:*""#)),
    (
      allow(#""s3:*""#, #""*""#, #","Condition":{"StringEquals":{"aws:PrincipalTag/a":["x","x"]}}"#),
      allow(#""s3:*""#, #""*""#, #","Condition":{"StringEquals":{"aws:PrincipalTag/a":"x"}}"#)
    ),
    (
      #"{"Effect":"Allow","Principal":{"AWS":["111122223333","444455556666"]},"Action":"s3:*","Resource":"*"}"#,
      #"{"Effect":"Allow","Principal":{"AWS":["444455556666","111122223333"]},"Action":"s3:*","Resource":"*"}"#
    ),
    // Denied before and after.
    (allow(#""s3:GetObject""#) + "," + deny(#""s3:*""#), deny(#""s3:*""#)),
  ]

  @Test("those that do", arguments: samePairs.indices)
  func same(index: Int) {
    #expect(alike(Self.samePairs[index].0, Self.samePairs[index].1))
    #expect(alike(Self.samePairs[index].1, Self.samePairs[index].0))
  }

  static let differentPairs: [(String, String)] = [
    (allow(#""s3:GetObject""#), allow(#""s3:GetObjects""#)),
    (allow(#""s3:Get*""#), allow(#""s3:*""#)),
    (allow(#"["s3:Get*","iam:List*"]"#), allow(#""s3:Get*""#)),
    (allow(#""s3:*""#, #""arn:aws:s3:::b/*""#), allow(#""s3:*""#, #""arn:aws:s3:::b*""#)),
    (allow(#""s3:*""#, #""arn:aws:s3:::b-??""#), allow(#""s3:*""#, #""arn:aws:s3:::b-*""#)),
    (allow(#""s3:*""#, #""arn:aws:s3:::${aws:username}""#), allow(#""s3:*""#, #""arn:aws:s3:::*""#)),
    (allow(#""s3:*""#), allow(#""s3:*""#) + "," + deny(#""s3:DeleteBucket""#)),
    (allow(#""s3:Get*""#) + "," + deny(#""s3:*Object""#), allow(#""s3:Get*""#)),
    (
      allow(#""s3:*""#, #""*""#, #","Condition":{"StringEquals":{"aws:PrincipalTag/a":"x"}}"#),
      allow(#""s3:*""#, #""*""#, #","Condition":{"StringEqualsIfExists":{"aws:PrincipalTag/a":"x"}}"#)
    ),
    (
      allow(#""s3:*""#, #""*""#, #","Condition":{"StringLike":{"aws:PrincipalTag/a":"x*"}}"#),
      allow(#""s3:*""#, #""*""#, #","Condition":{"StringEquals":{"aws:PrincipalTag/a":"x*"}}"#)
    ),
    (
      allow(#""s3:*""#, #""*""#, #","Condition":{"NumericLessThan":{"s3:max-keys":"10"}}"#),
      allow(#""s3:*""#, #""*""#, #","Condition":{"NumericLessThanEquals":{"s3:max-keys":"10"}}"#)
    ),
    (
      allow(
        #""s3:*""#, #""*""#,
        #","Condition":{"Bool":{"aws:SecureTransport":"true"},"StringEquals":{"aws:SourceVpc":"v"}}"#),
      allow(#""s3:*""#, #""*""#, #","Condition":{"Bool":{"aws:SecureTransport":"true"}}"#)
    ),
    (
      #"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"}"#,
      #"{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}"#
    ),
    // What cannot be evaluated is not alike.
    (allow(#""s3:GetObject""#), #"{"Action":"s3:GetObject","Resource":"*"}"#),
  ]

  @Test("those that do not", arguments: differentPairs.indices)
  func different(index: Int) {
    #expect(!alike(Self.differentPairs[index].0, Self.differentPairs[index].1))
    #expect(!alike(Self.differentPairs[index].1, Self.differentPairs[index].0))
  }
}
