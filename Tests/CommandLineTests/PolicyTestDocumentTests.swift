import CommandLine
import Foundation
import Testing

/// The examples of docs/policy-tests.md are what they say: whole files of tests that pass.
@Suite("Examples of policy tests")
struct PolicyTestDocumentTests {
  static let page = "docs/policy-tests.md"

  static func examples() throws -> [String] {
    try Repository.text(page).components(separatedBy: "```yaml\n").dropFirst().map {
      $0.components(separatedBy: "```\n")[0]
    }
  }

  @Test("each example passes, and decides as it says")
  func examplesPass() throws {
    let examples = try Self.examples()
    #expect(examples.count == 4)
    for example in examples {
      let folder = try TemporaryFolder()
      try FileManager.default.createSymbolicLink(
        atPath: folder.url.path + "/policies", withDestinationPath: Repository.path("policies"))
      try FileManager.default.createDirectory(
        at: folder.url.appending(path: "docs"), withIntermediateDirectories: true)
      let path = try folder.write("docs/example.iamtest.yaml", example)
      let outcome = CommandLineTool.run(["test", path])
      #expect(outcome.status == .clean, "\(outcome.output)\(outcome.messages)")
      #expect(outcome.messages.isEmpty)
      // A wrong expectation is noticed.
      _ = try folder.write(
        "docs/example.iamtest.yaml",
        example.replacingOccurrences(of: ": allowed", with: ": explicitDeny")
          .replacingOccurrences(of: " allowed,", with: " explicitDeny,"))
      #expect(CommandLineTool.run(["test", path]).status == .findings)
    }
  }

  @Test("the page names every field of the format")
  func namesEveryField() throws {
    let page = try Repository.text(Self.page)
    let folder = try TemporaryFolder()
    func allowed(_ text: String) throws -> [String] {
      let messages = CommandLineTool.run(["test", try folder.write("x.iamtest.yaml", text)]).messages
      let help = messages.components(separatedBy: "expected one of ").dropFirst().first ?? ""
      return help.prefix { $0 != "\n" }.matches(of: /`([^`]+)`/).map { String($0.1) }
    }
    let fields = try [
      "qqqqqqqqqqqqqqqq: 1\n", "cases: [{qqqqqqqqqqqqqqqq: 1}]\n", "principals: {a: {qqqqqqqqqqqqqqqq: 1}}\n",
      "resources: {a: {qqqqqqqqqqqqqqqq: 1}}\n",
      "principals: {a: {anonymous: true, credentials: {qqqqqqqqqqqqqqqq: 1}}}\n",
      "defaults: {network: {qqqqqqqqqqqqqqqq: 1}}\n", "defaults: {source: {qqqqqqqqqqqqqqqq: 1}}\n",
    ].map(allowed)
    for list in fields {
      #expect(list.count >= 3)
      for field in list where field != "name" {
        #expect(page.contains("`\(field)`") || page.contains("`\(field): "), "\(field)")
      }
    }
  }
}
