import CommandLine
import Foundation
import ServiceCatalog
import Testing

/// Whatever is wrong with policy tests: a message with its place, status 2, no report; above all never a pass.
@Suite("Bad input to iamsim test")
struct PolicyTestInputTests {
  static let valid = """
    defaults: {principal: "arn:aws:iam::111122223333:role/app", action: "s3:GetObject", resource: "arn:aws:s3:::b/x"}
    cases: [{name: read, expect: implicitDeny}]

    """

  private func messages(_ arguments: [String]) -> String {
    let outcome = CommandLineTool.run(["test"] + arguments)
    #expect(outcome.status == .failure)
    #expect(outcome.output.isEmpty)
    #expect(outcome.files.isEmpty)
    #expect(outcome.messages.hasSuffix("\n"))
    return outcome.messages
  }

  /// The messages on one file of tests; its path is `PATH`.
  private func messages(file bytes: Data, _ arguments: String...) throws -> String {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.iamtest.yaml", bytes)
    return messages([folder.url.path] + arguments).replacingOccurrences(of: path, with: "PATH")
      .replacingOccurrences(of: folder.url.path, with: "FOLDER")
  }

  private func messages(file text: String, _ arguments: String...) throws -> String {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.iamtest.yaml", text)
    return messages([path] + arguments).replacingOccurrences(of: path, with: "PATH")
      .replacingOccurrences(of: folder.url.path, with: "FOLDER")
  }

  // MARK: Nothing to test

  @Test("a path that is not there")
  func missingPath() {
    #expect(messages(["no/such"]) == "iamsim: error: no such file or folder: `no/such`\n")
    #expect(messages([Repository.path("policies"), "nope"]) == "iamsim: error: no such file or folder: `nope`\n")
    #expect(messages([""]).hasPrefix("iamsim: error: "))
  }

