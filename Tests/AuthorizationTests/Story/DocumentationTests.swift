import Foundation
import Testing

/// What the documentation points at is there.
@Suite struct DocumentationTests {
  private static let sources = PolicyCollection.repository.appending(path: "Sources")

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: PolicyCollection.repository.appending(path: path), encoding: .utf8)
  }

  @Test(arguments: [
    "README.md", "docs/output.md", "policies/README.md", "testdata/secrets-manager/README.md",
    "testdata/conformance/README.md",
  ])
  func linkedFilesExist(_ path: String) throws {
    let folder = PolicyCollection.repository.appending(path: path).deletingLastPathComponent()
    for match in try Self.text(path).matches(of: /\]\(([^):#]+)\)/) {
      let target = folder.appending(path: String(match.1)).path
      #expect(FileManager.default.fileExists(atPath: target), "\(path) links to \(match.1)")
    }
  }

  /// The table of folders in the README names what there is under `Sources`.
  @Test func theReadmeNamesEveryRoom() throws {
    let readme = try Self.text("README.md")
    for room in try FileManager.default.contentsOfDirectory(atPath: Self.sources.path) where !room.hasPrefix(".") {
      #expect(readme.contains("`Sources/\(room)`"), "\(room)")
    }
  }

  @Test func undocumentedPointsNameFilesThatExist() throws {
    let files = try Self.text("docs/undocumented-by-aws.md").matches(of: /`([A-Za-z+\/]+\.swift)`/)
    #expect(files.count > 30)
    for file in files {
      let path = Self.sources.appending(path: String(file.1)).path
      #expect(FileManager.default.fileExists(atPath: path), "\(file.1)")
    }
  }

  @Test func pointsThatTheCodeRefersToAreExplained() throws {
    let page = try Self.text("docs/undocumented-by-aws.md")
    var marks: Set<String> = []
    for path in try FileManager.default.subpathsOfDirectory(atPath: Self.sources.path) where path.hasSuffix(".swift") {
      let code = try Self.text("Sources/" + path)
      // A comment may break its line between the page and the number.
      for match in code.matches(of: /undocumented-by-aws\.md,\s*(?:\/\/\/?\s*)?(U[0-9]+)(?: and (U[0-9]+))?/) {
        marks.insert(String(match.1))
        if let second = match.2 { marks.insert(String(second)) }
      }
    }
    #expect(marks.count > 10)
    for mark in marks.sorted() { #expect(page.contains("**\(mark) – "), "\(mark) is not explained") }
  }
}
