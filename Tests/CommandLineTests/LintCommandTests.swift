import CommandLine
import Foundation
import Testing

/// `iamsim lint` over files, folders and standard input.
@Suite("lint")
struct LintCommandTests {
  static let clean =
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:us-east-1:111122223333:secret:app-??????"}]}"#
  static let misspelt =
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObjekt","Resource":"arn:aws:s3:::b1/*"}]}"#
  static let redundant =
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","s3:GetObject"],"Resource":"arn:aws:s3:::b1/*"}]}"#
  /// Only rules that these tests are about, so that new rules change nothing here.
  static let only = ["--only", "invalid-action,redundant-action", "--only", "missing-version,json-syntax-error"]

  private func lint(_ arguments: String..., in surroundings: Surroundings = Surroundings()) -> Outcome {
    CommandLineTool.run(["lint"] + arguments + Self.only, in: surroundings)
  }

  @Test func aFolderIsSearched() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b/c", ".git", "node_modules/x"] {
      try FileManager.default.createDirectory(
        at: folder.url.appending(path: name), withIntermediateDirectories: true)
    }
    let first = try folder.write("a/first.json", Self.misspelt)
    let second = try folder.write("b/c/second.yml", Self.misspelt)
    _ = try folder.write("clean.yaml", Self.clean)
    for name in [".git/x.json", "node_modules/x/p.json", ".hidden.json", "policy.txt", "x.iamtest.json"] {
      _ = try folder.write(name, Self.misspelt)
    }
    _ = try folder.write("package.json", #"{"name":"x"}"#)
    _ = try folder.write("template.json", #"{"AWSTemplateFormatVersion":"2010-09-09","Resources":{}}"#)
    _ = try folder.write("empty.json", "")
    let outcome = lint(folder.url.path, folder.url.path + "/a")
    #expect(outcome.messages == "")
    #expect(outcome.status == .findings)
    #expect(outcome.output.contains("\(first):1:65: error: "))
    #expect(outcome.output.contains("\(second):1:65: error: "))
    #expect(outcome.output.contains("2 findings in 3 files: 2 error\n"), "\(outcome.output)")
  }

  @Test func aFindingSaysEverything() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("p.json", Self.misspelt)
    let lines = lint(path).output.components(separatedBy: "\n")
    #expect(lines[0] == "\(path): identity policy")
    #expect(lines[1] == "\(path):1:65: error: Amazon S3 has no action `s3:GetObjekt` [invalid-action]")
    #expect(lines[3].hasSuffix("^^^^^^^^^^^^^^"))
    #expect(lines[4].hasPrefix("  why: "))
    #expect(lines[5] == "  help: did you mean `s3:GetObject`?")
    #expect(lines[6] == "  fix: write `s3:GetObject` (changes what the policy means)")
    #expect(lines[7] == "  see: docs/rules/invalid-action.md")
  }

  @Test(arguments: [
    ("medium", 0), ("low", 1), ("info", 1), ("never", 0), ("error", 0),
  ])
  func failOnSetsTheSeverity(severity: String, status: Int32) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("p.json", Self.redundant)
    let outcome = lint(path, "--fail-on", severity)
    #expect(outcome.output.contains("1 finding in 1 file: 1 low"))
    #expect(outcome.status.rawValue == status)
  }

  @Test func suggestionsAloneDoNotFail() throws {
    let folder = try TemporaryFolder()
    #expect(lint(try folder.write("p.json", Self.redundant)).status == .clean)
    #expect(lint(try folder.write("q.json", Self.misspelt)).status == .findings)
    #expect(lint(try folder.write("q.json", Self.misspelt), "--fail-on", "never").status == .clean)
  }

  @Test func rulesAreChosen() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("p.json", Self.misspelt)
    func run(_ more: String...) -> Outcome { CommandLineTool.run(["lint", path] + more) }
    #expect(run("--disable", "INVALID_ACTION", "--only", "invalid-action").output.contains("no findings in 1 file"))
    #expect(run("--only", "missing-version").output.contains("no findings in 1 file"))
    #expect(run("--only", "invalid-action", "--severity", "invalid-action=low").status == .clean)
    #expect(run("--only", "invalid-action", "--severity", "invalid-action=low").output.contains(": low: "))
    #expect(run("--enable", "invalid-acton").messages.contains("did you mean `invalid-action`?"))
    #expect(run("--severity", "invalid-action=hihg").messages.contains("did you mean `high`?"))
    #expect(run("--severity", "invalid-action").status == .failure)
    #expect(run("--fail-on", "allways").status == .failure)
    let profile = run("--profile", "--only", "invalid-action")
    #expect(profile.messages.contains(" 1 findings  invalid-action\n"))
  }

  @Test func kindsAreRecognisedOrGiven() throws {
    let folder = try TemporaryFolder()
    let trust =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#
    let path = try folder.write("p.json", trust)
    #expect(CommandLineTool.run(["lint", path, "--fail-on", "error"]).status == .clean)
    let given = CommandLineTool.run(["lint", path, "--policy-kind", "identity"])
    #expect(given.output.contains("[missing-resource]"))
    #expect(given.output.hasPrefix("\(path): identity policy\n"))
    #expect(CommandLineTool.run(["lint", path, "--policy-kind", "trst"]).messages.contains("did you mean `trust`?"))
    let secret =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#
    let open = try folder.write("s.json", secret)
    let typed = CommandLineTool.run(["lint", open, "--resource-type", "aws::s3::bucket", "--output", "json"])
    #expect(typed.output.contains(#""resourceType": "AWS::S3::Bucket""#))
    #expect(CommandLineTool.run(["lint", open, "--resource-type", "AWS::S3::Buckte"]).status == .failure)
    for flag in ["--trusted-account", "--own-account", "--organization"] {
      #expect(CommandLineTool.run(["lint", open, flag, "12"]).status == .failure)
    }
  }

  @Test func jsonNamesPoliciesAndIsAsItsSchemaSays() throws {
    let folder = try TemporaryFolder()
    let dump =
      #"{"RoleDetailList":[{"RoleName":"App","RolePolicyList":[{"PolicyName":"P","PolicyDocument":\#(Self.misspelt)}]}]}"#
    let path = try folder.write("dump.json", dump)
    let json = lint(path, "--output", "json").output
    try #expect(JSONSchema("docs/schema/findings.schema.json").problems(in: json) == [])
    #expect(json.contains(#""recognizedBy": "document""#))
    #expect(json.contains("\"owner\": \"policy `P` of role `App`\""))
    #expect(json.contains("\"in the policy `P` of role `App`\""))
  }

  @Test func findingsInStringsPointIntoTheFile() throws {
    let folder = try TemporaryFolder()
    let text =
      "{\n  \"Policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": \\\"s3:Nope\\\"}]}\"\n}"
    let outcome = lint(try folder.write("answer.json", text))
    #expect(outcome.output.contains("answer.json:2:67: error: Amazon S3 has no action `s3:Nope`"), "\(outcome.output)")
    #expect(
      outcome.output.contains("\n    " + String(repeating: " ", count: 66) + #"^^^^^^^^^^^"#))
  }

  @Test func standardInputIsAPath() throws {
    let run = try ChildProcess.run(
      try ChildProcess.iamsim(), ["lint", "-"] + Self.only, input: Self.misspelt)
    #expect(run.status == 1)
    #expect(run.output.contains("<standard input>:1:65: error: Amazon S3 has no action"))
  }

  @Test func aFileIsLintedOnceHoweverItIsNamed() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("p.json", Self.misspelt)
    let root = folder.url.path
    try FileManager.default.createSymbolicLink(atPath: root + "-link", withDestinationPath: root)
    defer { try? FileManager.default.removeItem(atPath: root + "-link") }
    let outcome = lint(path, root, root + "/./", "\(root)/../\(folder.url.lastPathComponent)/p.json", root + "-link")
    #expect(outcome.output.contains("1 finding in 1 file: 1 error\n"), "\(outcome.output)")
  }

  @Test func flagsLeavePathsAlone() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("p.json", Self.misspelt)
    let outcome = CommandLineTool.run(["lint", "--only", "invalid-action", folder.url.path])
    #expect(outcome.output.contains("1 finding in 1 file: 1 error\n"))
    #expect(CommandLineTool.run(["lint", folder.url.path, "--only", "invalid-action,"]).status == .failure)
  }

  @Test func everyFormatIsWritten() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("p.json", Self.misspelt)
    for format in ["sarif", "junit", "github", "gitlab", "markdown", "csv"] {
      let outcome = lint(path, "--output", format)
      #expect(outcome.status == .findings)
      #expect(outcome.output.contains("invalid-action"), "\(format)")
    }
    let several = lint(path, "--output", "text", "--output", "sarif=\(path).sarif")
    #expect(several.files.map(\.path) == [path + ".sarif"])
    #expect(lint(path, "--output", "sarf").messages.contains("did you mean `sarif`?"))
  }
}
