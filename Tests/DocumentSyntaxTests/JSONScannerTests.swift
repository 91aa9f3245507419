import DocumentSyntax
import SourceText
import Testing

@Suite("JSON: well-formed documents")
struct JSONScannerTests {
  @Test func valuesOfEveryKind() throws {
    let result = parse(#"{"a": "text", "b": [1, -2.5e+3, true, false, null], "c": {}, "d": []}"#)
    #expect(result.diagnostics.isEmpty)
    let root = try #require(result.tree.root)
    #expect(root.kind == .object)
    #expect(root.members.map(\.name) == ["a", "b", "c", "d"])
    #expect(root["a"]?.stringValue == "text")
    let list = try #require(root["b"])
    #expect(list.elements.map(\.kind) == [.number, .number, .boolean, .boolean, .null])
    #expect(list.elements.map(\.text) == ["1", "-2.5e+3", "true", "false", "null"])
    #expect(list.elements.map(\.booleanValue) == [nil, nil, true, false, nil])
    #expect(root["c"]?.members.isEmpty == true)
    #expect(root["d"]?.elements.isEmpty == true)
    #expect(root["missing"] == nil)
  }

  @Test func rangesCoverQuotesAndBrackets() throws {
    let text = "  { \"é\" : [ \"x\" ,10 ] }\n"
    let root = try #require(parse(text).tree.root)
    #expect(root.text == "{ \"é\" : [ \"x\" ,10 ] }")
    let member = try #require(root.members.first)
    #expect(member.key.text == "\"é\"")
    #expect(member.name == "é")
    #expect(member.value.text == "[ \"x\" ,10 ]")
    #expect(member.value.elements.map(\.text) == ["\"x\"", "10"])
    #expect(member.range == member.key.range.union(member.value.range))
  }

  @Test(arguments: [
    (#""\" \\ \/ \b \f \n \r \t""#, "\" \\ / \u{8} \u{C} \n \r \t"),
    (#""caf\u00e9 \u00E9""#, "café é"),
    (#""\ud83d\ude00 and \uD834\uDD1E""#, "😀 and 𝄞"),
    (#""é\u0000z""#, "é\u{0}z"),
    ("\"\u{7F}\u{10FFFF}\"", "\u{7F}\u{10FFFF}"),
    ("\"0123456789abcdef\\n0123456789abcdef\"", "0123456789abcdef\n0123456789abcdef"),
  ])
  func strings(text: String, value: String) {
    let result = parse(text)
    #expect(result.diagnostics.isEmpty)
    #expect(result.tree.root?.stringValue == value)
    #expect(result.tree.root?.stringEquals(value) == true)
  }

  @Test(arguments: ["0", "-0", "10", "0.5", "-1.25", "1e5", "1E+5", "0e-0", "123456789012345678901234567890"])
  func numbers(text: String) {
    for surrounded in [text, "[\(text)]", "[ \(text) , 1]", "{\"a\":\(text)}"] {
      #expect(parse(surrounded).diagnostics.isEmpty, "\(surrounded)")
    }
    #expect(parse(text).tree.root?.kind == .number)
    #expect(parse(text).tree.root?.scalarText == text)
  }

  @Test func stringsAreComparedWithoutMakingThem() throws {
    let root = try #require(parse(#"["Allow", "All\u006fw", 1]"#).tree.root)
    let all = Array(root.elements)
    #expect(all[0].stringEquals("Allow" as StaticString))
    #expect(all[1].stringEquals("Allow" as StaticString))
    #expect(!all[0].stringEquals("Allo" as StaticString))
    #expect(!all[0].stringEquals("allow" as StaticString))
    #expect(!all[2].stringEquals("1" as StaticString))
    #expect(all[0].withUTF8 { Array($0) } == Array("Allow".utf8))
  }

  @Test func byteOrderMarkIsReadWithAWarning() {
    let result = parse("\u{FEFF}{\"a\": 1}")
    #expect(result.diagnostics.map(\.code) == ["byte-order-mark"])
    #expect(!result.hasErrors)
    #expect(result.tree.root?["a"]?.text == "1")
  }
}

func parse(
  _ text: String, name: String = "policy.json", parser: DocumentParser = DocumentParser()
) -> DocumentParser.Result {
  parser.parse(SourceFile(name: name, text: text))
}

/// Diagnostics as `line:column message`, which is what a person sees of them.
func shown(_ result: DocumentParser.Result) -> [String] {
  result.diagnostics.map {
    let position = $0.file.position(at: $0.range.lowerBound)
    return "\(position.line):\(position.column) \($0.message)"
  }
}
