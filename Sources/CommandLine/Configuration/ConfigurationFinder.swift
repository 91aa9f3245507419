import LintConfiguration
import PolicySources
import SourceText

/// Finds the configuration of each file: the nearest `iamsim.yaml` in its folder or one above it.
///
/// Each folder is looked into once, however many files lie in it.
struct ConfigurationFinder {
  /// What configurations are called.
  static let fileName = "iamsim.yaml"

  /// What there is for a file.
  enum Answer {
    /// This.
    case found(FoundConfiguration)
    /// Nothing: iamsim's own standards hold.
    case none
    /// One that cannot be gone by, and has been told of.
    case broken
  }

  private let reader: ConfigurationReader
  /// The folder that paths are read from, as an absolute path.
  private let currentFolder: String
  /// The one that holds for every file, when it is named on the command line.
  private let fixed: Answer?
  private var byFolder: [String: Answer] = [:]
  /// What was wrong with configurations, in the order found.
  private(set) var diagnostics: [Diagnostic] = []
  /// The configurations that could not be read.
  private(set) var errors: [SourceReadError] = []
  /// The configurations found, in the order found.
  private(set) var found: [FoundConfiguration] = []

  /// Looks for the configurations of files.
  init(_ reader: ConfigurationReader, currentFolder: String) {
    self.reader = reader
    self.currentFolder = currentFolder
    fixed = nil
  }

  /// Takes one configuration for every file, or none.
  init(_ reader: ConfigurationReader, currentFolder: String, only path: String?) {
    self.reader = reader
    self.currentFolder = currentFolder
    guard let path else {
      fixed = Answer.none
      return
    }
    var finder = ConfigurationFinder(reader, currentFolder: currentFolder)
    fixed = finder.read(finder.absolute(path), named: path)
    (diagnostics, errors, found) = (finder.diagnostics, finder.errors, finder.found)
  }

  /// The configuration of a file; of standard input that of the current folder.
  mutating func configuration(of path: String) -> Answer {
    if let fixed { return fixed }
    return configuration(inFolder: PathText.folder(of: absolute(path == "-" ? "stdin" : path)))
  }

  /// An absolute path without detours.
  func absolute(_ path: String) -> String {
    PathText.absolute(path, in: currentFolder)
  }

  private mutating func configuration(inFolder folder: String) -> Answer {
    // From the innermost outwards, without calling itself: paths may be long.
    var visited: [String] = []
    var current = folder
    var answer = Answer.none
    while true {
      if let known = byFolder[current] {
        answer = known
        break
      }
      visited.append(current)
      let file = current + Self.fileName
      if SourceReader.exists(file) {
        answer = SourceReader.isPipe(file) ? refusePipe(shown(file)) : read(file, named: shown(file))
        break
      }
      guard current.count > 1 else { break }
      current = PathText.folder(of: String(current.dropLast()))
    }
    for folder in visited { byFolder[folder] = answer }
    return answer
  }

  /// A pipe that nobody named is not waited for.
  private mutating func refusePipe(_ name: String) -> Answer {
    errors.append(SourceReadError(path: name, message: "`\(name)` is a pipe, expected a file"))
    return .broken
  }

  private mutating func read(_ path: String, named name: String) -> Answer {
    do throws(SourceReadError) {
      let file = try SourceReader(maximumBytes: ConfigurationReader.maximumBytes).readFile(path, named: name)
      let contents = reader.read(file)
      diagnostics += contents.diagnostics
      if contents.hasErrors { return .broken }
      let configuration = FoundConfiguration(contents, folder: PathText.folder(of: path))
      found.append(configuration)
      return .found(configuration)
    } catch {
      errors.append(error)
      return .broken
    }
  }

  /// A path as people know it: from the current folder where it lies in there.
  private func shown(_ path: String) -> String {
    let folder = currentFolder.hasSuffix("/") ? currentFolder : currentFolder + "/"
    return path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
  }
}
