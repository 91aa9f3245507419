import DocumentSyntax
import SourceText

/// Turns one syntax tree into a policy and gathers everything wrong with it.
struct PolicyReader {
  let kind: PolicyKind
  let file: SourceFile
  /// Places the document parser could not read.
  ///
  /// What seems to be missing there was perhaps only not read, so that it is not reported a second time.
  let unreadable: [ByteRange]
  private let maximumDiagnostics: Int
  /// Whether the document's version has policy variables.
  var expandsVariables = false
  /// The document itself, when it is a statement that lacks the policy around it.
  var bareStatement: ByteRange?
  private(set) var diagnostics: [Diagnostic] = []
  private var counts: [Diagnostic.Severity: Int] = [:]
  private var omitted = 0
  /// Whether a variable in a document without variables was reported: one mistake, however many variables there are.
  var reportedVariableInVersion = false

  init(kind: PolicyKind, file: SourceFile, unreadable: [ByteRange] = [], maximumDiagnostics: Int = 100) {
    self.kind = kind
    self.file = file
    self.unreadable = unreadable
    self.maximumDiagnostics = max(1, maximumDiagnostics)
  }

  /// Records a mistake.
  ///
  /// Past the limit of its severity it is only counted, so that errors are never crowded out.
  mutating func report(
    _ severity: Diagnostic.Severity, _ code: PolicyDiagnosticCode, at range: ByteRange, _ message: String,
    help: String? = nil, fixIts: [FixIt] = []
  ) {
    let count = counts[severity, default: 0]
    guard count < maximumDiagnostics else {
      omitted += 1
      return
    }
    counts[severity] = count + 1
    diagnostics.append(
      Diagnostic(severity, code: code.rawValue, message, in: file, at: range, help: help, fixIts: fixIts))
  }

  /// Everything reported, in the order of the text.
  func finish() -> [Diagnostic] {
    var result = Self.sorted(diagnostics)
    if omitted > 0, let last = result.last {
      result.append(
        Diagnostic(
          .note, code: "too-many-diagnostics", "\(omitted) more mistakes are not shown", in: file, at: last.range))
    }
    return result
  }

  /// Sorts by place; those at one place stay in the order they were reported.
  static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    guard diagnostics.count > 1 else { return diagnostics }
    let order = diagnostics.indices.sorted {
      (diagnostics[$0].range.lowerBound, $0) < (diagnostics[$1].range.lowerBound, $1)
    }
    return order.map { diagnostics[$0] }
  }

  /// Whether the document parser reported something inside or directly at the end of a range.
  func isIncomplete(_ range: ByteRange) -> Bool {
    unreadable.contains { $0.lowerBound >= range.lowerBound && $0.lowerBound <= range.upperBound }
  }

  // MARK: Helpers for messages

  /// The range of some UTF-8 offsets of a decoded string; all of the string when escapes make offsets differ.
  func range(of offsets: Range<Int>, in whole: ByteRange, text: String) -> ByteRange {
    let length = text.utf8.count
    if whole.count == length + 2 {
      return ByteRange(whole.lowerBound + 1 + offsets.lowerBound, whole.lowerBound + 1 + offsets.upperBound)
    }
    if whole.count == length {
      return ByteRange(whole.lowerBound + offsets.lowerBound, whole.lowerBound + offsets.upperBound)
    }
    return whole
  }

  /// An edit that puts `text` in place of a scalar, in the same kind of quotes.
  func replacement(of range: ByteRange, with text: String, _ safety: FixIt.Safety = .changesBehaviour) -> FixIt {
    var replacement = text
    if !range.isEmpty, range.upperBound <= file.bytes.count {
      switch file.bytes[range.lowerBound] {
      case UInt8(ascii: "\""): replacement = "\"" + text + "\""
      case UInt8(ascii: "'"): replacement = "'" + text + "'"
      default: break
      }
    }
    return FixIt(title: "replace with `\(text)`", range: range, replacement: replacement, safety: safety)
  }

  /// Reports a node whose type does not fit; says nothing of nodes that were reported as unreadable.
  mutating func reportType(of node: SyntaxNode, name: String, expected: String, help: String? = nil) {
    reportType(node.kind, at: node.range, name: name, expected: expected, help: help)
  }

  mutating func reportType(
    _ kind: SyntaxKind, at range: ByteRange, name: String, expected: String, help: String? = nil
  ) {
    guard kind != .invalid else { return }
    report(
      .wrongType, at: range, "`\(name)` is \(kind.described), expected \(expected)",
      help: help ?? (kind == .number || kind == .boolean ? "put quotes around the value" : nil))
  }

  mutating func report(
    _ code: PolicyDiagnosticCode, at range: ByteRange, _ message: String, help: String? = nil, fixIts: [FixIt] = []
  ) {
    report(.error, code, at: range, message, help: help, fixIts: fixIts)
  }
}

extension SyntaxKind {
  /// The type with its article.
  var described: String {
    switch self {
    case .object: return "an object"
    case .array: return "an array"
    case .string: return "a string"
    case .number: return "a number"
    case .boolean: return "a boolean"
    case .null: return "null"
    case .invalid: return "unreadable"
    }
  }
}

extension String {
  /// The text in backticks for a message.
  var quoted: String { "`" + shown + "`" }

  /// The text for a message: on one line, without control characters, cut when long.
  var shown: String {
    var result = ""
    var count = 0
    for scalar in unicodeScalars {
      guard count < 80 else { return result + "…" }
      count += 1
      if scalar.value < 0x20 || scalar.value == 0x7F {
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
