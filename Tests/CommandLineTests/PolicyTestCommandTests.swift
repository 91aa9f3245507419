import CommandLine
import DocumentSyntax
import Foundation
import SourceText
import Testing

/// `iamsim test` as people and programs see it.
@Suite("iamsim test")
struct PolicyTestCommandTests {
  /// A policy of two statements and tests of it: two cases that hold and two that do not.
  static let policy = """
    {
      "Version": "2012-10-17",
      "Statement": [
        { "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
        { "Sid": "Guard", "Effect": "Deny", "Action": "s3:*", "Resource": "*",
          "Condition": { "Bool": { "aws:SecureTransport": "false" } } }
      ]
    }

    """
  static let tests = """
    policies:
      read: {file: ../read.json}
    principals:
      app: {arn: "arn:aws:iam::111122223333:role/app", identity: read}
    defaults: {principal: app, action: "s3:GetObject", resource: "arn:aws:s3:::reports/may"}
    cases:
      - {name: read, expect: allowed}
      - {name: written, action: "s3:PutObject", expect: allowed, why: "a <rule>"}
      - {name: "read #1", expect: allowed, by: {statement: Guard}}
      - {name: insecure, context: {"aws:SecureTransport": "false"}, expect: explicitDeny}

    """

  /// Runs on a folder `x` with the tests in `x/tests`; the folder's path is taken out of what is printed.
  private func run(_ arguments: String..., tests: String = Self.tests, path: String = "") throws -> Outcome {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "tests"), withIntermediateDirectories: true)
    _ = try folder.write("read.json", Self.policy)
    _ = try folder.write("tests/a.iamtest.yaml", tests)
    let root = folder.url.path
    let given = path.isEmpty ? root : root + "/" + path
    var outcome = CommandLineTool.run(
      ["test", given] + arguments.map { $0.replacingOccurrences(of: "ROOT", with: root) })
    outcome.output = outcome.output.replacingOccurrences(of: root + "/", with: "")
    outcome.messages = outcome.messages.replacingOccurrences(of: root + "/", with: "")
    for index in outcome.files.indices {
      outcome.files[index].path = outcome.files[index].path.replacingOccurrences(of: root + "/", with: "")
      outcome.files[index].text = outcome.files[index].text.replacingOccurrences(of: root + "/", with: "")
    }
    return outcome
  }

  @Test("the cases that failed, each with its reason; status 1")
  func failures() throws {
    let outcome = try run()
    #expect(outcome.status == .findings)
    #expect(outcome.messages.isEmpty)
    #expect(
      outcome.output == """
        tests/a.iamtest.yaml:8:5: failed: written: expected `allowed`, got `implicitDeny`
          request: app asks for s3:PutObject on arn:aws:s3:::reports/may
          reason: no identity-based policy allows `s3:PutObject`: none of the 2 statements covers the action
          rule: a <rule>

        tests/a.iamtest.yaml:9:5: failed: read #1: `allowed` as expected, but not by statement `Guard`
          request: app asks for s3:GetObject on arn:aws:s3:::reports/may
          decided by: Read (read.json:4:5)
          reason: an identity-based policy allows it, and nothing denies it

        4 cases in 1 file: 2 as expected, 2 failed

        """)
  }

  @Test("all as expected: status 0 and a line")
  func passes() throws {
    let outcome = try run("--filter", "^(read|insecure)$")
    #expect(
      outcome
        == Outcome(output: "2 cases in 1 file: all as expected; 2 left out by `--filter`\n", status: .clean))
  }

  @Test("JUnit: a suite for each file, with the failures and what is special in XML escaped")
  func junit() throws {
    let lines = try run("--output", "junit").output.split(separator: "\n").map(String.init)
    #expect(lines[1] == #"<testsuites name="iamsim" tests="4" failures="2" errors="0">"#)
    #expect(
      lines[2] == #"  <testsuite name="tests/a.iamtest.yaml" tests="4" failures="2" errors="0" skipped="0">"#)
    #expect(
      lines[3]
        == #"    <testcase classname="tests/a.iamtest.yaml" name="read" file="tests/a.iamtest.yaml" line="7"/>"#)
    #expect(
      lines[5].hasPrefix(
        "      <failure type=\"failed\" message=\"expected `allowed`, got `implicitDeny`\">tests/a.iamtest.yaml:8:5: "))
    #expect(lines.contains("rule: a &lt;rule&gt;</failure>"))
    #expect(lines.suffix(2) == ["  </testsuite>", "</testsuites>"])
  }

  @Test("TAP 14: a line for each case, a block of YAML for those that failed")
  func tap() throws {
    let output = try run("--output", "tap").output
    #expect(
      output.hasPrefix(
        """
        TAP version 14
        1..4
        ok 1 - tests/a.iamtest.yaml: read
        not ok 2 - tests/a.iamtest.yaml: written
          ---
          message: "expected `allowed`, got `implicitDeny`"
          at: {file: "tests/a.iamtest.yaml", line: 8, column: 5}
          details:
            - "request: app asks for s3:PutObject on arn:aws:s3:::reports/may"

        """))
    #expect(output.contains("\n  ...\nnot ok 3 - tests/a.iamtest.yaml: read \\#1\n"))
    #expect(output.hasSuffix("\nok 4 - tests/a.iamtest.yaml: insecure\n"))
  }

  /// A policy that asks for a tag, which the first case leaves unknown.
  private static let tagged = """
    policies:
      tagged:
        Version: "2012-10-17"
        Statement: {Effect: Allow, Action: "s3:*", Resource: "*", Condition: {StringEquals: {"aws:PrincipalTag/team": a}}}
    defaults: {principal: "arn:aws:iam::111122223333:role/app", identity: tagged, action: "s3:ListBucket"}
    cases:
      - {name: tagged, resource: "arn:aws:s3:::reports", expect: allowed}

    """

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
  @Test(
    "values of keys that a failed case lacks and that would change the decision", arguments: ["text", "tap", "junit"])
  func otherwise(format: String) throws {
    let output = try run("--output", format, tests: Self.tagged).output
    #expect(output.contains("missing context keys: aws:PrincipalTag/team"), "\(output)")
    #expect(output.contains("otherwise: with `aws:PrincipalTag/team` = `a` the answer would be allowed"), "\(output)")
  }

  @Test("a failed case holds its decision as simulations explain it; one that passed does not")
  func evaluation() throws {
    let output = try run("--output", "json", tests: Self.tagged).output
    let root = try #require(DocumentParser().parse(SourceFile(name: "answer", text: output)).tree.root)
    guard case .array(let cases)? = JSONValue(root)["cases"] else {
      Issue.record("no cases")
      return
    }
    let evaluation = try #require(cases.first?["evaluation"])
    #expect(evaluation["evaluatedEffect"] == "IMPLICIT_DENY")
    #expect(evaluation["decidingCheck"] == "PRINCIPAL")
    #expect(
      evaluation["otherwise"]
        == [["context": [["key": "aws:PrincipalTag/team", "values": ["a"]]], "evaluatedEffect": "ALLOW"]])
    #expect(evaluation["reason"] == cases.first?["reason"])
    #expect(try !run("--output", "json", "--filter", "^read$").output.contains("\"evaluation\""))
  }

  @Test("JSON is as docs/schema says", arguments: [["--output", "json"], ["--output", "json", "--coverage"]])
  func json(arguments: [String]) throws {
    let outcome = try run(arguments[0], arguments[1], arguments.count > 2 ? arguments[2] : "--filter=.")
    #expect(outcome.status == .findings)
    let schema = try JSONSchema("docs/schema/policy-tests.schema.json")
    #expect(try schema.problems(in: outcome.output) == [])
  }

  @Test("every member that the schema lists comes out")
  func schemaIsComplete() throws {
    let repository = CommandLineTool.run([
      "test", Repository.path("policies"), Repository.path("testdata/conformance"), "--output", "json", "--coverage",
    ])
    #expect(repository.status == .clean)
    #expect(try JSONSchema("docs/schema/policy-tests.schema.json").problems(in: repository.output) == [])
    let answers = try run("--output", "json", "--coverage").output + repository.output
    let schema = try Repository.text("docs/schema/policy-tests.schema.json")
    for match in schema.matches(of: /"([A-Za-z]+)": \{/) where !["properties", "items"].contains(String(match.1)) {
      if schema.contains("#/$defs/\(match.1)\"") || match.1 == "defs" { continue }
      #expect(answers.contains("\"\(match.1)\":"), "\(match.1)")
    }
  }

  @Test("several reports at once, all but one to files")
  func reportsToFiles() throws {
    let outcome = try run("--output", "text", "--output", "junit=ROOT/r.xml", "--output", "tap=ROOT/r.tap")
    #expect(outcome.output.hasSuffix("2 failed\n"))
    #expect(outcome.files.map(\.path) == ["r.xml", "r.tap"])
    #expect(outcome.files.map { $0.text.prefix(5) } == ["<?xml", "TAP v"])
  }

  @Test("a path given twice is tested once")
  func sameFileTwice() throws {
    let folder = Repository.path("policies/organizations")
    let once = CommandLineTool.run(["test", folder])
    #expect(once.status == .clean)
    #expect(
      CommandLineTool.run(["test", folder, folder + "/guardrails.iamtest.yaml", folder + "/../organizations"]) == once)
  }

  @Test("colours only where standard output is a terminal, and never in files")
  func colours() throws {
    let arguments = ["test", Repository.path("policies/organizations"), "--output", "text", "--output", "json=x"]
    #expect(!CommandLineTool.run(arguments).output.contains("\u{1B}"))
    let coloured = CommandLineTool.run(arguments, in: Surroundings(outputIsColoured: true))
    #expect(coloured.output.contains("\u{1B}[1;32m"))
    #expect(coloured.files.allSatisfy { !$0.text.contains("\u{1B}") })
  }

  @Test("a warning does not fail a test, and is told")
  func warnings() throws {
    let outcome = try run(
      tests: """
        defaults: {principal: anonymous, resource: "arn:aws:s3:::b/x"}
        policies: {unused: {Version: "2012-10-17", Statement: []}}
        cases: [{name: a, action: "s3:GetObject", expect: implicitDeny}]
        """)
    #expect(outcome.status == .clean)
    #expect(outcome.messages.hasPrefix("tests/a.iamtest.yaml:2:12: warning: no case uses `unused` of `policies`\n"))
  }

  // MARK: Coverage

  @Test("each statement of the policies worth copying decides a case")
  func policiesAreTested() {
    let output = CommandLineTool.run(["test", Repository.path("policies"), "--coverage"]).output
    #expect(output.contains("\ncoverage: "))
    #expect(!output.contains("decided no case"))
  }

  @Test("which statements decided no case, in each shape of the report")
  func coverage() throws {
    let line = "coverage: 1 of 2 statements in 1 policy file decided a case"
    let place = "read.json:5:5: statement `Guard` decided no case"
    let text = try run("--coverage", "--filter", "^read$")
    #expect(text.output.hasSuffix("\n\n\(line)\n\(place)\n"))
    #expect(try run("--coverage", "--filter", "^read$", "--output", "tap").output.hasSuffix("# \(line)\n# \(place)\n"))
    let junit = try run("--coverage", "--filter", "^read$", "--output", "junit")
    #expect(junit.messages == "iamsim: note: \(line)\niamsim: note: \(place)\n")
    #expect(try run("--coverage").output.hasSuffix("coverage: 2 of 2 statements in 1 policy file decided a case\n"))
  }

  @Test("LCOV counts the cases for each line of a statement")
  func lcov() throws {
    let outcome = try run("--lcov", "ROOT/out.info", "--filter", "^read")
    #expect(!outcome.output.contains("coverage"))
    #expect(
      outcome.files == [
        .init(
          path: "out.info", text: "TN:\nSF:read.json\nDA:4,2\nDA:5,0\nDA:6,0\nLF:3\nLH:1\nend_of_record\n")
      ])
  }

  @Test("statements on one line count as the one least tested")
  func lcovOfOneLine() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("p.json", Self.policy.replacingOccurrences(of: "\n", with: " "))
    _ = try folder.write(
      "a.iamtest.yaml",
      """
      defaults: {principal: "arn:aws:iam::111122223333:role/app", identity: {file: p.json}, action: "s3:GetObject"}
      cases: [{name: read, resource: "arn:aws:s3:::reports/may", expect: allowed}]
      """)
    let outcome = CommandLineTool.run(["test", folder.url.path, "--lcov", "out.info"])
    #expect(outcome.status == .clean)
    #expect(outcome.files.first?.text == "TN:\nSF:\(path)\nDA:1,0\nLF:1\nLH:0\nend_of_record\n")
  }

  @Test("tests of several folders that name one policy count together")
  func oneFileIsOnePolicy() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("p.json", Self.policy)
    for name in ["a", "b"] {
      try FileManager.default.createDirectory(at: folder.url.appending(path: name), withIntermediateDirectories: true)
      _ = try folder.write("\(name)/x.iamtest.yaml", Self.tests.replacingOccurrences(of: "read.json", with: "p.json"))
    }
    let outcome = CommandLineTool.run(["test", folder.url.path, "--coverage"])
    #expect(outcome.output.hasSuffix("coverage: 2 of 2 statements in 1 policy file decided a case\n"))
  }
}
