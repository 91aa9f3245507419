import LintConfiguration
import PolicyChecks

/// A configuration, and the folder that its paths are read from.
///
/// One for all the files that it governs, so that it can be told from others by its identity.
final class FoundConfiguration: Sendable {
  /// What it says.
  let contents: ConfigurationFile
  /// Its folder: an absolute path that ends with a slash.
  let folder: String
  /// The rules of the user's own.
  let rules: [Rule]

  /// Whether it neither suppresses findings nor has rules that are confined to paths.
  var saysNothingOfFindings: Bool { contents.suppressions.isEmpty && rules.isEmpty }

  init(_ contents: ConfigurationFile, folder: String) {
    self.contents = contents
    self.folder = folder
    rules = contents.customRules.map(\.rule)
  }

  /// An absolute path as the configuration's patterns see it; `nil` when it lies elsewhere.
  func relative(_ path: String) -> RelativePath? {
    path.hasPrefix(folder) ? RelativePath(String(path.dropFirst(folder.count))) : nil
  }
}
