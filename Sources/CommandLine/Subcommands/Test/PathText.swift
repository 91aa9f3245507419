/// Paths as texts; no look at the file system.
enum PathText {
  /// The path without `.` and doubled slashes, and with `..` taken back where it follows a name.
  static func plain(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// The absolute path without detours.
  static func absolute(_ path: String, in currentFolder: String) -> String {
    plain(path.hasPrefix("/") ? path : currentFolder + "/" + path)
  }

  /// The folder that a path's file is in; `""` for the current one.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[...slash])
  }
}
