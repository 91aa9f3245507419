import CommandLine
import Foundation
import Testing

/// What cannot be read gets its line, and everything else is linted all the same.
@Suite("lint with bad input")
struct LintBadInputTests {
  private func lint(_ arguments: String...) -> Outcome {
    CommandLineTool.run(["lint"] + arguments + LintCommandTests.only)
  }

  private static let deep = String(repeating: #"{"a":"#, count: 50_000)

  @Test(
    "a file in a folder that cannot be read",
    arguments: [
      (Data([0x7B, 0xFF, 0xFE, 0x00, 0x80]), "bad.json:1:2: error: byte 0xFF is not UTF-8"),
      (Data([0xFF, 0xFE, 0x7B, 0x00]), "the file is UTF-16"),
      (Data(deep.utf8), "nested more than 128 deep"),
      (Data(#"{"x": [{"Statement": [{"Effect": "Allow" "Action""#.utf8), "bad.json:1:"),
    ])
  func unreadableFile(bytes: Data, message: String) throws {
    let folder = try TemporaryFolder()
    let good = try folder.write("z.json", LintCommandTests.misspelt)
    _ = try folder.write("bad.json", bytes)
    let outcome = lint(folder.url.path)
    #expect(outcome.status == .failure)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
    #expect(outcome.output.contains("\(good):1:65: error: "))
  }

  @Test func filesAndFoldersWithoutPermission() throws {
    // Root may read everything.
    guard getuid() != 0 else { return }
    let folder = try TemporaryFolder()
    let secret = try folder.write("a.json", LintCommandTests.clean)
    let inner = folder.url.appending(path: "inner")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    _ = try folder.write("z.json", LintCommandTests.misspelt)
    #expect(chmod(secret, 0) == 0 && chmod(inner.path, 0) == 0)
    defer { chmod(inner.path, 0o755) }
    let outcome = lint(folder.url.path)
    #expect(outcome.status == .failure)
    #expect(outcome.messages.contains("no permission to read `\(secret)`"))
    #expect(outcome.messages.contains("no permission to read `\(inner.path)`"))
    #expect(outcome.output.contains("1 finding in 1 file"))
  }

  #if os(Linux)
    @Test func filesThatFailWhileTheyAreRead() throws {
      let folder = try TemporaryFolder()
      let path = folder.url.appending(path: "a.json").path
      // The first page of a process's memory is nobody's.
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/proc/self/mem")
      _ = try folder.write("z.json", LintCommandTests.misspelt)
      let outcome = lint(folder.url.path)
      #expect(outcome.status == .failure)
      #expect(outcome.messages.contains("cannot read `\(path)`: input/output error"))
      #expect(outcome.output.contains("1 finding in 1 file"))
    }
  #endif

  @Test func circlesOfLinks() throws {
    let folder = try TemporaryFolder()
    let path = folder.url.path
    try FileManager.default.createSymbolicLink(atPath: path + "/loop", withDestinationPath: path)
    try FileManager.default.createSymbolicLink(atPath: path + "/self.json", withDestinationPath: path + "/self.json")
    _ = try folder.write("z.json", LintCommandTests.misspelt)
    let outcome = lint(path)
    #expect(outcome.status == .failure)
    #expect(outcome.messages.contains("self.json"))
    #expect(outcome.output.contains("1 finding in 1 file"))
  }

  @Test func pathsThatAreNotThere() throws {
    let folder = try TemporaryFolder()
    let good = try folder.write("z.json", LintCommandTests.misspelt)
    let outcome = lint(folder.url.path + "/nowhere", good)
    #expect(outcome.status == .failure)
    #expect(outcome.messages.contains("no such file or folder: `\(folder.url.path)/nowhere`"))
    #expect(outcome.output.contains("1 finding in 1 file"))
  }

  @Test func namedFilesHoldPolicies() throws {
    let folder = try TemporaryFolder()
    let good = try folder.write("z.json", LintCommandTests.misspelt)
    let other = try folder.write("a.json", #"{"name":"x"}"#)
    let template = try folder.write("t.json", #"{"AWSTemplateFormatVersion":"2010-09-09","Resources":{}}"#)
    let outcome = lint(other, template, good)
    #expect(outcome.status == .failure)
    #expect(outcome.messages.contains("`\(other)` holds no policy"))
    #expect(outcome.messages.contains("`\(template)` is a CloudFormation template"))
    #expect(outcome.output.contains("1 finding in 1 file"))
    #expect(lint(other, template, good, "--skip-other-files").status == .findings)
    #expect(lint(other, "--skip-other-files").status == .clean)
  }

  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html
  @Test("templates are linted themselves; that their policies are not is told of one that is named")
  func templates() throws {
    let folder = try TemporaryFolder()
    let text = """
      Resources:
        Access:
          Type: AWS::SecretsManager::ResourcePolicy
          Properties: {SecretId: !Ref Secret, ResourcePolicy: {}}
        Secret: {Type: AWS::SecretsManager::Secret}
      """
    let path = try folder.write("t.yaml", text)
    let named = CommandLineTool.run(["lint", path])
    #expect(named.status == .failure)
    #expect(
      named.messages.contains("`\(path)` is a CloudFormation template: it was linted itself, but not its policies"))
    #expect(named.output.contains("\(path):3:11: medium: `Access` does not block public access"), "\(named.output)")
    let found = CommandLineTool.run(["lint", folder.url.path])
    #expect(found.status == .findings && found.messages.isEmpty, "\(found.messages)")
    #expect(CommandLineTool.run(["lint", path, "--skip-other-files"]).status == .findings)
    _ = try folder.write(
      "iamsim.yaml",
      "suppressions:\n  - rule: template-secret-policy-not-blocking\n    path: t.yaml\n    reason: It is a test.\n")
    #expect(CommandLineTool.run(["lint", path, "--skip-other-files"]).status == .clean)
  }

  @Test func aFolderWithoutPoliciesIsNoSuccess() throws {
    let folder = try TemporaryFolder()
    let outcome = lint(folder.url.path)
    #expect(outcome.status == .failure)
    #expect(outcome.messages.contains("nothing was linted"))
  }

  @Test func documentsLargerThanAnyPolicy() throws {
    let folder = try TemporaryFolder()
    let statement = #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b1/*"}"#
    let many = Array(repeating: statement, count: 5_001).joined(separator: ",")
    let text = #"{"Version":"2012-10-17","Statement":["# + many + "]}"
    _ = try folder.write("many.json", text)
    let long = #"{"Version":"2012-10-17","Statement":[],"Id":""# + String(repeating: "x", count: 5 << 20) + "\"}"
    _ = try folder.write("long.json", long)
    _ = try folder.write("z.json", LintCommandTests.misspelt)
    let outcome = lint(folder.url.path)
    #expect(outcome.status == .failure)
    #expect(outcome.messages.contains("the policy has 5001 statements, more than any policy of AWS can have"))
    #expect(outcome.messages.contains("bytes, more than any policy of AWS can have"))
    #expect(outcome.messages.utf8.count < 2_000)
    // What was not linted is not counted.
    #expect(outcome.output.contains("1 finding in 1 file"))
    let alone = lint(folder.url.path + "/many.json")
    #expect(alone.status == .failure && alone.output.isEmpty, "\(alone.output)")
  }

  @Test func tenThousandFiles() throws {
    let folder = try TemporaryFolder()
    // Links to two files: ten thousand of their own would take the test a minute to write.
    let misspelt = try folder.write("p.txt", LintCommandTests.misspelt)
    let other = try folder.write("o.txt", #"{"a":1}"#)
    for number in 0..<100 {
      let inner = folder.url.appending(path: "\(number)").path
      try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
      for file in 0..<100 { #expect(link(file == 0 ? misspelt : other, "\(inner)/\(file).json") == 0) }
    }
    let outcome = lint(folder.url.path, "--output", "csv")
    #expect(outcome.status == .findings)
    #expect(outcome.output.utf8.count { $0 == 0x0A } == 101)
  }
}
