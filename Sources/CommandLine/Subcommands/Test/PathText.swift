/// Paths as texts; no look at the file system.
enum PathText {
  /// The path without `.` and doubled slashes, and with `..` taken back where it follows a name.
  static func plain(_ path: String) -> String {
    guard mayHoldDetour(path) else { return path }
    var parts: [Substring] = []
    for part in path.utf8.split(separator: slash).map(Substring.init) where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (path.utf8.first == slash ? "/" : "") + parts.joined(separator: "/")
  }

  private static let slash = UInt8(ascii: "/")

  /// Whether a step of a path is empty or begins with a full stop; hardly any does.
  private static func mayHoldDetour(_ path: String) -> Bool {
    var path = path
    return path.withUTF8 { bytes in
      guard let last = bytes.last, last != slash else { return true }
      var isStart = bytes[0] != slash
      for byte in bytes {
        if isStart, byte == slash || byte == UInt8(ascii: ".") { return true }
        isStart = byte == slash
      }
      return false
    }
  }

  /// The absolute path without detours.
  static func absolute(_ path: String, in currentFolder: String) -> String {
    plain(path.utf8.first == slash ? path : currentFolder + "/" + path)
  }

  /// The folder that a path's file is in; `""` for the current one.
  static func folder(of path: String) -> String {
    guard let end = path.utf8.lastIndex(of: slash) else { return "" }
    return String(path[...end])
  }
}
