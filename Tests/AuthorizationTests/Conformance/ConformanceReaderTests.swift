import Authorization
import SourceText
import Testing

/// A file that says something the reader does not know, or leaves out what it needs, fails with its place.
@Suite struct ConformanceReaderTests {
  private static let policy =
    #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#

  private func file(
    cases: String, defaults: String = #""page": "https://docs.aws.amazon.com/x", "why": "because""#
  ) -> ConformanceFile {
    let text = """
      {"description": "sample", "policies": {"full": \(Self.policy)},
       "principals": {"alice": {"arn": "arn:aws:iam::111111111111:user/alice", "identity": "full"}},
       "defaults": {"principal": "alice", "action": "s3:GetObject", "resource": "arn:aws:s3:::b/x", \(defaults)},
       "cases": [
      \(cases)
      ]}
      """
    return ConformanceReader.read(SourceFile(name: "sample.json", text: text))
  }

  @Test func readsACase() throws {
    let file = file(cases: #"{"name": "a", "expect": "allowed", "by": "identity"}"#)
    #expect(file.problems == [])
    let testCase = try #require(file.cases.first)
    #expect(testCase.name == "a")
    #expect(testCase.place == "sample.json:5")
    #expect(testCase.decidedBy == .principal)
    #expect(testCase.policies.identity.map(\.name) == ["full"])
    #expect(testCase.request.context["aws:username"]?.values == ["alice"])
  }

  @Test func groupsPassOnWhatTheySay() throws {
    let file = file(
      cases: #"""
        {"name": "g", "context": {"aws:SourceIp": "203.0.113.7", "aws:username": null}, "identity": [],
         "cases": [{"name": "a", "context": {"AWS:sourceip": "198.51.100.7"}, "identity": "full", "expect": "allowed"}]}
        """#)
    #expect(file.problems == [])
    let testCase = try #require(file.cases.first)
    #expect(testCase.name == "g / a")
    #expect(testCase.request.context["aws:SourceIp"]?.values == ["198.51.100.7"])
    #expect(testCase.request.context["aws:username"] == nil)
    #expect(testCase.policies.identity.count == 1)
  }

  @Test(arguments: [
    (#"{"name": "a", "expect": "allowed", "resorce": "*"}"#, "unknown field `resorce`"),
    (#"{"name": "a"}"#, "`expect` is one of"),
    (#"{"name": "a", "expect": "Allowed"}"#, "`expect` is one of"),
    (#"{"name": "a", "expect": "allowed", "by": "nobody"}"#, "`by` is one of"),
    (#"{"expect": "allowed"}"#, "a case needs a `name`"),
    (#"{"name": "a", "expect": "allowed", "identity": "fool"}"#, "there is no policy `fool`"),
    (#"{"name": "a", "expect": "allowed", "principal": "bob"}"#, "needs a `principal`"),
    (#"{"name": "a", "expect": "allowed", "resource": "bucket"}"#, "needs a `resource`"),
    (#"{"name": "a", "expect": "allowed", "undocumented": "maybe"}"#, "`undocumented` is a mark"),
    (#"{"name": "a", "cases": []}"#, "expected a list of cases"),
    (#"{"name": "g", "expect": "allowed", "cases": [{"name": "a", "expect": "allowed"}]}"#, "unknown field `expect`"),
  ])
  func reportsMistakes(cases: String, message: String) {
    let problems = file(cases: cases).problems
    #expect(problems.contains { $0.hasPrefix("sample.json:5: ") && $0.contains(message) }, "\(problems)")
  }

  @Test func reportsTwoCasesOfOneName() {
    let problems = file(
      cases: #"{"name": "a", "expect": "allowed"}, {"name": "a", "expect": "allowed"}"#
    ).problems
    #expect(problems == ["sample.json:5: there is already a case `a` here"])
  }

  @Test(arguments: [
    (#""why": "because""#, "names no `page`"), (#""page": "https://docs.aws.amazon.com/x""#, "does not say `why`"),
  ])
  func reportsMissingReasons(defaults: String, message: String) {
    let problems = file(cases: #"{"name": "a", "expect": "allowed"}"#, defaults: defaults).problems
    #expect(problems.count == 1)
    #expect(problems.allSatisfy { $0.contains(message) })
  }

  @Test func reportsWhatNoCaseUses() {
    let problems = file(cases: #"{"name": "a", "identity": [], "expect": "implicitDeny"}"#).problems
    #expect(problems == ["sample.json:1: no case uses `full` of `policies`"])
  }
}
