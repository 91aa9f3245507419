#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Finds files by how their names end, in folders and the folders within.
///
/// Names that begin with a full stop are passed over. Links to files are followed and links to folders are not, so that no
/// circle of links can hold it up; a link given as the path itself is followed in any case.
public struct FileSearch: Sendable {
  /// How the names of the files sought end.
  public var endings: [String]
  /// The names of folders that are passed over.
  public var excludedFolders: Set<String>

  /// What a search found.
  public struct Result: Sendable {
    /// The files, sorted by their paths.
    public var files: [String] = []
    /// The folders that could not be read.
    public var errors: [SourceReadError] = []
  }

  /// Makes a search.
  public init(endings: [String], excludedFolders: Set<String> = []) {
    self.endings = endings
    self.excludedFolders = excludedFolders
  }

  /// The files at a path: the file itself, whatever its name, or those found in the folder, sorted by their paths.
  ///
  /// - Throws: ``SourceReadError`` when there is nothing at the path, or a folder cannot be read.
  public func files(at path: String) throws(SourceReadError) -> [String] {
    let result = try search(at: path)
    if let error = result.errors.first { throw error }
    return result.files
  }

  /// The same, with what could not be read beside what was found.
  ///
  /// - Throws: ``SourceReadError`` when there is nothing at the path.
  public func search(at path: String) throws(SourceReadError) -> Result {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw SourceReadError(path: path, message: "`\(path)` is not a path")
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      let code = errno
      if code == ENOENT { throw SourceReadError(path: path, message: "no such file or folder: `\(path)`") }
      throw SourceReadError(path: path, code: code)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { return Result(files: [path]) }
    var result = Result()
    var folders = [path == "." ? "" : path]
    while let folder = folders.popLast() {
      let inside: [Entry]
      do throws(SourceReadError) {
        inside = try entries(of: folder)
      } catch {
        result.errors.append(error)
        continue
      }
      for entry in inside {
        switch entry.kind {
        case .folder: folders.append(entry.path)
        case .file: if endings.contains(where: entry.path.hasSuffix) { result.files.append(entry.path) }
        }
      }
    }
    result.files.sort(by: Self.precedes)
    result.errors.sort { Self.precedes($0.path, $1.path) }
    return result
  }

  /// Whether a path comes before another, by their bytes.
  private static func precedes(_ path: String, _ other: String) -> Bool {
    var (path, other) = (path, other)
    return path.withUTF8 { bytes in
      other.withUTF8 { others in
        guard let start = bytes.baseAddress, let otherStart = others.baseAddress else {
          return bytes.count < others.count
        }
        let order = memcmp(start, otherStart, min(bytes.count, others.count))
        return order == 0 ? bytes.count < others.count : order < 0
      }
    }
  }

  private struct Entry {
    enum Kind {
      case folder, file
    }

    var path: String
    var kind: Kind
  }

  /// What is in a folder; `""` is the current one.
  private func entries(of folder: String) throws(SourceReadError) -> [Entry] {
    guard let stream = opendir(folder.isEmpty ? "." : folder) else {
      throw SourceReadError(path: folder, code: errno)
    }
    defer { closedir(stream) }
    var entries: [Entry] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
          String(cString: $0)
        }
      }
      guard !name.hasPrefix(".") else { continue }
      let path = folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
      guard let kind = Self.kind(of: path) else { continue }
      if kind != .folder || !excludedFolders.contains(name) { entries.append(Entry(path: path, kind: kind)) }
    }
    return entries
  }

  /// What is at a path; `nil` for links to folders, pipes and devices.
  private static func kind(of path: String) -> Entry.Kind? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG: return .file
    case S_IFLNK:
      // A link that leads nowhere is an error when the file is read, not a file less.
      guard stat(path, &status) == 0 else { return .file }
      return status.st_mode & S_IFMT == S_IFREG ? .file : nil
    default: return nil
    }
  }
}
