/// A pattern of paths, as people know them from `.gitignore`.
///
/// `*` stands for any characters of a name, `?` for one, `[a-z]` for one of several, `[!a-z]` for one that is none of them;
/// `**` as a whole name stands for any folders, also none; `\` takes the next character as it is. A pattern without a slash
/// matches names in any folder; one with a slash is read from the folder it belongs to. A pattern that matches a folder
/// matches all that is in it. Characters that Unicode has in several spellings match in each.
public struct PathGlob: Sendable, Hashable {
  /// Why a text is no pattern.
  public struct Mistake: Error, Sendable, Hashable {
    /// What is wrong: lower case, no full stop.
    public var message: String
  }

  /// The pattern as written.
  public let text: String
  private let segments: [GlobSegment]

  /// Longest pattern that is read, in UTF-8 bytes: longer ones are no paths.
  static let maximumLength = 4_096

  /// Reads a pattern.
  public init(_ text: String) throws(Mistake) {
    guard text.utf8.count <= Self.maximumLength else {
      throw Mistake(message: "the pattern is longer than any path: \(text.utf8.count) bytes")
    }
    self.text = text
    var parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let isRooted = parts.dropLast().contains("") || parts.count > (parts.last == "" ? 2 : 1)
    if parts.first == "." { parts.removeFirst() }
    parts.removeAll { $0.isEmpty }
    guard !parts.isEmpty else { throw Mistake(message: "`\(text)` is no pattern of paths: it names nothing") }
    guard !parts.contains("."), !parts.contains("..") else {
      throw Mistake(message: "`\(text)` leads out of its folder: patterns cannot hold `.` or `..`")
    }
    var segments: [GlobSegment] = isRooted ? [] : [.anyFolders]
    for part in parts {
      let segment = try GlobSegment(part)
      // Several in a row say no more than one.
      if case .anyFolders = segment, case .anyFolders? = segments.last { continue }
      segments.append(segment)
    }
    self.segments = segments
  }

  /// Whether a path, or a folder that it lies in, matches; linear in the lengths of both multiplied.
  public func matches(_ path: RelativePath) -> Bool {
    let names = path.names
    var (segment, name) = (0, 0)
    // Where to go on when a try fails: behind the last `**`, one name further.
    var retry: (segment: Int, name: Int)?
    while true {
      if segment == segments.count { return true }
      if case .anyFolders = segments[segment] {
        // At the end `dir/**` means what is in the folder, not the folder itself.
        if segment + 1 == segments.count { return name < names.count }
        retry = (segment, name)
        segment += 1
      } else if name < names.count, segments[segment].matches(names[name]) {
        segment += 1
        name += 1
      } else if let again = retry, again.name < names.count {
        retry = (again.segment, again.name + 1)
        segment = again.segment + 1
        name = again.name + 1
      } else {
        return false
      }
    }
  }

  /// The folders at its beginning that hold no wildcard: all that it matches lies in there.
  public var literalFolders: [String] {
    segments.dropLast().prefix { $0.literal != nil }.compactMap(\.literal)
  }

  /// The one path that it matches, with what lies in there; `nil` when it has wildcards.
  public var literalPath: String? {
    let names = segments.compactMap(\.literal)
    return names.count == segments.count ? names.joined(separator: "/") : nil
  }
}

/// A path below a folder, taken apart once for many patterns.
public struct RelativePath: Sendable, Hashable {
  /// The path.
  public let text: String
  let names: [[Character]]

  /// Takes a path apart at its slashes.
  public init(_ text: String) {
    self.text = text
    names = text.split(separator: "/").filter { $0 != "." }.map(Array.init)
  }
}
