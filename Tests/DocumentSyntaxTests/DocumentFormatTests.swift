import DocumentSyntax
import SourceText
import Testing

@Suite struct DocumentFormatTests {
  @Test(arguments: [
    ("p.json", "a: 1", DocumentFormat.json), ("p.JSON", "", .json), ("p.yaml", "{}", .yaml), ("p.yml", "[]", .yaml),
    ("<standard input>", "{\"a\": 1}", .json), ("policy", " \n\t[1]", .json), ("policy", "\u{FEFF}{}", .json),
    ("policy", "Version: 1", .yaml), ("policy", "---\n{}", .yaml), ("policy", "# remark\n{}", .yaml),
    ("policy", "", .json), ("policy", "{a: 1}", .json),
  ])
  func format(name: String, text: String, expected: DocumentFormat) {
    let file = SourceFile(name: name, text: text)
    #expect(DocumentParser.format(of: file) == expected)
    #expect(DocumentParser().parse(file).tree.format == expected)
  }

  @Test func theCallerMayDecide() {
    let file = SourceFile(name: "p.json", text: "a: 1")
    #expect(DocumentParser().parse(file, format: .yaml).tree.root?["a"]?.text == "1")
  }

  @Test func sixteenBitTextIsNamed() {
    let bytes: [UInt8] = [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00]
    for name in ["p.json", "p.yaml", "p"] {
      let result = DocumentParser().parse(SourceFile(name: name, bytes: bytes))
      #expect(shown(result) == ["1:1 the file is written in UTF-16, expected UTF-8"])
      #expect(result.tree.root == nil)
    }
  }
}
