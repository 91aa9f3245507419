public import SourceText

/// Reads JSON and YAML into one kind of tree, recovering from mistakes and reporting all of them.
public struct DocumentParser: Sendable {
  /// What a parse gives: a tree of everything that could be read, and every mistake found.
  public struct Result: Sendable {
    /// The document; parts that could not be read are `.invalid` nodes.
    public var tree: SyntaxTree
    /// Syntax errors, duplicate keys, invalid UTF-8, nesting too deep: in the order of the text.
    public var diagnostics: [Diagnostic]

    /// Whether any diagnostic is an error.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// Deepest nesting of arrays and objects that is read; deeper parts are reported and skipped.
  public var maximumDepth: Int
  /// Most diagnostics reported for one document, so that a binary file does not flood the terminal.
  public var maximumDiagnostics: Int

  /// Whether YAML’s short forms of CloudFormation’s functions are read as their long forms: `!Ref Name` as `Ref: Name`,
  /// `!Sub text` as `Fn::Sub: text`; elsewhere they are mistakes.
  ///
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
  public var readsIntrinsicFunctions: Bool

  /// Makes a parser.
  public init(maximumDepth: Int = 128, maximumDiagnostics: Int = 100, readsIntrinsicFunctions: Bool = false) {
    self.maximumDepth = maximumDepth
    self.maximumDiagnostics = maximumDiagnostics
    self.readsIntrinsicFunctions = readsIntrinsicFunctions
  }

  /// Reads a document; never fails: what is wrong with it is in the result's diagnostics.
  ///
  /// - Parameters:
  ///   - file: The document's bytes.
  ///   - format: Its notation; `nil` decides by ``format(of:)``.
  public func parse(_ file: SourceFile, format: DocumentFormat? = nil) -> Result {
    let format = format ?? Self.format(of: file)
    var diagnostics = DiagnosticCollector(file: file, maximum: max(1, maximumDiagnostics))
    let empty = SyntaxTree(file: file, format: format, records: [], decoded: [])
    guard file.bytes.count < Int(UInt32.max) else {
      diagnostics.report(code: "file-too-large", at: ByteRange(0, 0), "the file is larger than 4 GiB")
      return Result(tree: empty, diagnostics: diagnostics.finish())
    }
    guard !TextEncoding.isUTF16(file.bytes) else {
      diagnostics.report(
        code: "invalid-utf8", at: ByteRange(0, min(2, file.bytes.count)), help: "save the file as UTF-8",
        "the file is written in UTF-16, expected UTF-8")
      return Result(tree: empty, diagnostics: diagnostics.finish())
    }
    return file.bytes.withUnsafeBufferPointer { bytes in
      switch format {
      case .json:
        var scanner = JSONScanner(bytes, maximumDepth: maximumDepth, diagnostics: diagnostics)
        scanner.scan()
        return Result(
          tree: SyntaxTree(file: file, format: format, records: scanner.records, decoded: scanner.decoded),
          diagnostics: scanner.diagnostics.finish())
      case .yaml:
        var reader = YAMLReader(
          bytes, maximumDepth: maximumDepth, readsIntrinsicFunctions: readsIntrinsicFunctions, diagnostics: diagnostics)
        reader.read()
        return Result(
          tree: SyntaxTree(file: file, format: format, records: reader.records, decoded: reader.decoded),
          diagnostics: reader.diagnostics.finish())
      }
    }
  }

  /// The notation of a document: by the file name's suffix (`.json`, `.yaml`, `.yml`), otherwise JSON when the first
  /// byte that is not blank is `{` or `[` or when there is none, and YAML for everything else.
  public static func format(of file: SourceFile) -> DocumentFormat {
    let name = file.name.lowercased()
    if name.hasSuffix(".json") { return .json }
    if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return .yaml }
    let start = TextEncoding.byteOrderMarkLength(file.bytes)
    let first = file.bytes[start...].first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    guard let first else { return .json }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[") ? .json : .yaml
  }
}
