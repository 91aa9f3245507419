import Authorization
import PolicyTesting
import ServiceCatalog
import SourceText
import Testing

/// Facts in files of tests, from which condition keys follow; what they come to is in testdata/conformance/facts.iamtest.yaml.
@Suite struct FactTests {
  /// A file with one case, with what is said of its principal, of its resource, and in itself.
  private func file(principal: String = "", resource: String = "", testCase: String = "") -> PolicyTestFile {
    func more(_ fields: String) -> String { fields.isEmpty ? "" : ", " + fields }
    let text = """
      {"principals": {"app": {"arn": "arn:aws:iam::111111111111:role/app"\(more(principal))}},
       "resources": {"queue": {"arn": "arn:aws:sqs:eu-west-1:111111111111:q"\(more(resource))}},
       "cases": [{"name": "a", "principal": "app", "action": "sqs:SendMessage", "resource": "queue",
      "expect": "implicitDeny"\(more(testCase))}]}
      """
    return PolicyTestReader(catalog: try? .embedded()).read(SourceFile(name: "facts.json", text: text))
  }

  private func context(_ file: PolicyTestFile) throws -> RequestContext {
    #expect(PolicyTestReaderTests.problems(file) == [])
    return try #require(file.cases.first).request.context
  }

  @Test func factsBecomeKeys() throws {
    let file = file(
      principal:
        #""tags": {"Team": "a"}, "organization": "o-1/r-1/ou-1", "credentials": {"issued": 1767225600, "mfa": true}"#,
      resource: #""tags": {"Team": "b"}, "organization": "none""#,
      testCase:
        #""network": {"endpoint": "vpce-1", "vpc": "arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-1"}, "time": "2026-01-01""#
    )
    let context = try context(file)
    #expect(context["aws:PrincipalTag/Team"]?.values == ["a"])
    #expect(context["aws:PrincipalOrgPaths"]?.values == ["o-1/r-1/ou-1/"])
    #expect(context["aws:TokenIssueTime"]?.values == ["2026-01-01T00:00:00Z"])
    #expect(context["aws:MultiFactorAuthPresent"]?.values == ["true"])
    #expect(context["aws:MultiFactorAuthAge"] == nil)
    #expect(context["aws:ResourceTag/Team"]?.values == ["b"])
    #expect(context["aws:ResourceOrgID"] == nil)
    #expect(context["aws:SourceVpc"]?.values == ["vpc-1"])
    #expect(context["aws:EpochTime"]?.values == ["1767225600"])
  }

  @Test func statedKeysWin() throws {
    let file = file(
      resource: #""tags": {"Team": "b"}"#, testCase: #""context": {"aws:ResourceTag/team": "c"}"#)
    #expect(try context(file)["aws:ResourceTag/Team"]?.values == ["c"])
    let absent = self.file(resource: #""tags": {"Team": "b"}"#, testCase: #""context": {"aws:ResourceTag/Team": null}"#)
    #expect(try context(absent)["aws:ResourceTag/Team"] == nil)
    let underived = self.file(resource: #""tags": {"Team": "b"}"#, testCase: #""derive": false"#)
    #expect(try context(underived).entries.isEmpty)
  }

  static let mistakes: [(principal: String, testCase: String, problem: String)] = [
    (#""tags": ["Team"]"#, "", "error: expected tags to be a mapping from keys to values"),
    (#""tags": {"Team": {}}"#, "", "error: expected the tag `Team` to be a text"),
    (#""tags": {"Team": "a", "team": "b"}"#, "", "error: there is already a tag `team`, in another case"),
    (#""organization": "r-1/ou-1""#, "", "error: `r-1/ou-1` is neither a path in an organization nor `none`"),
    (#""credentials": {"mfa": "yes"}"#, "", "error: expected `mfa` to be `true`, `false` or how many seconds ago"),
    (#""credentials": {"mfa": -1}"#, "", "error: expected `mfa` to be `true`, `false` or how many seconds ago"),
    (#""credentials": {"issued": "yesterday"}"#, "", "error: `yesterday` is no time"),
    (#""credentials": {"tag": {}}"#, "", "error: unknown field `tag` in `credentials` (did you mean `tags`?)"),
    ("", #""network": "203.0.113.7""#, "error: expected `network` to be a mapping"),
    ("", #""network": {"vpc": "vpc-1"}"#, "error: `vpc` is that of a VPC endpoint, and there is none"),
    ("", #""time": "2026-13-01""#, "error: `2026-13-01` is no time"),
    ("", #""calledVia": []"#, "error: expected `calledVia` to hold at least one"),
    ("", #""source": {"arns": "x"}"#, "error: unknown field `arns` in `source` (did you mean `arn`?)"),
    ("", #""requestTags": 3"#, "error: expected tags to be a mapping from keys to values"),
  ]

  @Test(arguments: mistakes.indices)
  func reportsMistakes(index: Int) throws {
    let mistake = Self.mistakes[index]
    let problems = PolicyTestReaderTests.problems(file(principal: mistake.principal, testCase: mistake.testCase))
    let problem = try #require(problems.first)
    #expect(problems.count == 1)
    #expect(problem.drop { $0 != " " }.dropFirst().hasPrefix(mistake.problem), "\(problem)")
  }
}
