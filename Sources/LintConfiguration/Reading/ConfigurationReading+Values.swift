import DocumentSyntax
import PolicyLanguage
import SourceText

extension ConfigurationReading {
  static let formatHelp = "the format is described in docs/configuration.md and \(ConfigurationSchema.path)"

  mutating func report(
    _ mistake: ConfigurationMistake, _ message: String, at range: ByteRange, severity: Diagnostic.Severity = .error,
    help: String? = nil
  ) {
    result.diagnostics.append(Diagnostic(severity, code: mistake.rawValue, message, in: file, at: range, help: help))
  }

  /// Where something small can be said of something large: the first line of a node.
  func opening(of node: SyntaxNode) -> ByteRange {
    switch node.kind {
    case .object: return node.members.first?.key.range ?? node.range
    case .array: return node.elements.first.map { opening(of: $0) } ?? node.range
    default: return node.range
    }
  }

  // MARK: Objects

  /// Reports every key that is not expected, and those that are missing.
  mutating func checkKeys(of node: SyntaxNode, _ format: ObjectFormat) {
    let keys = format.keys
    // A key that is only misspelt is not missing as well.
    var meant: Set<String> = []
    for member in node.members where !keys.contains(member.name) {
      let suggestion = Self.suggestion(member.name, among: keys)
      if let suggestion { meant.formUnion(keys.filter { suggestion.contains("`\($0)`") }) }
      report(
        .unknownKey, "unknown key `\(member.name)` in \(format.what)", at: member.key.range,
        help: suggestion
          ?? "expected one of \(keys.filter { $0 != "$schema" }.map { "`\($0)`" }.joined(separator: ", ")); "
          + "see \(ConfigurationSchema.path)")
    }
    for key in format.requiredKeys where node[key] == nil && !meant.contains(key) {
      report(.missingKey, "expected \(format.what) to have `\(key)`", at: opening(of: node))
    }
  }

  /// `did you mean …?`, where something is near.
  static func suggestion(_ word: String, among candidates: [String]) -> String? {
    if let nearest = SpellingSuggestion.nearest(to: word, among: candidates) { return "did you mean `\(nearest)`?" }
    // `actions` for `action`: too far for a short word, and still plain.
    let plain = Self.plain(word)
    return candidates.first {
      plain == Self.plain($0) || plain == Self.plain($0) + "s" || plain + "s" == Self.plain($0)
    }
    .map { "did you mean `\($0)`?" }
  }

  /// A key as it is without hyphens and capitals: `failOn` and `fail_on` mean `fail-on`.
  private static func plain(_ word: String) -> String { word.lowercased().filter { $0 != "-" && $0 != "_" } }

  /// An object with its keys checked; reports anything else, and lets `null` pass as nothing.
  mutating func object(_ node: SyntaxNode?, _ format: ObjectFormat) -> SyntaxNode? {
    guard let node, node.kind != .invalid, node.kind != .null else { return nil }
    guard node.kind == .object else {
      let keys = format.keys.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
      report(.value, "expected \(format.what) to be a mapping with keys such as \(keys)", at: opening(of: node))
      return nil
    }
    checkKeys(of: node, format)
    return node
  }

  /// The members of a mapping from names.
  mutating func members(_ node: SyntaxNode?, _ what: String) -> [SyntaxNode.Member] {
    guard let node, node.kind != .invalid, node.kind != .null else { return [] }
    guard node.kind == .object else {
      report(.value, "expected \(what) to be a mapping from names", at: opening(of: node))
      return []
    }
    return Array(node.members)
  }

  /// The objects of a list, their keys checked; reports anything else.
  mutating func elements(_ node: SyntaxNode?, _ what: String, of format: ObjectFormat) -> [SyntaxNode] {
    guard let node, node.kind != .invalid, node.kind != .null else { return [] }
    guard node.kind == .array else {
      report(
        .value, "expected \(what) to be a list", at: opening(of: node), help: "put `- ` in front of each entry")
      return []
    }
    return node.elements.compactMap { element in
      if element.kind == .null { report(.value, "expected \(format.what), found nothing", at: element.range) }
      return object(element, format)
    }
  }

  /// The same for one object or a list of at least one.
  mutating func objects(_ node: SyntaxNode?, _ what: String, of format: ObjectFormat) -> [SyntaxNode] {
    guard let node, node.kind != .invalid, node.kind != .null else { return [] }
    guard node.kind == .array else { return object(node, format).map { [$0] } ?? [] }
    if node.elements.isEmpty { report(.value, "expected \(what) to hold at least one", at: node.range) }
    return elements(node, what, of: format)
  }

  // MARK: Scalars

  /// A text, number or boolean; reports anything else, and a text without a character.
  mutating func text(_ node: SyntaxNode?, _ what: String) -> Located<String>? {
    guard let node, node.kind != .invalid else { return nil }
    guard let text = node.scalarText else {
      let found = node.kind == .null ? ", found nothing" : ""
      report(.value, "expected \(what) to be a text\(found)", at: opening(of: node))
      return nil
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      report(.value, "expected \(what) to be a text, found an empty one", at: node.range)
      return nil
    }
    return Located(text, at: node.range)
  }

  /// One text or a list of at least one; reports anything else.
  mutating func texts(_ node: SyntaxNode?, _ what: String) -> [Located<String>] {
    guard let node, node.kind != .invalid else { return [] }
    guard node.kind == .array else { return text(node, what).map { [$0] } ?? [] }
    if node.elements.isEmpty { report(.value, "expected \(what) to hold at least one", at: node.range) }
    return node.elements.compactMap { text($0, "each of \(what)") }
  }

  /// `true` or `false`; reports anything else.
  mutating func flag(_ node: SyntaxNode?, _ what: String) -> Bool? {
    guard let node, node.kind != .invalid else { return nil }
    if node.booleanValue == nil { report(.value, "expected \(what) to be `true` or `false`", at: opening(of: node)) }
    return node.booleanValue
  }

  /// One of several words; reports anything else.
  ///
  /// - Parameter asFlag: whether `true` and `false` mean `on` and `off`, as they do for YAML 1.1.
  mutating func word(_ node: SyntaxNode?, _ what: String, of words: [String], asFlag: Bool = false) -> String? {
    guard let node, node.kind != .invalid else { return nil }
    if asFlag, let flag = node.booleanValue { return flag ? "on" : "off" }
    guard let text = text(node, what) else { return nil }
    if words.contains(text.value) { return text.value }
    let list = words.map { "`\($0)`" }.joined(separator: ", ")
    report(
      .value, "expected \(what) to be one of \(list), found `\(text.value)`", at: text.range,
      help: Self.suggestion(text.value, among: words))
    return nil
  }

  /// Patterns of paths; reports those that are none.
  mutating func globs(_ node: SyntaxNode?, _ what: String) -> [PathGlob] {
    texts(node, what).compactMap { text in
      do throws(PathGlob.Mistake) {
        return try PathGlob(text.value)
      } catch {
        report(.path, error.message, at: text.range)
        return nil
      }
    }
  }
}
