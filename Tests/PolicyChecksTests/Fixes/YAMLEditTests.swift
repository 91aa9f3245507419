import DocumentSyntax
import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// Edits in YAML come to what the same edits in JSON come to, and leave comments where they are.
@Suite("Edits in YAML")
struct YAMLEditTests {
  /// A way of writing YAML.
  enum Style: String, CaseIterable {
    /// Elements further in than the name of their list, all texts in quotation marks.
    case quoted
    /// Elements below the name of their list, texts without quotation marks where YAML allows it, comments behind them.
    case plain
    /// Lists in brackets.
    case flow
  }

  private static func yaml(_ node: SyntaxNode, _ style: Style) -> String {
    "# a policy\n" + lines(node, indent: 0, style).joined(separator: "\n") + "\n# the end\n"
  }

  private static func lines(_ node: SyntaxNode, indent: Int, _ style: Style) -> [String] {
    let space = String(repeating: " ", count: indent)
    switch node.kind {
    case .object:
      guard !node.members.isEmpty else { return [space + "{}"] }
      return node.members.flatMap { member -> [String] in
        let name = space + text(member.name, style) + ":"
        switch member.value.kind {
        case .object where !member.value.members.isEmpty:
          return [name] + lines(member.value, indent: indent + 2, style)
        case .array where !member.value.elements.isEmpty && (style != .flow || hasObjects(member.value)):
          return [name] + lines(member.value, indent: indent + (style == .plain ? 0 : 2), style)
        default: return [name + " " + flow(member.value, style) + comment(style)]
        }
      }
    case .array:
      return node.elements.flatMap { element -> [String] in
        var inner = lines(element, indent: indent + 2, style)
        inner[0] = space + "- " + inner[0].dropFirst(indent + 2)
        return inner
      }
    case .string, .number, .boolean, .null, .invalid: return [space + flow(node, style) + comment(style)]
    }
  }

  private static func hasObjects(_ node: SyntaxNode) -> Bool { node.elements.contains { $0.kind == .object } }
  private static func comment(_ style: Style) -> String { style == .plain ? " # c" : "" }

  private static func flow(_ node: SyntaxNode, _ style: Style) -> String {
    switch node.kind {
    case .string: text(node.stringValue ?? "", style)
    case .array: "[" + node.elements.map { flow($0, style) }.joined(separator: ", ") + "]"
    case .object:
      "{" + node.members.map { text($0.name, style) + ": " + flow($0.value, style) }.joined(separator: ", ") + "}"
    case .number, .boolean, .null, .invalid: node.text
    }
  }

