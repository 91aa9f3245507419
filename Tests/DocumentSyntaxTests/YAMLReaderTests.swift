import DocumentSyntax
import SourceText
import Testing

@Suite("YAML: well-formed documents")
struct YAMLReaderTests {
  @Test func aPolicy() throws {
    let text = """
      # Reads one secret.
      Version: 2012-10-17
      Statement:
        - Sid: "Read"
          Effect: Allow
          Action: [secretsmanager:GetSecretValue, 'secretsmanager:DescribeSecret']
          Resource: arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/*
          Condition:
            StringEquals: {"aws:ResourceTag/env": "prod"}
            Bool:
              aws:SecureTransport: true
      """
    let result = parseYAML(text)
    #expect(shown(result) == [])
    let root = try #require(result.tree.root)
    #expect(root["Version"]?.kind == .string)
    #expect(root["Version"]?.stringValue == "2012-10-17")
    let statement = try #require(root["Statement"]?.elements.first)
    #expect(statement["Sid"]?.text == "\"Read\"")
    #expect(statement["Sid"]?.stringValue == "Read")
    #expect(statement["Effect"]?.stringEquals("Allow" as StaticString) == true)
    #expect(
      statement["Action"]?.elements.map(\.stringValue) == [
        "secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret",
      ])
    #expect(statement["Action"]?.elements.map(\.text).last == "'secretsmanager:DescribeSecret'")
    #expect(statement["Condition"]?["Bool"]?["aws:SecureTransport"]?.booleanValue == true)
    #expect(statement["Condition"]?["StringEquals"]?.text == "{\"aws:ResourceTag/env\": \"prod\"}")
    // An indented collection ends with its last value, not with the line end behind it.
    #expect(root.range == ByteRange(20, text.utf8.count))
    #expect(statement.text.hasPrefix("Sid:") && statement.text.hasSuffix("aws:SecureTransport: true"))
  }

  /// The core schema's table.
  ///
  /// YAML 1.2.2, section 10.3.2: https://yaml.org/spec/1.2.2/#1032-tag-resolution
  @Test(arguments: [
    ("null", SyntaxKind.null), ("Null", .null), ("NULL", .null), ("~", .null), ("", .null), ("nULL", .string),
    ("true", .boolean), ("True", .boolean), ("TRUE", .boolean), ("false", .boolean), ("tRUE", .string),
    ("yes", .string), ("on", .string), ("y", .string),
    ("0", .number), ("-19", .number), ("+12", .number), ("0o14", .number), ("0x1F", .number), ("0o8", .string),
    ("0.", .number), ("-0.0", .number), (".5", .number), ("+12e03", .number), ("-2E+05", .number),
    (".inf", .number), ("-.Inf", .number), (".nan", .number), ("-.nan", .string), (".", .string), ("1e", .string),
    ("-", .string), ("+", .string), ("1_000", .string), ("0x", .string), ("12:30", .string), ("1.2.3", .string),
    ("2012-10-17", .string), ("10.0.0.0/8", .string), ("Allow", .string), ("s3:*", .string),
    ("'true'", .string), ("\"12\"", .string), ("!!str 12", .string), ("!!int 12", .number), ("!!bool true", .boolean),
    ("! 12", .string), ("!!null ~", .null), ("!!float 1.5", .number),
  ])
  func coreSchema(text: String, kind: SyntaxKind) {
    // A lone `-` would begin a list.
    for surrounded in text == "-" || text == "" ? ["key: \(text)"] : ["key: \(text)", "key:\n  \(text)\n"] {
      let result = parseYAML(surrounded)
      if text == "-" { continue }
      #expect(shown(result) == [], "\(surrounded)")
      #expect(result.tree.root?["key"]?.kind == kind, "\(surrounded)")
    }
  }

  @Test(arguments: [
    ("key: |\n  a\n   b\n\nnext: 1", "a\n b\n", "|\n  a\n   b"),
    ("key: |-\n  a\n  b\n", "a\nb", "|-\n  a\n  b"),
    ("key: >\n  a\n  b\n", "a b\n", ">\n  a\n  b"),
    ("key: \"a\\tb\\u00e9\\x41\"", "a\tbéA", "\"a\\tb\\u00e9\\x41\""),
    ("key: 'it''s'", "it's", "'it''s'"),
    ("key: a\n  b", "a b", "a\n  b"),
    ("key: plain # remark", "plain", "plain"),
    ("key: !!str 1", "1", "1"),
    ("key: &name text", "text", "text"),
    ("key: &name !!str\n  text", "text", "text"),
  ])
  func textOfScalars(text: String, value: String, written: String) {
    for lineEnd in ["\n", "\r\n"] {
      let result = parseYAML(text.replacing("\n", with: lineEnd))
      #expect(shown(result) == [])
      #expect(result.tree.root?["key"]?.stringValue == value)
      #expect(result.tree.root?["key"]?.text == written.replacing("\n", with: lineEnd))
    }
  }

  @Test func placesBehindLongCharactersAndLineEnds() throws {
    for lineEnd in ["\n", "\r\n", "\r"] {
      let text = ["# 日本 😀", "é: [ü, \"😀\", {ä: ö}]", "z: end"].joined(separator: lineEnd)
      for start in ["", "\u{FEFF}"] {
        let result = parseYAML(start + text)
        #expect(shown(result) == [])
        let root = try #require(result.tree.root)
        #expect(root.members.map(\.key.text) == ["é", "z"])
        #expect(root["é"]?.text == "[ü, \"😀\", {ä: ö}]")
        #expect(root["é"]?.elements.map(\.text) == ["ü", "\"😀\"", "{ä: ö}"])
        #expect(root["z"]?.text == "end")
      }
    }
  }

  @Test func keysAreTexts() throws {
    let root = try #require(parseYAML("12: a\ntrue: b\n~: c\n\"q\": d\n").tree.root)
    #expect(root.members.map(\.name) == ["12", "true", "~", "q"])
  }

  @Test func aliasesStandForTheirAnchors() throws {
    let result = parseYAML("a: &list [1, {b: x}]\nc: *list\nd: [*list, 2]\n&k e: *k\n")
    #expect(shown(result) == [])
    let root = try #require(result.tree.root)
    let list: JSONValue = [1, ["b": "x"]]
    #expect(JSONValue(root) == ["a": list, "c": list, "d": [list, 2], "e": "e"])
    // The copy's text is the original's.
    #expect(root["c"]?.range == root["a"]?.range)
  }

  @Test func numbersInJSONNotation() throws {
    let text = "[0x1F, 0o17, +1, .5, 1., 1.e3, 007, -.5, -007.50, .inf, 0, -0, 0x10000000000000000]"
    let root = try #require(parseYAML(text).tree.root)
    let written = "[31,15,1,0.5,1,1e3,7,-0.5,-7.50,\".inf\",0,-0,\"0x10000000000000000\"]"
    #expect(JSONWriter.compact.write(JSONValue(root)) == written)
    #expect(root.elements.map(\.scalarText).first == "0x1F")
  }

  @Test func oneDocumentMayHaveMarkers() {
    #expect(shown(parseYAML("%YAML 1.2\n---\na: 1\n...\n")) == [])
    #expect(shown(parseYAML("---\na: 1\n")) == [])
  }
}

func parseYAML(_ text: String, parser: DocumentParser = DocumentParser()) -> DocumentParser.Result {
  parse(text, name: "policy.yaml", parser: parser)
}
