import LintConfiguration

/// A configuration, and the folder that its paths are read from.
///
/// One for all the files that it governs, so that it can be told from others by its identity.
final class FoundConfiguration: Sendable {
  /// What it says.
  let contents: ConfigurationFile
  /// Its folder: an absolute path that ends with a slash.
  let folder: String

  init(_ contents: ConfigurationFile, folder: String) {
    self.contents = contents
    self.folder = folder
  }

  /// An absolute path as the configuration's patterns see it; `nil` when it lies elsewhere.
  func relative(_ path: String) -> RelativePath? {
    path.hasPrefix(folder) ? RelativePath(String(path.dropFirst(folder.count))) : nil
  }
}
