import DocumentSyntax
import SourceText

/// The kinds of mistakes in files of tests; the codes of their diagnostics.
enum TestMistake: String {
  /// A field has the wrong shape or value.
  case field = "test-field"
  /// A field that the format does not have.
  case unknownField = "unknown-test-field"
  /// A field that is needed.
  case missingField = "missing-test-field"
  /// A name that the file does not define.
  case unknownName = "unknown-test-name"
  /// A name given twice.
  case duplicateName = "duplicate-test-name"
  /// A name that no case uses.
  case unusedName = "unused-test-name"
  /// An action that AWS does not have.
  case unknownAction = "unknown-action"
  /// An action that AWS has no more.
  case retiredAction = "retired-action"
  /// A condition key that AWS never sends with such a request.
  case statedKey = "stated-key"
  /// A policy that cannot be read.
  case missingPolicy = "missing-policy"
}

extension TestFileReading {
  mutating func report(
    _ mistake: TestMistake, _ message: String, at range: ByteRange, severity: Diagnostic.Severity = .error,
    help: String? = nil
  ) {
    result.diagnostics.append(
      Diagnostic(severity, code: mistake.rawValue, message, in: file, at: range, help: help))
  }

  /// Reports every field that is not expected.
  mutating func checkFields(of node: SyntaxNode, allowed: [String], what: String) {
    guard node.kind == .object else {
      if node.kind != .invalid { report(.field, "expected \(what) to be a mapping", at: node.range) }
      return
    }
    for member in node.members where !allowed.contains(member.name) {
      report(
        .unknownField, "unknown field `\(member.name)` in \(what)", at: member.key.range,
        help: Self.suggestion(member.name, among: allowed)
          ?? "expected one of " + allowed.map { "`\($0)`" }.joined(separator: ", "))
    }
  }

  /// `did you mean …?`, where something is near.
  static func suggestion(_ word: String, among candidates: [String]) -> String? {
    if let nearest = SpellingSuggestion.nearest(to: word, among: candidates) { return "did you mean `\(nearest)`?" }
    // `actions` for `action`: too far for a short word, and still plain.
    return candidates.first { word == $0 + "s" || word + "s" == $0 }.map { "did you mean `\($0)`?" }
  }

  /// Where something small can be said of something large: the first line of a node.
  func opening(of node: SyntaxNode) -> ByteRange {
    switch node.kind {
    case .object: return node.members.first?.key.range ?? node.range
    case .array: return node.elements.first.map { opening(of: $0) } ?? node.range
    default: return node.range
    }
  }

  /// A text, number or boolean; reports anything else.
  mutating func text(_ node: SyntaxNode?, _ what: String) -> CaseSettings.Text? {
    guard let node, node.kind != .invalid else { return nil }
    guard let text = node.scalarText else {
      report(.field, "expected \(what) to be a text", at: opening(of: node))
      return nil
    }
    return CaseSettings.Text(value: text, node: node)
  }

  /// One text or a list of them; reports anything else, and a list without any.
  mutating func texts(_ node: SyntaxNode?, _ what: String) -> [CaseSettings.Text]? {
    guard let node, node.kind != .invalid else { return nil }
    guard node.kind == .array else { return text(node, what).map { [$0] } }
    if node.elements.isEmpty { report(.field, "expected \(what) to hold at least one", at: node.range) }
    var result: [CaseSettings.Text] = []
    for element in node.elements {
      if let text = text(element, "each of \(what)") { result.append(text) }
    }
    return result
  }

  /// `true` or `false`; reports anything else.
  mutating func flag(_ node: SyntaxNode?, _ what: String) -> Bool? {
    guard let node, node.kind != .invalid else { return nil }
    if node.booleanValue == nil { report(.field, "expected \(what) to be `true` or `false`", at: opening(of: node)) }
    return node.booleanValue
  }
}
