import Authorization
import PolicyTesting
import ServiceCatalog
import SourceText
import Testing

/// A file that says something the reader does not know, or leaves out what it needs, is refused with the place.
@Suite struct PolicyTestReaderTests {
  /// A file with the cases given, each of which begins on line 8.
  static func file(cases: String, policies: String = "") -> PolicyTestFile {
    let text = """
      {"policies": {"full": {"Version": "2012-10-17", "Statement": {"Sid": "All", "Effect": "Allow", "Action": "*", "Resource": "*"}}\(policies)},
       "principals": {"alice": {"arn": "arn:aws:iam::111111111111:user/alice", "identity": "full"},
                      "bob": {"arn": "arn:aws:iam::111111111111:user/bob"}},
       "resources": {"object": {"arn": "arn:aws:s3:::b/x", "owner": "111111111111"},
                     "other": {"arn": "arn:aws:s3:::c/x", "owner": "222222222222"}},
       "defaults": {"principal": "alice", "action": "s3:GetObject", "resource": "object"},
       "cases": [
      \(cases)
      ]}
      """
    let reader = PolicyTestReader(catalog: try? .embedded(), managedPolicies: try? .embedded())
    return reader.read(SourceFile(name: "sample.json", text: text)) { path in
      switch path {
      case "read.json":
        return .success(
          SourceFile(
            name: "policies/read.json",
            text: #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}"#)
        )
      case "broken.json":
        return .success(SourceFile(name: "policies/broken.json", text: #"{"Statement": {"Effect": "Permit"}}"#))
      default: return .failure(.init("no such file: `\(path)`"))
      }
    }
  }

  /// `line:column severity message` of all that is wrong but names that no case uses.
  static func problems(_ file: PolicyTestFile) -> [String] {
    file.diagnostics.filter { $0.code != "unused-test-name" }.map { diagnostic in
      let place = diagnostic.file.position(at: diagnostic.range.lowerBound)
      return "\(place.line):\(place.column) \(diagnostic.severity.rawValue): \(diagnostic.message)"
        + (diagnostic.help.map { " (\($0))" } ?? "")
    }
  }

  @Test func readsACase() throws {
    let file = Self.file(cases: #"{"name": "a", "expect": "allowed", "by": "identity", "page": "p", "why": "w"}"#)
    #expect(Self.problems(file) == [])
    let testCase = try #require(file.cases.first)
    #expect(testCase.name == "a")
    #expect(testCase.file.position(at: testCase.range.lowerBound) == SourcePosition(line: 8, column: 1))
    #expect(testCase.expectation == Expectation(.decision(.allowed), gate: .principal))
    #expect(testCase.policies.identity.map(\.name) == ["full"])
    #expect(testCase.policies.identity.allSatisfy { !$0.hasOwnFile })
    #expect(testCase.request.context["aws:username"]?.values == ["alice"])
    #expect(testCase.page == "p")
    #expect(testCase.reason == "w")
  }

  @Test func groupsPassOnWhatTheySay() throws {
    let file = Self.file(
      cases: #"""
        {"name": "g", "context": {"aws:SourceIp": "203.0.113.7", "aws:username": null}, "identity": [],
         "cases": [{"name": "a", "context": {"AWS:sourceip": ["198.51.100.7"]}, "identity": "full", "expect": "allowed"}]}
        """#)
    #expect(Self.problems(file) == [])
    let testCase = try #require(file.cases.first)
    #expect(testCase.name == "g / a")
    #expect(testCase.request.context["aws:SourceIp"]?.values == ["198.51.100.7"])
    #expect(testCase.request.context["aws:SourceIp"]?.isMultivalued == true)
    #expect(testCase.request.context["aws:username"] == nil)
    #expect(testCase.policies.identity.count == 1)
  }

  @Test func listsMakeACaseForEachCombination() {
    let file = Self.file(
      cases: #"""
        {"name": "a", "principal": ["alice", "bob"], "action": ["s3:GetObject", "s3:PutObject"], "expect": "allowed"}
        """#)
    #expect(Self.problems(file) == [])
    #expect(
      file.cases.map(\.name) == [
        "a / alice s3:GetObject", "a / alice s3:PutObject", "a / bob s3:GetObject", "a / bob s3:PutObject",
      ])
    #expect(file.cases.map(\.principalName) == ["alice", "alice", "bob", "bob"])
  }

  @Test func callersAndResourcesNeedNoEntry() throws {
    let file = Self.file(
      cases: #"""
        {"name": "a", "principal": "arn:aws:sts::111111111111:assumed-role/app/s", "resource": "arn:aws:s3:::d/x",
         "identity": {"file": "read.json"}, "expect": "allowed"},
        {"name": "b", "principal": "lambda.amazonaws.com", "resource": "*", "expect": "implicitDeny"},
        {"name": "c", "principal": "anonymous", "expect": "implicitDeny"}
        """#)
    #expect(Self.problems(file) == [])
    #expect(file.cases.map(\.request.principal.kind) == [.roleSession, .service, .anonymous])
    #expect(file.cases.map(\.request.resource.arn) == ["arn:aws:s3:::d/x", "*", "arn:aws:s3:::b/x"])
    let policy = try #require(file.cases.first?.policies.identity.first)
    #expect(policy.name == "read.json")
    #expect(policy.hasOwnFile)
  }

  @Test func managedPoliciesAreNamedByTheirARN() throws {
    let file = Self.file(
      cases: #"""
        {"name": "a", "identity": "arn:aws:iam::aws:policy/ReadOnlyAccess", "expect": "allowed"},
        {"name": "b", "identity": {"arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}, "action": "s3:PutObject",
         "expect": "implicitDeny"}
        """#)
    #expect(Self.problems(file) == [])
    #expect(file.cases.allSatisfy { $0.policies.identity.first?.name == "ReadOnlyAccess" })
    #expect(file.cases.map { PolicyTestRunner().run($0).isAsExpected } == [true, true])
  }

  @Test(arguments: [
    (
      #"{"name": "a", "expect": "allowed", "resorce": "*"}"#,
      "8:36 error: unknown field `resorce` in a case (did you mean `resource`?)"
    ),
    (
      #"{"name": "a", "expect": "allowed", "actions": "*"}"#,
      "8:36 error: unknown field `actions` in a case (did you mean `action`?)"
    ),
    (
      #"{"name": "a"}"#,
      "8:2 error: the case needs `expect` (one of `allowed`, `explicitDeny`, `implicitDeny`, `malformedPolicy`)"
    ),
    (
      #"{"name": "a", "expect": "Allowed"}"#, "8:25 error: `Allowed` is no decision (did you mean `allowed`?)"
    ),
    (
      #"{"name": "a", "expect": "allowed", "by": "resourse"}"#,
      "8:42 error: `resourse` is no type of policies (did you mean `resource`?)"
    ),
    (#"{"expect": "allowed"}"#, "8:2 error: a case needs a `name`"),
    (
      #"{"name": "a", "expect": "allowed", "identity": "ful"}"#,
      "8:48 error: there is no policy `ful` under `policies` (did you mean `full`?)"
    ),
    (
      #"{"name": "a", "expect": "allowed", "principal": "alise"}"#,
      "8:49 error: there is no principal `alise` under `principals` (did you mean `alice`?)"
    ),
    (
      #"{"name": "a", "expect": "allowed", "resource": "bucket"}"#,
      "8:48 error: there is no resource `bucket` under `resources` (define it there, or name one by its ARN, or `*` for none)"
    ),
    (
      #"{"name": "a", "expect": "allowed", "action": "s3:GetObjekt"}"#,
      "8:46 error: Amazon S3 has no action `GetObjekt` (did you mean `s3:GetObject`?)"
    ),
    (
      #"{"name": "a", "expect": "allowed", "action": "secretmanager:GetSecretValue"}"#,
      "8:46 error: no service has the prefix `secretmanager` (did you mean `secretsmanager`?)"
    ),
    (
      #"{"name": "a", "expect": "allowed", "action": "s3:Get*"}"#,
      "8:46 error: `s3:Get*` is not one action (a case asks about actions by name; several are written as a list)"
    ),
    (
      #"{"name": "a", "expect": "allowed", "action": "GetObject"}"#,
      "8:46 error: `GetObject` is not an action (write `service:Action`, such as `s3:GetObject`)"
    ),
    (#"{"name": "a", "expect": "allowed", "action": []}"#, "8:46 error: expected `action` to hold at least one"),
    (
      #"{"name": "a", "expect": "allowed", "action": {"x": 1}}"#, "8:47 error: expected `action` to be a text"
    ),
    (
      #"{"name": "a", "expect": "allowed", "derive": "no"}"#, "8:46 error: expected `derive` to be `true` or `false`"
    ),
    (
      #"{"name": "a", "expect": "allowed", "boundary": ["full"]}"#, "8:49 error: expected `boundary` to be one policy"
    ),
    (
      #"{"name": "a", "expect": "allowed", "context": ["x"]}"#,
      "8:48 error: expected `context` to be a mapping from condition keys to values"
    ),
    (
      #"{"name": "a", "expect": "allowed", "identity": {"file": "lost.json"}}"#,
      "8:57 error: no such file: `lost.json`"
    ),
    (
      #"{"name": "a", "expect": "allowed", "identity": "arn:aws:iam::aws:policy/ReadOnlyAcces"}"#,
      "8:48 error: no policy that AWS manages has the ARN `arn:aws:iam::aws:policy/ReadOnlyAcces` (did you mean `arn:aws:iam::aws:policy/ReadOnlyAccess`?)"
    ),
    (
      #"{"name": "a", "expect": "allowed", "by": {"policy": "fulll"}}"#,
      "8:53 error: no policy `fulll` takes part in this case (did you mean `full`?)"
    ),
    (
      #"{"name": "a", "expect": "allowed", "by": {"statement": "Al"}}"#,
      "8:56 error: no policy of this case has a statement `Al` (did you mean `All`?)"
    ),
    (
      #"{"name": "a", "expect": "implicitDeny", "by": {"statement": "All"}}"#,
      "8:48 error: no statement decides an `implicitDeny`: an allow is missing (say only the type of policies that lack it, as in `by: identity`)"
    ),
    (#"{"name": "a", "cases": []}"#, "8:24 error: expected a list of cases under `cases`"),
    (
      #"{"name": "g", "expect": "allowed", "cases": [{"name": "a", "expect": "allowed"}]}"#,
      "8:15 error: unknown field `expect` in a group of cases (expected one of `name`, `principal`, `action`, `resource`, `context`, `derive`, `identity`, `boundary`, `session`, `scps`, `rcps`, `managementAccount`, `endpoint`, `resourcePolicy`, `grants`, `network`, `time`, `region`, `calledVia`, `requestTags`, `source`, `page`, `why`, `undocumented`, `cases`)"
    ),
    (
      #"{"name": "a", "expect": "allowed"}, {"name": "a", "expect": "allowed"}"#,
      "8:46 error: there is already a case `a` here"
    ),
  ])
  func reportsMistakes(cases: String, problem: String) {
    let file = Self.file(cases: cases)
    #expect(Self.problems(file) == [problem])
    #expect(file.cases.isEmpty)
  }

  @Test func reportsAllMistakesOfAFileAtOnceAndInOrder() {
    let file = Self.file(
      cases: #"""
        {"name": "a", "expect": "allow", "action": "s3:Nothing"},
        {"name": "b", "expect": "allowed", "identity": {"file": "lost.json"}, "colour": "red"},
        {"name": "c", "expect": "allowed", "identity": {"file": "lost.json"}}
        """#)
    #expect(Self.problems(file).map { $0.prefix { $0 != " " } } == ["8:25", "8:44", "9:57", "9:71"])
  }

  @Test func aPolicyThatAWSRefusesIsReportedInItsOwnFileOnce() {
    let file = Self.file(
      cases: #"""
        {"name": "a", "expect": "allowed", "identity": {"file": "broken.json"}},
        {"name": "b", "expect": "allowed", "identity": {"file": "broken.json"}, "boundary": {"file": "broken.json"}}
        """#)
    let places = file.diagnostics.filter { $0.severity == .error }.map(\.file.name)
    #expect(Set(places) == ["policies/broken.json"])
    #expect(Set(file.diagnostics.map(\.message)).count == file.diagnostics.count)
    #expect(file.cases.isEmpty)
  }

  @Test func aPolicyThatAWSRefusesCanBeExpected() {
    let file = Self.file(
      cases: #"""
        {"name": "a", "expect": "malformedPolicy", "identity": {"file": "broken.json"}},
        {"name": "b", "expect": "malformedPolicy"}
        """#)
    #expect(Self.problems(file) == [])
    #expect(file.cases.map { PolicyTestRunner().run($0).mismatch } == [nil, .outcome])
  }

  @Test func brokenNotationIsAllThatIsReported() {
    let file = PolicyTestReader().read(SourceFile(name: "x.json", text: #"{"cases": [ {"name": } ]}"#))
    #expect(file.diagnostics.map(\.severity) == [.error])
    #expect(file.cases.isEmpty)
  }

  @Test(arguments: ["- a", "7", "~"]) func aFileIsAMapping(text: String) {
    let file = PolicyTestReader().read(SourceFile(name: "x.yaml", text: text))
    #expect(file.diagnostics.map(\.message) == ["expected a mapping with `cases`"])
  }

  @Test(arguments: [
    (#"{}"#, "expected exactly one of"), (#"{"arn": "arn:aws:iam::111111111111:group/g"}"#, "is not the ARN of a"),
    (#"{"arn": "arn:aws:iam::111111111111:user/*"}"#, "is not the ARN of a"),
    (#"{"arn": "arn:aws:iam::1:user/a"}"#, "is not the ARN of a"),
    (#"{"arn": "arn:aws:iam::111111111111:user/a", "service": "x"}"#, "expected exactly one of"),
    (#"{"anonymous": false}"#, "`anonymous` can only be `true`"),
    (#"{"assumedRoot": "12"}"#, "expected an account of twelve digits"),
    (#"{"service": ["x"]}"#, "expected `service` to be a text"),
  ])
  func reportsCallersThatAreNone(principal: String, message: String) {
    let text = """
      {"principals": {"p": \(principal)},
       "cases": [{"name": "a", "principal": "p", "action": "s3:GetObject", "resource": "*", "expect": "allowed"}]}
      """
    let file = PolicyTestReader().read(SourceFile(name: "x.json", text: text))
    #expect(file.diagnostics.count == 1)
    #expect(file.diagnostics.allSatisfy { $0.message.contains(message) }, "\(file.diagnostics.map(\.message))")
  }

  @Test func whatNoCaseUsesIsWorthAWarning() {
    let file = Self.file(cases: #"{"name": "a", "identity": [], "expect": "implicitDeny"}"#)
    #expect(
      file.diagnostics.map(\.message) == [
        "no case uses `full` of `policies`", "no case uses `bob` of `principals`",
        "no case uses `other` of `resources`",
      ])
    #expect(file.diagnostics.allSatisfy { $0.severity == .warning })
    #expect(file.cases.count == 1)
  }

  @Test func retiredActionsAreWorthAWarning() throws {
    let catalog = try ServiceCatalog.embedded()
    let retired = try #require(catalog.services.lazy.flatMap(\.actions).first { $0.isRetired }?.fullName)
    let file = Self.file(cases: #"{"name": "a", "action": "\#(retired)", "expect": "allowed"}"#)
    #expect(
      Self.problems(file) == ["8:25 warning: AWS's reference has the action `\(retired)` no more"])
    #expect(file.cases.count == 1)
  }
}
