import DocumentSyntax
import PolicyTestSupport
import SourceText
import Testing

@Suite("Hostile documents end quickly, with few words")
struct HostileDocumentTests {
  @Test(arguments: [DocumentFormat.json, .yaml])
  func tenThousandDeep(format: DocumentFormat) {
    let text = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
    let result = DocumentParser().parse(SourceFile(name: "p", text: text), format: format)
    // libyaml looks so far ahead that it knows no better place than the beginning.
    let place = format == .json ? "1:129" : "1:1"
    #expect(shown(result) == ["\(place) arrays and objects are nested more than 128 deep here"])
    let objects = String(repeating: "{\"a\":", count: 10_000) + "1" + String(repeating: "}", count: 10_000)
    #expect(parse(objects).diagnostics.map(\.code) == ["nesting-too-deep"])
  }

  @Test func deepDocumentsAreReadWhenAskedFor() throws {
    let text = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
    let result = parse(text, parser: DocumentParser(maximumDepth: 10_000))
    #expect(result.diagnostics.isEmpty)
    var node = try #require(result.tree.root)
    var depth = 1
    while let inner = node.elements.first {
      node = inner
      depth += 1
    }
    #expect(depth == 10_000)
  }

  @Test(arguments: [DocumentFormat.json, .yaml])
  func aMegabyteOfBrackets(format: DocumentFormat) {
    for bracket in ["[", "{", "]", "{\"a\":["] {
      let text = String(repeating: bracket, count: 1_000_000 / bracket.utf8.count)
      let result = DocumentParser().parse(SourceFile(name: "p", text: text), format: format)
      #expect(result.diagnostics.count == 1, "\(bracket): \(shown(result).prefix(3))")
      #expect(misplaced(result) == [])
    }
  }

  @Test func siblingsThatAreTooDeepAreReportedOnce() {
    let text = "[" + Array(repeating: "[[[1]]]", count: 1_000).joined(separator: ",") + "]"
    let result = parse(text, parser: DocumentParser(maximumDepth: 2))
    #expect(result.diagnostics.map(\.code) == ["nesting-too-deep"])
    #expect(result.tree.root?.elements.count == 1_000)
  }

  @Test func manyDuplicateKeys() {
    let same = "{" + Array(repeating: "\"a\":1", count: 100_000).joined(separator: ",") + "}"
    let result = parse(same)
    #expect(result.diagnostics.count == 101)
    #expect(result.diagnostics.last?.message == "99899 more mistakes are not shown")
    #expect(result.diagnostics.first?.help == "first written at 1:2: keep one of them, or join their values")
    #expect(result.tree.root?.members.count == 100_000)
    let different = "{" + (0..<100_000).map { "\"key\($0)\":1" }.joined(separator: ",") + ",\"key7\":2}"
    #expect(parse(different).diagnostics.map(\.message) == ["the key `key7` is given twice in one object"])
  }

  @Test func duplicateKeysAreComparedDecoded() {
    #expect(shown(parse(#"{"a": 1, "\u0061": 2}"#)) == [#"1:10 the key `\u0061` is given twice in one object"#])
    // Not the same bytes: AWS compares keys that way, and Unicode's equivalence of accents is not meant here.
    #expect(parse("{\"\u{E9}\": 1, \"e\u{301}\": 2}").diagnostics.isEmpty)
    let many = (0..<40).map { "\"k\($0)\":1" }.joined(separator: ",")
    #expect(parse("{\(many),\"k\\u0031\":1}").diagnostics.count == 1)
  }

  @Test func longStrings() {
    let long = String(repeating: "é\\n", count: 500_000)
    let result = parse("[\"\(long)\"]")
    #expect(result.diagnostics.isEmpty)
    #expect(result.tree.root?.elements.first?.stringValue?.utf8.count == 1_500_000)
    let open = parse("[\"" + String(repeating: "x", count: 1_000_000))
    #expect(shown(open) == ["1:2 this string has no closing quotation mark"])
  }

  @Test func zeroBytes() {
    let zeros = SourceFile(name: "p.json", bytes: Array(repeating: 0, count: 100_000))
    #expect(DocumentParser().parse(zeros).diagnostics.count <= 2)
    let yaml = SourceFile(name: "p.yaml", bytes: Array(repeating: 0, count: 100_000))
    #expect(DocumentParser().parse(yaml).diagnostics.map(\.message) == ["a control character may not stand in YAML"])
  }

  @Test(arguments: ["p.json", "p.yaml"])
  func randomBytesGiveABoundedReport(name: String) {
    var random = SplitMix64(seed: 4)
    let bytes = (0..<300_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    let result = DocumentParser().parse(SourceFile(name: name, bytes: bytes))
    #expect(result.diagnostics.count <= 101)
    #expect(result.hasErrors)
    #expect(misplaced(result) == [])
  }

  @Test func manyMisplacedBracketsAreNotQuadratic() {
    let text = "[" + String(repeating: "{]}[},", count: 150_000)
    let clock = ContinuousClock()
    let time = clock.measure { #expect(parse(text).diagnostics.count <= 101) }
    #expect(time < .seconds(20))
  }

  /// Each piece asks the recovery to look ahead; none may make it look through the whole rest each time.
  @Test(arguments: [
    "a /", "a=", "a:", "'", "'\\',", "\"\\\"", "[\"a\" ", "\"a\" x", "[1 2", "“", "{\"a\": [\"b\", \"c\": ", "\"a, ",
    "x\"",
    "\"a\":: ", "\u{1}", "+", "/*", "[\"b\": ",
  ])
  func noPieceRepeatedIsQuadratic(piece: String) {
    let text = "{\"x\": [" + String(repeating: piece, count: 100_000 / piece.utf8.count)
    let clock = ContinuousClock()
    let time = clock.measure {
      let result = parse(text)
      #expect(result.hasErrors)
      #expect(result.diagnostics.count <= 101)
    }
    #expect(time < .seconds(20))
  }

  @Test func malformedBytesAreReportedOncePerRun() throws {
    var bytes = Array("{\"a\": \"x".utf8)
    bytes += [0xFF, 0xC0, 0x80]
    bytes += Array("y\", ".utf8) + [0xED, 0xA0, 0x80] + Array(" \"b\": \"".utf8) + [0xC3] + Array("\"}".utf8)
    let result = DocumentParser().parse(SourceFile(name: "p.json", bytes: bytes))
    #expect(
      shown(result) == [
        "1:9 the bytes 0xFF 0xC0 0x80 are not UTF-8", "1:15 the bytes 0xED 0xA0 0x80 are not UTF-8",
        "1:23 the byte 0xC3 is not UTF-8",
      ])
    let root = try #require(result.tree.root)
    #expect(root["a"]?.stringValue == "x\u{FFFD}y")
    #expect(root["b"]?.stringValue == "\u{FFFD}")
    #expect(root["a"]?.withUTF8 { String(validating: $0, as: UTF8.self) } == "x\u{FFFD}y")
  }
}
