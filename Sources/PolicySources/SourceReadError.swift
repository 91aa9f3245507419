public import SourceText

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Why a document could not be read.
public struct SourceReadError: Error, Sendable {
  /// The path as given.
  public var path: String
  /// What is wrong: lower case, no full stop.
  public var message: String
  /// What to do about it, if that can be said.
  public var help: String?
  /// The place, when the file was read but is not text.
  public var diagnostic: Diagnostic?

  /// Makes an error.
  public init(path: String, message: String, help: String? = nil, diagnostic: Diagnostic? = nil) {
    self.path = path
    self.message = message
    self.help = help
    self.diagnostic = diagnostic
  }

  /// Makes an error of what the operating system says.
  ///
  /// - Parameters:
  ///   - path: the path as given.
  ///   - name: what to call it; the path when left out.
  ///   - code: the system's number of the error.
  init(path: String, name: String? = nil, code: Int32) {
    let name = name ?? path
    let message: String
    switch code {
    case ENOENT, ENOTDIR: message = "no such file: `\(name)`"
    case EACCES, EPERM: message = "no permission to read `\(name)`"
    default: message = "cannot read `\(name)`: \(String(cString: strerror(code)).lowercased())"
    }
    self.init(path: path, message: message)
  }
}
