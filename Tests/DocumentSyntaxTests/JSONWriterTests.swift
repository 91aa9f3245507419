import DocumentSyntax
import SourceText
import Testing

@Suite struct JSONWriterTests {
  private let value: JSONValue = [
    "Version": "2012-10-17", "Statement": [["Effect": "Allow", "Count": 3, "On": true]], "Empty": [], "None": [:],
  ]

  @Test func laidOutAsTheCommandLineDoes() {
    #expect(
      JSONWriter.pretty.write(value) == """
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Count": 3,
                    "On": true
                }
            ],
            "Empty": [],
            "None": {}
        }
        """)
  }

  @Test("what has to be escaped is seen wherever it stands", arguments: ["\"", "\\", "\n", "\u{1}", "\u{1F}"])
  func escapesEverywhere(text: String) {
    let escaped = JSONWriter.compact.write(.string(text)).dropFirst().dropLast()
    for count in 0..<20 {
      let before = String(repeating: "é~", count: count)
      #expect(JSONWriter.compact.write(.string(before + text + "abc")) == "\"" + before + escaped + "abc\"")
      #expect(JSONWriter.compact.write(.string(before + " !#[]\u{7F}")) == "\"" + before + " !#[]\u{7F}\"")
    }
  }

  @Test func compact() {
    #expect(
      JSONWriter.compact.write(value)
        == #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Count":3,"On":true}],"Empty":[],"None":{}}"#)
  }

  @Test func escapes() {
    let text: JSONValue = "\"\\/\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F}é😀\u{2028}"
    #expect(
      JSONWriter.compact.write(text)
        == "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u{7F}é😀\u{2028}\"")
    #expect(
      JSONWriter(indentation: nil, isASCII: true).write(text)
        == "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\\u007f\\u00e9\\ud83d\\ude00\\u2028\"")
  }

  @Test func whatIsNoNumberBecomesAString() {
    #expect(
      JSONWriter.compact.write([.number("1e5"), .number("01"), .number("NaN"), .number(""), .null])
        == #"[1e5,"01","NaN","",null]"#)
  }

  @Test func valuesOfNodes() throws {
    let root = try #require(parse(#"{"a": [1.50, "x\n"], "a": null, "b": {}}"#).tree.root)
    #expect(
      JSONValue(root)
        == .object([
          .init("a", [.number("1.50"), "x\n"]), .init("a", .null), .init("b", [:]),
        ]))
    #expect(JSONValue(root)["a"] == [.number("1.50"), "x\n"])
    #expect(try JSONValue(#require(root["a"])) == [.number("1.50"), "x\n"])
  }

  @Test func whatCouldNotBeReadIsNullOrLeftOut() throws {
    let root = try #require(parse(#"{"a": , [1]: 2, "c": 3}"#).tree.root)
    #expect(JSONWriter.compact.write(JSONValue(root)) == #"{"a":null,"c":3}"#)
  }
}
