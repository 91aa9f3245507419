import CommandLine
import Foundation
import Testing

/// `--fix`, `--diff` and `--unsafe-fixes`.
@Suite("lint --fix")
struct LintFixTests {
  /// A comma too many: an edit that changes no decision; and a misspelt element: one that does.
  private static let broken =
    "{\r\n\t\"Version\": \"2012-10-17\",\r\n\t\"Statement\": [\r\n\t\t{ \"effect\": \"Allow\", \"Action\":   \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::b1/*\", }\r\n\t]\r\n}\r\n"

  private func run(_ arguments: String...) throws -> ChildProcess {
    try ChildProcess.run(try ChildProcess.iamsim(), ["lint"] + arguments)
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  @Test func safeEditsAreMadeAndTheRestReported() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("p.json", Self.broken)
    #expect(chmod(path, 0o640) == 0)
    let run = try run(path, "--fix")
    #expect(run.messages == "\(path): 1 edit made\n")
    #expect(run.status == 1)
    #expect(run.output.contains("`effect`"))
    #expect(!run.output.contains("json-syntax-error"))
    #expect(try text(path) == Self.broken.replacing(", }", with: " }"))
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o640)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["p.json"])
  }

  @Test("a policy that is too large to lint stands in no other's way")
  func besideTooLarge() throws {
    let folder = try TemporaryFolder()
    let many = Array(repeating: #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#, count: 5_001)
    let large = #"{"Version":"2012-10-17","Statement":["# + many.joined(separator: ",") + "]}"
    let small =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:GetObject"],"Resource":"*"}]}"#
    let path = try folder.write("p.json", "{\"a\":\(large),\"b\":\(small)}")
    let run = try ChildProcess.run(try ChildProcess.iamsim(), ["lint", path, "--fix", "--only", "redundant-action"])
    #expect(run.status == 2 && run.messages.contains("5001 statements"), "\(run.messages)")
    #expect(try self.text(path).hasSuffix(#""Action":["s3:GetObject"],"Resource":"*"}]}}"#))
  }

  @Test("YAML is mended too, and its comments stay")
  func yaml() throws {
    let folder = try TemporaryFolder()
    let text = """
      # What the build may do.
      Version: "2012-10-17"
      Statement:
        - Effect: Allow
          Action:
            - s3:GetObject # objects
            - s3:GetObject # once more
          Resource: arn:aws:s3:::build/*
      """
    let path = try folder.write("p.yaml", text)
    let run = try ChildProcess.run(try ChildProcess.iamsim(), ["lint", path, "--fix", "--only", "redundant-action"])
    #expect(run.status == 0, "\(run.messages)")
    #expect(try self.text(path) == text.replacing("      - s3:GetObject # once more\n", with: ""))
  }

  @Test func unsafeEditsOnRequest() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("p.json", Self.broken)
    _ = try run(path, "--fix", "--unsafe-fixes")
    #expect(try text(path) == Self.broken.replacing(", }", with: " }").replacing("\"effect\"", with: "\"Effect\""))
  }

  @Test func aDiffWritesNothing() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("p.json", Self.broken)
    let run = try run(path, "--diff")
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("--- \(path)\n+++ \(path)\n@@ -1,6 +1,6 @@\n"))
    #expect(run.output.contains("\n-\t\t{ \"effect\""))
    #expect(run.messages.hasPrefix("1 edit in 1 file; "))
    #expect(try text(path) == Self.broken)
  }

  @Test func linksStayLinks() throws {
    let folder = try TemporaryFolder()
    let target = try folder.write("target.json", Self.broken)
    let link = folder.url.appending(path: "p.json").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    _ = try run(link, "--fix")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
    #expect(try text(target) != Self.broken)
  }

  @Test func aFileOfTwoNamesIsMendedOnce() throws {
    let folder = try TemporaryFolder()
    let target = try folder.write("a.json", Self.broken)
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "b.json").path, withDestinationPath: target)
    let run = try run(folder.url.path, "--fix")
    #expect(run.messages == "\(target): 1 edit made\n")
    #expect(run.status == 1)
  }

  @Test func byteOrderMarkAndYAMLStay() throws {
    let folder = try TemporaryFolder()
    let yaml =
      "\u{FEFF}# whose\nVersion: 2012-10-17 # newest\nStatement:\n  - effect: Allow   # yes\n    Action: [ s3:GetObject ]\n    Resource: 'arn:aws:s3:::b1/*'\n"
    let path = try folder.write("p.yaml", yaml)
    _ = try run(path, "--fix", "--unsafe-fixes", "--only", "invalid-policy-element")
    #expect(try text(path) == yaml.replacing("effect:", with: "Effect:"))
  }

  @Test func textInStringsIsOnlyShown() throws {
    let folder = try TemporaryFolder()
    let answer = #"{"Policy": "{\"Statement\": [{\"effect\": \"Allow\", \"Action\": \"s3:GetObject\"}]}"}"#
    let path = try folder.write("p.json", answer)
    let run = try run(path, "--fix", "--unsafe-fixes")
    #expect(try text(path) == answer)
    #expect(run.output.contains("(to be completed by hand)"))
  }

  /// Two actions too many, in two statements.
  private static let crowded = """
    {
      "Version": "2012-10-17",
      "Statement": [
        { "Sid": "Logs", "Effect": "Allow", "Action": ["s3:Get*", "s3:GetObject"], "Resource": "arn:aws:s3:::logs/*" },
        { "Sid": "Data", "Effect": "Allow", "Action": ["s3:Put*", "s3:PutObject"], "Resource": "arn:aws:s3:::data/*" }
      ]
    }

    """
  private static let only = ["--only", "redundant-action,unique-sids-required"]

  /// Lints with and without the flag and gives what is in the file afterwards.
  private func mended(_ folder: TemporaryFolder, _ flags: String...) throws -> String {
    let path = try folder.write("p.json", Self.crowded)
    let arguments = ["lint", path, "--fix", "--unsafe-fixes"] + Self.only + flags
    _ = try ChildProcess.run(try ChildProcess.iamsim(), arguments)
    return try text(path)
  }

  @Test func whatTheBaselineHasStays() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("p.json", Self.crowded)
    let baseline = folder.url.appending(path: "known.json").path
    let dataLess = Self.crowded.replacing(#", "s3:PutObject""#, with: "")
    let logsLess = Self.crowded.replacing(#", "s3:GetObject""#, with: "")
    #expect(try mended(folder) == dataLess.replacing(#", "s3:GetObject""#, with: ""))
    // The baseline knows the first only.
    _ = try folder.write("p.json", dataLess)
    _ = try ChildProcess.run(try ChildProcess.iamsim(), ["lint", path, "--write-baseline", baseline] + Self.only)
    #expect(try mended(folder, "--baseline", baseline) == dataLess)
    // It stays known where edits before it have moved it.
    _ = try folder.write("p.json", logsLess)
    _ = try ChildProcess.run(try ChildProcess.iamsim(), ["lint", path, "--write-baseline", baseline] + Self.only)
    #expect(try mended(folder, "--baseline", baseline) == logsLess)
    _ = try folder.write("p.json", Self.crowded)
    let diff = try ChildProcess.run(
      try ChildProcess.iamsim(), ["lint", path, "--diff", "--baseline", baseline] + Self.only)
    #expect(diff.output.contains("-    { \"Sid\": \"Logs\""))
    #expect(!diff.output.contains("-    { \"Sid\": \"Data\""))
    #expect(diff.messages.hasPrefix("1 edit in 1 file; 0 findings would be left"))
  }

  @Test func ofSeveralAlikeTheBaselineHasAsManyAsItSays() throws {
    let folder = try TemporaryFolder()
    let one = #"{"Effect":"Allow","Action":["s3:Get*","s3:GetObject"],"Resource":"arn:aws:s3:::b/*"}"#
    let other = one.replacing("Resource", with: "NotResource")
    func document(_ statements: String...) -> String {
      #"{"Version":"2012-10-17","Statement":["# + statements.joined(separator: ",") + "]}"
    }
    let path = try folder.write("p.json", document(one))
    let baseline = folder.url.appending(path: "known.json").path
    _ = try ChildProcess.run(try ChildProcess.iamsim(), ["lint", path, "--write-baseline", baseline] + Self.only)
    _ = try folder.write("p.json", document(one, other))
    _ = try ChildProcess.run(
      try ChildProcess.iamsim(), ["lint", path, "--fix", "--baseline", baseline] + Self.only)
    #expect(try text(path) == document(one, other.replacing(#"["s3:Get*","s3:GetObject"]"#, with: #"["s3:Get*"]"#)))
  }

  @Test func whatIsSuppressedStays() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(
      "iamsim.yaml", "suppressions:\n  - {rule: redundant-action, sid: Logs, reason: Both are meant.}\n")
    let kept = Self.crowded.replacing(#", "s3:PutObject""#, with: "")
    #expect(try mended(folder) == kept)
    let diff = try ChildProcess.run(
      try ChildProcess.iamsim(), ["lint", folder.url.appending(path: "p.json").path, "--diff"] + Self.only)
    #expect(diff.output == "")
    #expect(diff.messages.hasPrefix("0 edits in 0 files; 0 findings would be left"))
  }

  @Test func allSafeEditsOfAFindingAreMade() throws {
    let folder = try TemporaryFolder()
    let actions = (0..<60).map { #""s3:GetObject\#($0 % 2 == 0 ? "" : "Acl")""# }.joined(separator: ", ")
    let policy = { (actions: String) in
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[\#(actions)],"Resource":"arn:aws:s3:::b/*"}]}"#
    }
    let path = try folder.write("p.json", policy(#""s3:Get*", "# + actions))
    _ = try run(path, "--fix", "--only", "redundant-action")
    #expect(try text(path) == policy(#""s3:Get*""#))
  }

  @Test func flagsGoTogether() throws {
    for arguments in [
      ["--fix", "--diff"], ["--unsafe-fixes"], ["-", "--fix"], ["--diff", "--output", "sarif"],
    ] {
      let run = try ChildProcess.run(try ChildProcess.iamsim(), ["lint", "policies"] + arguments)
      #expect(run.status == 2, "\(arguments)")
      #expect(run.output == "")
    }
  }

  @Test func whatCannotBeWrittenIsAnError() throws {
    guard getuid() != 0 else { return }
    let folder = try TemporaryFolder()
    let path = try folder.write("p.json", Self.broken)
    #expect(chmod(path, 0o444) == 0)
    let run = try run(path, "--fix")
    #expect(run.status == 2)
    #expect(run.messages.contains("cannot write `\(path)`"))
    #expect(!run.messages.contains("made"))
    #expect(try text(path) == Self.broken)
  }
}
