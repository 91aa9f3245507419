import PolicySources
import SourceText

/// Finds the files to lint and reads them.
struct LintFiles {
  /// A file to lint.
  struct Entry: Sendable {
    var path: String
    /// Whether it is named itself, so that it has to hold a policy.
    var isNamed: Bool
  }

  private static let endings = [".json", ".yaml", ".yml"]
  /// What packages install; folders whose names begin with a full stop are passed over anyway.
  private static let excludedFolders: Set<String> = ["node_modules", "bower_components", "site-packages"]

  /// The files, in the order of the paths, those of a folder sorted.
  private(set) var entries: [Entry] = []
  /// The folders and files asked for.
  private let roots: [String]
  /// What could not be looked into.
  private(set) var errors: [SourceReadError] = []

  /// Looks for the files.
  init(_ paths: [String]) {
    let search = FileSearch(endings: Self.endings, excludedFolders: Self.excludedFolders)
    var known: Set<String> = []
    roots = paths.filter { $0 != "-" }
    for path in paths {
      if path == "-" {
        if known.insert(path).inserted { entries.append(Entry(path: path, isNamed: true)) }
        continue
      }
      do throws(SourceReadError) {
        let result = try search.search(at: path)
        let isNamed = result.files == [path]
        errors += result.errors
        let place = paths.count > 1 ? SourceReader.canonicalPath(path) ?? path : path
        for file in result.files where isNamed || !Self.isNoPolicy(file) {
          // One file may be reached by several of the paths, however these are written.
          guard paths.count > 1 else {
            entries.append(Entry(path: file, isNamed: isNamed))
            continue
          }
          let inside =
            isNamed || path == "."
            ? (isNamed ? "" : "/" + file) : "/" + (String(file.utf8.dropFirst(path.utf8.count)) ?? file)
          let key = PathText.plain(place + inside)
          if known.insert(key).inserted { entries.append(Entry(path: file, isNamed: isNamed)) }
        }
      } catch {
        errors.append(error)
      }
    }
  }

  /// Whether a file holds tests of policies, in which policies are odd on purpose, or a configuration.
  private static func isNoPolicy(_ path: String) -> Bool {
    PolicyTestFiles.endings.contains(where: path.hasSuffix)
      || path == ConfigurationFinder.fileName || path.hasSuffix("/" + ConfigurationFinder.fileName)
  }

  /// Whether all that lies at an absolute path or below it was asked for.
  func cover(_ path: String, in currentFolder: String) -> Bool {
    roots.contains { root in
      let root = PathText.absolute(root, in: currentFolder)
      return path == root || path.hasPrefix(root.hasSuffix("/") ? root : root + "/")
    }
  }

  /// Reads a file.
  static func read(_ entry: Entry) throws(SourceReadError) -> SourceFile {
    entry.path == "-" ? try SourceReader().read("-") : try SourceReader().readFile(entry.path)
  }
}