  private static func text(_ text: String, _ style: Style) -> String {
    let isPlain =
      style == .plain && text.first?.isLetter == true
      && !["true", "false", "null", "yes", "no"].contains(text.lowercased())
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_/*:.".contains($0)) } && text.last != ":"
    return isPlain ? text : JSONWriter().write(.string(text))
  }

  /// A document without its notation; members in their order.
  private static func meaning(_ text: String, _ name: String) -> String {
    let parsed = DocumentParser().parse(SourceFile(name: name, text: text))
    guard !parsed.hasErrors, let root = parsed.tree.root else {
      return "broken: \(parsed.diagnostics.map(\.message)) in \(text)"
    }
    return meaning(root)
  }

  private static func meaning(_ node: SyntaxNode) -> String {
    switch node.kind {
    // One text alone and a list of it mean the same in policies.
    case .array where node.elements.count == 1 && node.elements.first?.kind == .string:
      JSONWriter().write(.string(node.elements.first?.stringValue ?? ""))
    case .array: "[" + node.elements.map(meaning).joined(separator: ",") + "]"
    case .object:
      "{" + node.members.map { JSONWriter().write(.string($0.name)) + ":" + meaning($0.value) }.joined(separator: ",")
        + "}"
    case .string, .number, .boolean, .null, .invalid: JSONWriter().write(.string(node.scalarText ?? "?"))
    }
  }

  private static func findings(_ text: String, _ name: String, _ example: RuleExample, _ engine: RuleEngine)
    -> [Finding]
  {
    engine.findings(
      RuleSubject(
        reading: SourceFile(name: name, text: text), kind: example.kind, resourceType: example.resourceType,
        surroundings: example.surroundings))
  }

  /// Makes each edit that a rule has in YAML and in JSON, and compares; returns how many there were.
  private static func compare(_ json: String, _ example: RuleExample, _ style: Style, _ engine: RuleEngine) -> Int {
    guard let root = DocumentParser().parse(SourceFile(name: "p.json", text: json)).tree.root else { return 0 }
    let yaml = yaml(root, style)
    guard meaning(yaml, "p.yaml") == meaning(json, "p.json") else { return 0 }
    let inJSON = findings(json, "p.json", example, engine)
    let inYAML = findings(yaml, "p.yaml", example, engine)
    #expect(inJSON.map(\.ruleID).sorted() == inYAML.map(\.ruleID).sorted(), "\(yaml)")
    var count = 0
    for finding in inYAML {
      for fix in finding.fixes {
        let edited = SecretLint.applying(fix, to: yaml)
        #expect(edited.hasPrefix("# a policy\n") && edited.hasSuffix("\n# the end\n"), "\(finding.ruleID): \(edited)")
        let expected = inJSON.filter { $0.ruleID == finding.ruleID }.flatMap(\.fixes)
          .filter { $0.title == fix.title && $0.safety == fix.safety }
          .map { meaning(SecretLint.applying($0, to: json), "p.json") }
        #expect(
          expected.contains(meaning(edited, "p.yaml")),
          "\(finding.ruleID), \(fix.title): \(edited) is none of \(expected)")
        count += 1
      }
    }
    return count
  }

  @Test("of every rule’s example", arguments: Style.allCases)
  func examples(style: Style) throws {
    let engine = RuleEngine(configuration: RuleConfiguration(others: .on), catalog: try ServiceCatalog.embedded())
    var count = 0
    for rule in RuleTable.all where !rule.example.isAccount && !rule.example.isTemplate {
      count += Self.compare(rule.example.text, rule.example, style, engine)
    }
    #expect(count > 150, "\(count)")
  }

  @Test("of AWS’s managed policies", arguments: Style.allCases)
  func managedPolicies(style: Style) throws {
    let engine = RuleEngine(configuration: RuleConfiguration(others: .on), catalog: try ServiceCatalog.embedded())
    var count = 0
    for (index, policy) in try ManagedPolicies.embedded().enumerated() where index % 20 == 3 {
      count += Self.compare(policy.document, .document(policy.document), style, engine)
    }
    #expect(count > 10, "\(count)")
  }

  @Test(
    "what is the only element or member stays, and what is written in many places is left alone",
    arguments: [
      // The copy goes with its comment, nothing else does.
      (
        "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action:\n      # reading\n      - s3:GetObject # a\n"
          + "      - s3:GetObject # b\n    Resource: '*'\n",
        "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action:\n      # reading\n      - s3:GetObject # a\n"
          + "    Resource: '*'\n"
      ),
      (
        "Version: '2012-10-17'\r\nStatement:\r\n- Effect: Allow\r\n  Action: [s3:GetObject, s3:GetObject]\r\n  Resource: '*'\r\n",
        "Version: '2012-10-17'\r\nStatement:\r\n- Effect: Allow\r\n  Action: [s3:GetObject]\r\n  Resource: '*'\r\n"
      ),
      (
        "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: &a\n      - s3:GetObject\n      - s3:GetObject\n"
          + "    Resource: '*'\n", nil
      ),
    ] as [(String, String?)])
  func redundantActions(text: String, expected: String?) throws {
    let engine = RuleEngine(catalog: try ServiceCatalog.embedded())
    let found = Self.findings(text, "p.yaml", .document(text), engine).filter { $0.ruleID == "redundant-action" }
    #expect(found.count == 1)
    let edited = found.first?.fixes.first.map { SecretLint.applying($0, to: text) }
    #expect(edited == expected)
  }

  @Test("lines of elements and members")
  func lines() {
    let text = "a:\n  - b: 1\n    c: 2\n  # d\n  - e\nf:\n- only\ng:\n  h: 1\n"
    func line(_ word: String) -> String? {
      let bytes = Array(text.utf8)
      guard let place = text.range(of: word) else { return "?" }
      let start = text.utf8.distance(from: text.startIndex, to: place.lowerBound)
      return YAMLBlocks(bytes).lines(of: ByteRange(start, start + word.utf8.count)).map {
        String(decoding: bytes[$0.indices], as: UTF8.self)
      }
    }
    #expect(line("b: 1\n    c: 2") == "  - b: 1\n    c: 2\n")
    #expect(line("c: 2") == "    c: 2\n")
    #expect(line("e\n".trimmingSuffix()) == "  - e\n")
    #expect(line("only") == nil)
    #expect(line("h: 1") == nil)
  }
}

extension String {
  fileprivate func trimmingSuffix() -> String { String(prefix { $0 != "\n" }) }

  fileprivate func range(of word: String) -> Range<Index>? { firstRange(of: word) }
}
