import Foundation
import SourceText

/// The cases of the Secrets Manager story.
enum StoryData {
  /// The folder of the cases.
  static let folder = PolicyCollection.repository.appending(path: "testdata/secrets-manager")

  /// The names of the files of cases.
  static func fileNames() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }.sorted()
  }

  /// A file of cases; the policies that it refers to are named by their path in the repository.
  static func read(_ fileName: String) throws -> ConformanceFile {
    ConformanceReader.read(
      try file(folder.appending(path: fileName)),
      policyFile: { path in
        try? file(folder.appending(path: path).standardized)
      })
  }

  private static func file(_ url: URL) throws -> SourceFile {
    let name = url.path.dropFirst(PolicyCollection.repository.standardized.path.count + 1)
    return SourceFile(name: String(name), bytes: Array(try Data(contentsOf: url)))
  }
}
