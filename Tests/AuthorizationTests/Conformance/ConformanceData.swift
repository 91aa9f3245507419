import Foundation
import SourceText

/// Where the files of expected decisions are.
enum ConformanceData {
  /// `testdata/conformance` of this checkout.
  static let directory = checkout.appendingPathComponent("testdata/conformance")

  /// The page on points that AWS leaves open.
  static let undocumentedPoints = checkout.appendingPathComponent("docs/undocumented-by-aws.md")

  private static let checkout = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The names of all files of cases; the coverage test says which ones there must be.
  static let fileNames: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted()
  }()

  /// All files of cases, read once.
  private static let files: [String: ConformanceFile] = {
    var files: [String: ConformanceFile] = [:]
    for name in fileNames {
      guard let bytes = try? Data(contentsOf: directory.appendingPathComponent(name)) else { continue }
      files[name] = ConformanceReader.read(SourceFile(name: "testdata/conformance/\(name)", bytes: Array(bytes)))
    }
    return files
  }()

  /// A file of cases.
  static func read(_ fileName: String) throws -> ConformanceFile {
    guard let file = files[fileName] else { throw CocoaError(.fileReadNoSuchFile) }
    return file
  }
}
