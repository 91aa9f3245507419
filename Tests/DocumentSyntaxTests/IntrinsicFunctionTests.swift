import DocumentSyntax
import PolicyTestSupport
import SourceText
import Testing

/// Short forms of CloudFormation's functions.
///
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
@Suite("Short forms of functions in YAML")
struct IntrinsicFunctionTests {
  private func parse(_ text: String, depth: Int = 128) -> DocumentParser.Result {
    DocumentParser(maximumDepth: depth, readsIntrinsicFunctions: true).parse(SourceFile(name: "t.yaml", text: text))
  }

  @Test(
    "they are read as their long forms",
    arguments: [
      ("!Ref Name", #"{"Ref":"Name"}"#),
      ("!Condition Ours", #"{"Condition":"Ours"}"#),
      ("!Sub 'a${B}'", #"{"Fn::Sub":"a${B}"}"#),
      ("!GetAtt A.B", #"{"Fn::GetAtt":"A.B"}"#),
      ("!Join ['', [a, !Ref B, c]]", #"{"Fn::Join":["",["a",{"Ref":"B"},"c"]]}"#),
      ("!Sub\n- a${B}\n- B: !Ref C\n", #"{"Fn::Sub":["a${B}",{"B":{"Ref":"C"}}]}"#),
      ("a: !Base64 {Fn::Sub: x}\nb: !Ref C\n", #"{"a":{"Fn::Base64":{"Fn::Sub":"x"}},"b":{"Ref":"C"}}"#),
      ("a: !Sub |\n  line\n  ${B}\nb: 1\n", #"{"a":{"Fn::Sub":"line\n${B}\n"},"b":1}"#),
      ("a: &x !Ref B\nb: *x\n", #"{"a":{"Ref":"B"},"b":{"Ref":"B"}}"#),
      ("a: !Ref &x B\nb: *x\n", #"{"a":{"Ref":"B"},"b":{"Ref":"B"}}"#),
      ("- !If [C, !Ref A, !Ref B]\n- x\n", #"[{"Fn::If":["C",{"Ref":"A"},{"Ref":"B"}]},"x"]"#),
    ])
  func longForms(text: String, expected: String) throws {
    let parsed = parse(text)
    #expect(parsed.diagnostics.isEmpty, "\(parsed.diagnostics.map(\.message))")
    let root = try #require(parsed.tree.root)
    #expect(Self.json(root) == expected)
  }

  @Test("a function’s place is that of all of it, its name’s that of the tag")
  func places() throws {
    let parsed = parse("a: !Join ['', [b, !Ref Name]]\n")
    let file = parsed.tree.file
    let function = try #require(parsed.tree.root?["a"])
    #expect(file.text(function.range) == "!Join ['', [b, !Ref Name]]")
    let name = try #require(function.members.first)
    #expect(file.text(name.key.range) == "!Join")
    #expect(file.text(name.value.range) == "['', [b, !Ref Name]]")
    let inner = try #require(name.value.elements.map { $0 }.last?.elements.map { $0 }.last)
    #expect(file.text(inner.range) == "!Ref Name")
  }

  @Test("elsewhere they are mistakes, and so are they as keys")
  func mistakes() {
    let plain = DocumentParser().parse(SourceFile(name: "t.yaml", text: "a: !Ref B\n"))
    #expect(plain.diagnostics.map(\.code) == ["yaml-tag"])
    #expect(parse("!Ref a: b\n").hasErrors)
    #expect(parse("a: !!binary QQ==\n").hasErrors)
  }

  @Test("a tag without a value", arguments: ["a: [!Ref, b]\n", "a: !Ref\n", "- !Ref\n- b\n", "{a: !Ref, b: c}"])
  func withoutValue(text: String) {
    let parsed = parse(text)
    #expect(DocumentInvariants.violations(in: parsed).isEmpty, "\(DocumentInvariants.violations(in: parsed))")
  }

  @Test("nesting has a limit, and broken text is no crash")
  func hostile() {
    let deep = String(repeating: "!Sub [", count: 500)
    #expect(parse(deep, depth: 16).hasErrors)
    let text = Array("a: !Join ['', [b, !Ref Name]]\nb: &x !Sub |\n  c\nd: !If [*x, {e: !Ref f}]\n".utf8)
    for end in text.indices {
      let start = parse(String(decoding: text[..<end], as: UTF8.self))
      #expect(DocumentInvariants.violations(in: start).isEmpty, "\(DocumentInvariants.violations(in: start))")
      var changed = text
      changed[end] = Array("!&*[{:\n".utf8)[end % 7]
      let other = parse(String(decoding: changed, as: UTF8.self))
      #expect(DocumentInvariants.violations(in: other).isEmpty, "\(DocumentInvariants.violations(in: other))")
    }
  }

  private static func json(_ node: SyntaxNode) -> String {
    switch node.kind {
    case .object:
      "{" + node.members.map { JSONWriter().write(.string($0.name)) + ":" + json($0.value) }.joined(separator: ",")
        + "}"
    case .array: "[" + node.elements.map(json).joined(separator: ",") + "]"
    case .string: JSONWriter().write(.string(node.stringValue ?? ""))
    case .number, .boolean, .null, .invalid: node.text
    }
  }
}
