import Foundation
import PolicyLanguage
import SourceText
import Testing

/// The policies worth copying, as `policies/README.md` lists them.
struct PolicyCollection {
  /// One row of its tables.
  struct Entry: Sendable, CustomTestStringConvertible {
    /// The file, from the folder `policies`.
    var path: String
    /// What the row says it is.
    var kind: PolicyKind
    /// The pages the row names, by the labels of their links.
    var pages: [String]

    var testDescription: String { path }

    /// The file.
    func file() throws -> SourceFile {
      SourceFile(name: path, bytes: Array(try Data(contentsOf: PolicyCollection.folder.appending(path: path))))
    }
  }

  /// The repository's folder.
  static let repository = ConformanceData.repository
  /// The folder of the policies.
  static let folder = repository.appending(path: "policies")

  /// The rows.
  var entries: [Entry] = []
  /// Rows that could not be read.
  var unreadable: [String] = []
  /// The addresses behind the labels.
  var pages: [String: String] = [:]

  private static let kinds: [String: PolicyKind] = [
    "identity": .identity, "resource": .resource, "KMS key": .kmsKey, "role trust": .roleTrust,
    "VPC endpoint": .vpcEndpoint, "service control": .serviceControl, "resource control": .resourceControl,
  ]

  /// Reads the list.
  static func read() throws -> PolicyCollection {
    var collection = PolicyCollection()
    for line in try String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8).split(separator: "\n") {
      if let match = line.wholeMatch(of: /\[([a-z-]+)\]: (https:\S+)/) {
        collection.pages[String(match.1)] = String(match.2)
      }
      guard line.hasPrefix("| [") else { continue }
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 4, let link = cells[0].wholeMatch(of: /\[[^\]]+\]\(([^)]+)\)/),
        let kind = kinds[cells[1]]
      else {
        collection.unreadable.append(String(line))
        continue
      }
      let pages = cells[3].matches(of: /\]\[([a-z-]+)\]/).map { String($0.1) }
      collection.entries.append(Entry(path: String(link.1), kind: kind, pages: pages))
    }
    return collection
  }

  /// The policies that there are, from the folder `policies`.
  static func files() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { ($0.hasSuffix(".json") || $0.hasSuffix(".yaml")) && !$0.hasSuffix(ConformanceData.ending) }
      // How they are linted is no policy.
      .filter { $0 != "iamsim.yaml" }.sorted()
  }
}
