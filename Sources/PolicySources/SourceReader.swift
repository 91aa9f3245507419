import ServiceCatalog
public import SourceText

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Reads documents from files and standard input, with a limit on their size.
public struct SourceReader: Sendable {
  /// Largest document read, in bytes; a larger file is refused without reading it.
  public var maximumBytes: Int

  /// A limit that fits the dump of a large account: 64 MiB.
  public static let defaultMaximumBytes = 64 << 20

  /// Makes a reader.
  public init(maximumBytes: Int = SourceReader.defaultMaximumBytes) {
    self.maximumBytes = maximumBytes
  }

  /// Reads a document.
  ///
  /// - Parameter path: A path, a `file://` address with a relative or absolute path as the AWS CLI takes it, or `-`
  ///   for standard input. A leading `~/` is the home directory.
  /// - Throws: ``SourceReadError`` when there is no such file, it is a directory, cannot be read, is larger than
  ///   ``maximumBytes``, or is not UTF-8.
  public func read(_ path: String) throws(SourceReadError) -> SourceFile {
    let name = Self.path(path)
    if name == "-" { return try standardInput(path) }
    guard !name.isEmpty else {
      throw SourceReadError(
        path: path, message: "`\(path)` names no file", help: "write a path after `file://`, as in `file://policy.json`"
      )
    }
    return try file(named: name, at: Self.expandingHome(name), given: path)
  }

  /// Reads the document in a file; unlike ``read(_:)`` takes the path as it stands, whatever it looks like.
  public func readFile(_ path: String) throws(SourceReadError) -> SourceFile {
    try file(named: path, at: path, given: path)
  }

  /// The same, with another name to show.
  public func readFile(_ path: String, named name: String) throws(SourceReadError) -> SourceFile {
    try file(named: name, at: path, given: path)
  }

  /// Whether there is something at a path, if only a link that leads nowhere.
  public static func exists(_ path: String) -> Bool {
    var status = stat()
    return !path.utf8.contains(0) && lstat(path, &status) == 0
  }

  /// Whether reading a path would wait for somebody to write.
  public static func isPipe(_ path: String) -> Bool {
    var status = stat()
    guard !path.utf8.contains(0), stat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT == S_IFIFO
  }

  /// Whether two paths lead to the same file.
  public static func isSameFile(_ first: String, _ second: String) -> Bool {
    var one = stat()
    var other = stat()
    guard stat(first, &one) == 0, stat(second, &other) == 0 else { return false }
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino
  }

  /// The one path of what a path leads to: absolute, without links and detours; `nil` where there is nothing.
  public static func canonicalPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private func file(named name: String, at place: String, given path: String) throws(SourceReadError) -> SourceFile {
    var bytes = name
    guard !bytes.withUTF8({ $0.contains(0) }) else {
      throw SourceReadError(path: path, message: "`\(name)` is not a path")
    }
    let descriptor = open(place, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SourceReadError(path: path, name: name, code: errno) }
    defer { close(descriptor) }
    return try file(path, name, descriptor)
  }

  /// Reads a command-line value: a `file://` address gives the file, the ARN of an AWS managed policy its document, anything
  /// else is the document itself.
  ///
  /// - Parameters:
  ///   - value: The value as given.
  ///   - name: What to call an inline document in messages: the flag that held it.
  public func document(_ value: String, name: String) throws(SourceReadError) -> SourceFile {
    if Self.isAddress(value) { return try read(value) }
    if Self.isManagedPolicy(value) { return try managedPolicy(arn: value) }
    guard value.utf8.count <= maximumBytes else { throw tooLarge(name, name, value.utf8.count) }
    return SourceFile(name: name, text: value)
  }

  /// Whether a command-line value names a file, as the AWS CLI decides it.
  /// https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
  public static func isAddress(_ value: String) -> Bool { value.hasPrefix("file://") || value.hasPrefix("fileb://") }

  /// Whether a command-line value is the ARN of a policy that AWS manages.
  public static func isManagedPolicy(_ value: String) -> Bool { ManagedPolicies.isManagedPolicyARN(value) }

  private static func path(_ value: String) -> String {
    for scheme in ["file://", "fileb://"] where value.hasPrefix(scheme) { return String(value.dropFirst(scheme.count)) }
    return value
  }

  private static func expandingHome(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
    return String(cString: home) + path.dropFirst(1)
  }

  private func standardInput(_ path: String) throws(SourceReadError) -> SourceFile {
    try file(path, "<standard input>", STDIN_FILENO)
  }

  private func file(_ path: String, _ name: String, _ descriptor: Int32) throws(SourceReadError) -> SourceFile {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SourceReadError(path: path, name: name, code: errno) }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw SourceReadError(path: path, message: "`\(name)` is a directory, expected a file")
    }
    // Pipes and terminals have no size; they are cut off while reading.
    let isRegular = status.st_mode & S_IFMT == S_IFREG
    let size = isRegular ? Int(status.st_size) : 0
    guard size <= maximumBytes else { throw tooLarge(path, name, size) }
    let bytes = try read(path, name, descriptor, expecting: size)
    let file = SourceFile(name: name, bytes: bytes)
    if let problem = UTF8Validation.problem(in: file) {
      throw SourceReadError(path: path, message: problem.message, help: problem.help, diagnostic: problem)
    }
    return file
  }

  private func read(
    _ path: String, _ name: String, _ descriptor: Int32, expecting size: Int
  ) throws(SourceReadError) -> [UInt8] {
    // A file is read at one go; there is a byte more to ask for, so that it is seen to be at its end.
    var count = size > 0 ? size + 1 : Self.chunk
    var bytes: [UInt8] = []
    while true {
      let part = try next(path, name, descriptor, count: count)
      let isEnd = part.count < count
      if bytes.isEmpty { bytes = part } else { bytes += part }
      guard bytes.count <= maximumBytes else { throw tooLarge(path, name, nil) }
      if isEnd { return bytes }
      count = 1 << 20
    }
  }

  private static let chunk = 64 << 10

  /// The next bytes: so many, or fewer at the end.
  private func next(
    _ path: String, _ name: String, _ descriptor: Int32, count: Int
  ) throws(SourceReadError) -> [UInt8] {
    var problem: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < buffer.count {
        let got = unistdRead(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
        if got < 0, errno == EINTR { continue }
        if got < 0 { problem = errno }
        guard got > 0 else { return }
        filled += got
      }
    }
    guard problem == 0 else { throw SourceReadError(path: path, name: name, code: problem) }
    return bytes
  }

  private func tooLarge(_ path: String, _ name: String, _ size: Int?) -> SourceReadError {
    let found = size.map { "holds \($0) bytes" } ?? "goes on after \(maximumBytes) bytes"
    return SourceReadError(path: path, message: "`\(name)` \(found), expected at most \(maximumBytes)")
  }
}

/// The system's `read`, under a name that the reader's own methods do not hide.
private func unistdRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
