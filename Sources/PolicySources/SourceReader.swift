public import SourceText

/// Reads documents from files and standard input, with a limit on their size.
public struct SourceReader: Sendable {
  /// Largest document read, in bytes; larger ones are refused without reading them.
  public var maximumBytes: Int

  /// A limit for account dumps and templates: 64 MiB.
  public static let defaultMaximumBytes = 64 << 20

  /// Makes a reader.
  public init(maximumBytes: Int = SourceReader.defaultMaximumBytes) {
    self.maximumBytes = maximumBytes
  }

  /// Reads a document.
  ///
  /// - Parameter path: a path, a `file://` address with a relative or absolute path as the AWS CLI takes it, or `-`
  ///   for standard input.
  /// - Throws: ``SourceReadError`` when there is no such file, it is a directory, cannot be read, is larger than
  ///   ``maximumBytes``, or is not UTF-8.
  public func read(_ path: String) throws(SourceReadError) -> SourceFile {
    throw SourceReadError(path: path, message: "cannot read `\(path)`")
  }

  /// Reads a command-line value: a `file://` address gives the file, anything else is the document itself.
  ///
  /// - Parameters:
  ///   - value: the value as given.
  ///   - name: what to call an inline document in messages: the flag that held it.
  public func document(_ value: String, name: String) throws(SourceReadError) -> SourceFile {
    if value.hasPrefix("file://") { return try read(value) }
    return SourceFile(name: name, text: value)
  }
}

/// Why a document could not be read.
public struct SourceReadError: Error, Sendable {
  /// The path as given.
  public var path: String
  /// What is wrong: lower case, no full stop.
  public var message: String
  /// What to do about it, if that can be said.
  public var help: String?
  /// The place of malformed UTF-8.
  public var diagnostic: Diagnostic?

  /// Makes an error.
  public init(path: String, message: String, help: String? = nil, diagnostic: Diagnostic? = nil) {
    self.path = path
    self.message = message
    self.help = help
    self.diagnostic = diagnostic
  }
}