  @Test("a folder without tests")
  func emptyFolder() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("a.yaml", Self.valid)
    let path = folder.url.path
    #expect(
      messages([path])
        == "iamsim: error: there are no policy tests in `\(path)`: no file is called `*.iamtest.yaml`, `*.iamtest.yml` or `*.iamtest.json`\n"
    )
    // Also beside a folder that has some.
    #expect(messages([Repository.path("policies"), path]).contains("there are no policy tests in `\(path)`"))
  }

  @Test("an empty file, and files without a case")
  func noCases() throws {
    #expect(try messages(file: "").hasPrefix("PATH:1:1: error: "))
    #expect(try messages(file: "# nothing\n").contains("error: "))
    #expect(try messages(file: "{}\n").contains("error: expected a list of cases under `cases`\n"))
    #expect(try messages(file: "cases: []\n").contains("PATH:1:8: error: expected a list of cases under `cases`\n"))
    let emptyTable = """
      cases: [{name: t, principal: anonymous, table: [[action, "*"], ["s3:GetObject", ~]]}]
      """
    #expect(try messages(file: emptyTable).hasPrefix("PATH:1:1: error: the file has no case\n"))
  }

  @Test("a filter that no case passes")
  func filterWithoutCases() throws {
    #expect(
      try messages(file: Self.valid, "--filter", "write")
        == "iamsim: error: no case's name matches `--filter write`: nothing was tested\n")
  }

  // MARK: Files

  @Test("binary data")
  func binary() throws {
    #expect(try messages(file: Data([0x63, 0x00, 0xFF, 0xFE])).hasPrefix("PATH:1:3: error: byte 0xFF is not UTF-8\n"))
    #expect(try messages(file: Data([0, 1, 2, 3])).hasPrefix("PATH:1:1: error: "))
  }

  @Test("5 MB on one line: an error, shown in few words")
  func hugeFile() throws {
    let message = try messages(file: Data(repeating: UInt8(ascii: "a"), count: 5_000_000))
    #expect(message.hasPrefix("PATH:1:1: error: expected a mapping with `cases`\n"))
    #expect(message.utf8.count < 1_000)
  }

  @Test("a file that may not be read")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.iamtest.yaml", Self.valid)
    let run = try UnprivilegedChild.iamsim(["test", folder.url.path], withoutAccessTo: path)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.messages == "iamsim: error: no permission to read `\(path)`\n")
  }

  @Test("links in a circle")
  func circles() throws {
    let folder = try TemporaryFolder()
    let path = folder.url.path
    for (name, target) in [("a.iamtest.yaml", "a.iamtest.yaml"), ("up", ".")] {
      try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
    }
    #expect(messages([path]).hasPrefix("iamsim: error: cannot read `\(path)/a.iamtest.yaml`: "))
    try FileManager.default.removeItem(atPath: path + "/a.iamtest.yaml")
    _ = try folder.write("b.iamtest.yaml", Self.valid)
    #expect(CommandLineTool.run(["test", path + "/up"]).output == "1 case in 1 file: all as expected\n")
  }

  @Test("`..` behind a link is the link's own parent")
  func parentOfALink() throws {
    let folder = try TemporaryFolder()
    let path = folder.url.path
    for name in ["real/inner", "tests"] {
      try FileManager.default.createDirectory(atPath: path + "/" + name, withIntermediateDirectories: true)
    }
    try FileManager.default.createSymbolicLink(atPath: path + "/tests/link", withDestinationPath: "../real/inner")
    _ = try folder.write(
      "real/inner/a.iamtest.yaml",
      """
      defaults: {principal: "arn:aws:iam::111122223333:role/app", action: "s3:GetObject", resource: "arn:aws:s3:::b/x"}
      cases: [{name: read, identity: {file: ../p.json}, expect: allowed}]
      """)
    _ = try folder.write("tests/p.json", #"{"Version": "2012-10-17", "Statement": []}"#)
    _ = try folder.write(
      "real/p.json",
      #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#)
    #expect(CommandLineTool.run(["test", path + "/tests/link/"]).status == .clean)
  }

  // MARK: Contents

  @Test("all mistakes of all files in one go, each with its place")
  func everyMistake() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] {
      _ = try folder.write(
        "\(name).iamtest.yaml",
        """
        defaults: {principal: "arn:aws:iam::111122223333:role/app", resource: "*", identity: {file: gone.json}}
        cases:
          - {name: one, action: "s3:GetObjekt", expect: allowed}
          - {name: two, action: "s3:Get*", expect: allowed}
          - {name: three, action: "s3:GetObject", expct: allowed}
        """)
    }
    _ = try folder.write("c.iamtest.yaml", Self.valid)
    let message = messages([folder.url.path]).replacingOccurrences(of: folder.url.path + "/", with: "")
    for name in ["a", "b"] {
      for problem in [
        "1:93: error: no such file: `gone.json`", "3:25: error: Amazon S3 has no action `GetObjekt`",
        "4:25: error: `s3:Get*` is not one action", "5:43: error: unknown field `expct` in a case",
      ] { #expect(message.contains("\(name).iamtest.yaml:\(problem)\n")) }
    }
    #expect(message.contains("\n  help: did you mean `s3:GetObject`?\n"))
    #expect(message.contains("\n  help: did you mean `expect`?\n"))
  }

  @Test("a mistake in a policy's own file stands there")
  func brokenPolicy() throws {
    let folder = try TemporaryFolder()
    let policy = try folder.write("p.json", #"{"Version": "2012-10-17", "Statement": {"Effect": "Permit"}}"#)
    _ = try folder.write(
      "a.iamtest.yaml",
      Self.valid.replacingOccurrences(of: "name: read,", with: "name: read, identity: {file: p.json},"))
    #expect(messages([folder.url.path]).contains("\(policy):1:51: error: "))
  }

  @Test("an action that AWS has no more is a warning")
  func retiredAction() throws {
    let actions = try ServiceCatalog.embedded().services.lazy.flatMap(\.actions)
    let retired = try #require(actions.first { $0.isRetired }?.fullName)
    let folder = try TemporaryFolder()
    _ = try folder.write("a.iamtest.yaml", Self.valid.replacingOccurrences(of: "s3:GetObject", with: retired))
    let outcome = CommandLineTool.run(["test", folder.url.path])
    #expect(outcome.status == .clean)
    #expect(outcome.messages.contains("1:69: warning: AWS's reference has the action `\(retired)` no more\n"))
  }

  // MARK: Flags

  @Test("a regular expression that is none, or takes too long")
  func regularExpression() throws {
    #expect(
      try messages(file: Self.valid, "--filter", "rea(d").hasPrefix(
        "--filter:1:6: error: the regular expression is not valid: "))
    let name = String(repeating: "a", count: 60) + "!"
    #expect(
      try messages(file: Self.valid.replacingOccurrences(of: "read", with: name), "--filter", "^(a|aa)+$")
        .hasPrefix("iamsim: error: `--filter` takes too many steps on the name `\(name)`"))
  }

  @Test("formats and files")
  func outputs() {
    let policies = Repository.path("policies/organizations")
    #expect(
      messages([policies, "--output", "junt"])
        == "iamsim: error: unknown output format `junt`; did you mean `junit`?\n")
    #expect(messages([policies, "--output", "tap", "--output", "json"]).contains("two formats on standard output"))
    #expect(
      messages([policies, "--output", "tap=x", "--lcov", "x"])
        == "iamsim: error: `--lcov` and `--output` write to the same file, `x`\n")
    #expect(messages([policies, "--lcov", ""]) == "iamsim: error: `--lcov` names no file\n")
  }
}
