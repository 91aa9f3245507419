import DocumentSyntax
import SourceText

/// A parameter as it was written, in JSON or in shorthand: enough to check its shape and to point at it.
struct ParameterValue {
  indirect enum Content {
    case text(String)
    case list([ParameterValue])
    case object([Member])
    /// A JSON number, boolean or null, as written.
    case other(String)
  }

  struct Member {
    var name: String
    var range: ByteRange
    var value: ParameterValue
  }

  var content: Content
  var file: SourceFile
  var range: ByteRange

  init(_ content: Content, file: SourceFile, range: ByteRange) {
    self.content = content
    self.file = file
    self.range = range
  }

  /// The value a document node stands for.
  init(_ node: SyntaxNode) {
    let content: Content
    switch node.kind {
    case .string: content = .text(node.stringValue ?? "")
    case .array: content = .list(node.elements.map { ParameterValue($0) })
    case .object:
      content = .object(
        node.members.map { Member(name: $0.name, range: $0.key.range, value: ParameterValue($0.value)) })
    case .number, .boolean, .null, .invalid: content = .other(node.text)
    }
    self.init(content, file: node.tree.file, range: node.range)
  }

  /// A mistake in this value.
  func error(_ message: String, help: String? = nil) -> InterfaceError { error(message, at: range, help: help) }

  /// A mistake in a part of this value.
  func error(_ message: String, at range: ByteRange, help: String? = nil) -> InterfaceError {
    InterfaceError(
      .invalidInput, message, help: help,
      diagnostics: [Diagnostic(.error, code: "parameter", message, in: file, at: range, help: help)])
  }

  /// The text of a string.
  func text(_ what: String) throws(InterfaceError) -> String {
    guard case .text(let text) = content else { throw error("expected \(what), a string") }
    return text
  }

  /// The elements of a list; a single value counts as a list of one, as in the AWS CLI's shorthand.
  func elements() -> [ParameterValue] {
    if case .list(let elements) = content { return elements }
    return [self]
  }

  /// The strings of a list.
  func texts(_ what: String) throws(InterfaceError) -> [String] {
    var result: [String] = []
    for element in elements() { result.append(try element.text(what)) }
    return result
  }

  /// The members of an object, each of whose names must be one of those given, and there once.
  func members(_ names: [String], of what: String) throws(InterfaceError) -> [String: ParameterValue] {
    let expected = names.map { "`\($0)`" }.joined(separator: ", ")
    guard case .object(let members) = content else { throw error("expected \(what) with \(expected)") }
    var result: [String: ParameterValue] = [:]
    for member in members {
      guard names.contains(member.name) else {
        throw error("unknown parameter `\(member.name)`, expected \(expected)", at: member.range)
      }
      guard result.updateValue(member.value, forKey: member.name) == nil else {
        throw error("`\(member.name)` is given twice", at: member.range)
      }
    }
    return result
  }
}
