import DocumentSyntax
import SourceText
import Testing

@Suite("YAML: mistakes are reported where they are")
struct YAMLMistakeTests {
  @Test(arguments: [
    ("", ["1:1 the document is empty, expected a YAML value"]),
    ("# nothing\n", ["1:1 the document is empty, expected a YAML value"]),
    ("a: 1\na: 2\n", ["2:1 the key `a` is given twice in one object"]),
    (
      "{a: 1, \"a\": 2, 'a': 3}",
      ["1:8 the key `a` is given twice in one object", "1:16 the key `a` is given twice in one object"]
    ),
    ("a: *\n", ["1:5 a text that begins with `*` must stand in quotation marks"]),
    ("a: *Get\n", ["1:4 there is no anchor `&Get` before the alias `*Get`"]),
    ("a: &x [*x]\n", ["1:8 the alias `*x` stands for the value that it is part of"]),
    ("a: b: c\n", ["1:5 unexpected `:`, no key may stand here"]),
    ("a:\n\t- b\n", ["2:1 a tab may not be used to indent"]),
    ("a: @x\n", ["1:4 a text that begins with `@` must stand in quotation marks"]),
    ("a: 1\n---\nb: 2\n", ["2:1 a second document begins here, expected only one"]),
    (
      "a: !Ref Name\nb: !Sub 'x-${Name}'\n",
      [
        "1:9 the tag `!Ref` is not supported in a policy document",
        "2:9 the tag `!Sub` is not supported in a policy document",
      ]
    ),
    (
      "a: !GetAtt [x, y]\nb: 1\nb: 2",
      [
        "1:4 the tag `!GetAtt` is not supported in a policy document", "3:1 the key `b` is given twice in one object",
      ]
    ),
    ("a: !!binary aGk=\n", ["1:13 the tag `!!binary` is not supported in a policy document"]),
    ("a: !!int x\n", ["1:10 the tag `!!int` is not supported in a policy document"]),
    ("a: &d {b: 1}\nc:\n  <<: *d\n", ["3:3 merge keys (`<<`) are not supported: AWS does not read them"]),
    ("? [a]\n: 1\nb: 2\n", ["1:3 expected a text as the key, found a list"]),
    ("a: 012345678901\n", ["1:4 `012345678901` is a number in YAML, whose leading zero other readers drop"]),
    (
      "a: \u{1}b\nc: \u{7F}\u{80}d\n",
      [
        "1:4 a control character may not stand in YAML", "2:4 a control character may not stand in YAML",
      ]
    ),
    ("a: [1, 2\nb: 3\n", ["2:2 did not find expected ',' or ']'"]),
  ])
  func mistakes(text: String, expected: [String]) {
    #expect(shown(parseYAML(text)) == expected)
  }

  @Test func whatCouldBeReadIsKept() throws {
    let root = try #require(parseYAML("a: !Ref Name\nb: 1\n? [c]\n: 2\nd: 3\n").tree.root)
    #expect(root.members.map(\.name) == ["a", "b", "d"])
    #expect(root["a"]?.kind == .invalid)
    #expect(root["a"]?.text == "Name")
    let broken = try #require(parseYAML("a: 1\nb: [1, 2\n").tree.root)
    #expect(broken["a"]?.text == "1")
    #expect(broken["b"]?.elements.map(\.text) == ["1", "2"])
  }

  @Test func malformedBytesAreReportedOncePerRun() {
    var bytes = Array("a: x".utf8)
    bytes += [0xFF, 0xFE, 0x80]
    bytes += Array("y\nb: ü".utf8)
    bytes += [0xC3]
    let result = DocumentParser().parse(SourceFile(name: "policy.yaml", bytes: bytes))
    #expect(
      shown(result) == ["1:5 the bytes 0xFF 0xFE 0x80 are not UTF-8", "2:5 the byte 0xC3 is not UTF-8"])
    #expect(result.tree.root?.members.map(\.name) == ["a", "b"])
  }

  /// Nine levels of ten aliases each would be a thousand million values.
  @Test func aliasesThatMultiplyAreBounded() {
    var text = "a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n"
    for level in 1...9 {
      let list = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
      text += "a\(level): &a\(level) [\(list)]\n"
    }
    let result = parseYAML(text)
    #expect(result.diagnostics.map(\.code) == ["yaml-alias"])
    #expect(result.diagnostics.first?.message == "the aliases of this document stand for more than 100000 values")
  }

  @Test func aliasesDoNotEvadeTheDepthLimit() {
    var text = "a0: &a0 [1]\n"
    for level in 1...20 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
    let result = parseYAML(text, parser: DocumentParser(maximumDepth: 10))
    #expect(result.diagnostics.map(\.code) == ["nesting-too-deep"])
    #expect(parseYAML(text).diagnostics.isEmpty)
  }
}
