import DocumentSyntax
public import SourceText

/// Reads baselines, strictly.
public enum BaselineReader {
  /// Reads a file; what is wrong with it is in the diagnostics, and then there is no baseline.
  public static func read(_ file: SourceFile) -> (baseline: Baseline?, diagnostics: [Diagnostic]) {
    var reading = BaselineReading(file)
    let baseline = reading.read()
    let isWrong = reading.diagnostics.contains { $0.severity == .error }
    return (isWrong ? nil : baseline, reading.diagnostics)
  }
}

private struct BaselineReading {
  let file: SourceFile
  var diagnostics: [Diagnostic] = []

  init(_ file: SourceFile) { self.file = file }

  mutating func read() -> Baseline? {
    let document = DocumentParser().parse(file, format: .json)
    diagnostics = document.diagnostics
    if document.hasErrors { return nil }
    guard let root = document.tree.root, root.kind == .object else {
      report("expected a baseline, as `--write-baseline` writes it", at: document.tree.root?.range ?? ByteRange(0, 0))
      return nil
    }
    check(root, ["version", "findings"], "a baseline")
    guard let version = root["version"], version.scalarText == "1" else {
      report(
        "this iamsim reads baselines of version 1 only", at: root["version"]?.range ?? opening(of: root),
        help: "write it anew with `--write-baseline`")
      return nil
    }
    guard let findings = root["findings"], findings.kind == .array else {
      report("expected `findings` to be a list", at: root["findings"].map(opening) ?? opening(of: root))
      return nil
    }
    return Baseline(findings.elements.compactMap { entry($0) })
  }

  private mutating func entry(_ node: SyntaxNode) -> Baseline.Entry? {
    guard node.kind == .object else {
      report("expected an entry to be an object", at: opening(of: node))
      return nil
    }
    check(node, ["file", "rule", "fingerprint", "count", "message"], "an entry")
    let path = text("file", of: node)
    let rule = text("rule", of: node)
    let message = node["message"] == nil ? "" : text("message", of: node)
    guard let fingerprint = text("fingerprint", of: node), let count = count(of: node) else { return nil }
    guard let name = FindingFingerprint(fingerprint) else {
      report("expected `fingerprint` to be 32 hexadecimal digits", at: node["fingerprint"]?.range ?? node.range)
      return nil
    }
    guard let path, let rule, let message else { return nil }
    return Baseline.Entry(path: path, rule: rule, fingerprint: name, count: count, message: message)
  }

  private mutating func text(_ key: String, of node: SyntaxNode) -> String? {
    if let text = node[key]?.stringValue { return text }
    report("expected an entry to have the text `\(key)`", at: node[key].map(opening) ?? opening(of: node))
    return nil
  }

  private mutating func count(of node: SyntaxNode) -> Int? {
    guard let value = node["count"] else { return 1 }
    if value.kind == .number, let count = Int(value.text), (1...1_000_000).contains(count) { return count }
    report("expected `count` to be a whole number from 1", at: opening(of: value))
    return nil
  }

  private mutating func check(_ node: SyntaxNode, _ keys: [String], _ what: String) {
    for member in node.members where !keys.contains(member.name) {
      report(
        "unknown key `\(member.name)` in \(what)", at: member.key.range,
        help: ConfigurationReading.suggestion(member.name, among: keys) ?? "see \(Baseline.schemaPath)")
    }
  }

  private func opening(of node: SyntaxNode) -> ByteRange { node.members.first?.key.range ?? node.range }

  private mutating func report(_ message: String, at range: ByteRange, help: String? = nil) {
    diagnostics.append(Diagnostic(.error, code: "baseline", message, in: file, at: range, help: help))
  }
}
