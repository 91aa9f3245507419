import SourceText

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Puts new contents into a file that is there: all of them or none.
///
/// The new contents are written beside the file and then take its place. Permissions stay, and a link stays a link: what it
/// leads to is replaced.
public enum FileReplacement {
  /// Replaces a file's contents.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - old: what it holds; if that is not so any more, somebody else has changed it, and nothing is written.
  ///   - new: what it is to hold.
  /// - Throws: ``SourceReadError`` when nothing was written.
  public static func replace(_ path: String, _ old: [UInt8], by new: [UInt8]) throws(SourceReadError) {
    guard let target = SourceReader.canonicalPath(path) else { throw failure(path, errno) }
    guard try SourceReader().readFile(target).bytes == old else {
      throw SourceReadError(path: path, message: "`\(path)` was changed meanwhile: it is left as it is")
    }
    var status = stat()
    guard stat(target, &status) == 0 else { throw failure(path, errno) }
    // Whoever may not write the file must not replace it either, though the folder's permissions would let them.
    guard access(target, W_OK) == 0 else { throw failure(path, errno) }
    var template = Array((folder(of: target) + ".iamsim-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw failure(path, errno) }
    let temporary = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    var problem = write(new, to: descriptor)
    // The owner may be another than the one who runs this; then the file becomes theirs, as with any editor.
    _ = fchown(descriptor, status.st_uid, status.st_gid)
    if problem == 0, fchmod(descriptor, status.st_mode & 0o7777) != 0 { problem = errno }
    if problem == 0, fsync(descriptor) != 0 { problem = errno }
    if close(descriptor) != 0, problem == 0 { problem = errno }
    if problem == 0, rename(temporary, target) != 0 { problem = errno }
    guard problem == 0 else {
      unlink(temporary)
      throw failure(path, problem)
    }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(path[...slash])
  }

  private static func failure(_ path: String, _ code: Int32) -> SourceReadError {
    SourceReadError(path: path, message: "cannot write `\(path)`: \(String(cString: strerror(code)).lowercased())")
  }

  /// Writes all bytes; gives the error number, 0 for none.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0 { return errno }
      done += count
    }
    return 0
  }
}

/// The system's `write`, under a name that the type's own function does not hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
