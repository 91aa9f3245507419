import Foundation
import PolicyTesting
import ServiceCatalog
import SourceText

/// Where the files of expected decisions are.
enum ConformanceData {
  /// The repository's folder.
  static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  /// The folder of the conformance cases.
  static let folder = repository.appending(path: "testdata/conformance")
  /// How files of tests end.
  static let ending = ".iamtest.yaml"

  /// The page on points that AWS leaves open.
  static let undocumentedPoints = repository.appending(path: "docs/undocumented-by-aws.md")

  /// The names of all files of cases, without their ending; the coverage test says which ones there must be.
  static let fileNames: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
  }()

  /// All files of cases, read once.
  private static let files: [String: PolicyTestFile] = {
    var files: [String: PolicyTestFile] = [:]
    for name in fileNames { files[name] = try? PolicyTests.read("testdata/conformance/\(name)\(ending)") }
    return files
  }()

  /// A file of cases.
  static func read(_ fileName: String) throws -> PolicyTestFile {
    guard let file = files[fileName] else { throw CocoaError(.fileReadNoSuchFile) }
    return file
  }
}

/// Reads files of policy tests of this repository.
enum PolicyTests {
  /// A file of tests, given from the repository's folder; the policies that it names are called likewise.
  static func read(_ path: String) throws -> PolicyTestFile {
    let reader = PolicyTestReader(
      catalog: try ServiceCatalog.embedded(), managedPolicies: try ManagedPolicies.embedded())
    let folder = URL(filePath: "/" + path).deletingLastPathComponent()
    return reader.read(try file(path)) { policy in
      let path = folder.appending(path: policy).standardized.path.dropFirst()
      do { return .success(try file(String(path))) } catch { return .failure(.init("no such file: `\(policy)`")) }
    }
  }

  /// The paths of all files of tests in a folder and those within, from the repository's folder.
  static func paths(in folder: String) throws -> [String] {
    let root = ConformanceData.repository.appending(path: folder)
    return try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(ConformanceData.ending) }.sorted().map { folder + "/" + $0 }
  }

  private static func file(_ path: String) throws -> SourceFile {
    let url = ConformanceData.repository.appending(path: path)
    return SourceFile(name: path, bytes: Array(try Data(contentsOf: url)))
  }
}
