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
