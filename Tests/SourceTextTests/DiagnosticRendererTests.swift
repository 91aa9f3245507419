import SourceText
import Testing

@Suite struct DiagnosticRendererTests {
  @Test func placeMessageLineAndHelp() {
    #expect(
      render("{\n  \"Effect\": \"Alow\"\n}\n", marking: "\"Alow\"", help: "expected `Allow` or `Deny`") == """
        policy.json:2:13: error: unknown effect
              "Effect": "Alow"
                        ^^^^^^
          help: expected `Allow` or `Deny`

        """)
  }

  @Test func tabsAreExpanded() {
    #expect(excerpt("\t\"a\":\tx", marking: "x") == ["        \"a\":    x", "                ^"])
  }

  @Test func columnsOfWideAndCombiningCharacters() {
    #expect(excerpt("日本: x", marking: "x") == ["    日本: x", "          ^"])
    #expect(excerpt("e\u{301}: x", marking: "x") == ["    e\u{301}: x", "       ^"])
    #expect(excerpt("x: 日本", marking: "日本") == ["    x: 日本", "       ^^^^"])
    #expect(excerpt("😀 x", marking: "x") == ["    😀 x", "       ^"])
  }

  @Test func charactersThatATerminalWouldObeyAreReplaced() {
    #expect(excerpt("a\u{1B}[31m x", marking: "x") == ["    a␛[31m x", "           ^"])
    #expect(excerpt("\u{202E}a x", marking: "x") == ["    \u{FFFD}a x", "       ^"])
  }

  @Test func malformedBytesTakeOneColumnEach() {
    let file = SourceFile(name: "f", bytes: [0x61, 0xFF, 0xE3, 0x81, 0x62, 0x63])
    let text = DiagnosticRenderer().render(
      Diagnostic(.error, code: "c", "m", in: file, at: ByteRange(4, 5)))
    #expect(text == "f:1:4: error: m\n    a\u{FFFD}\u{FFFD}bc\n       ^\n")
  }

  @Test func emptySpansAndSpansOfSeveralLines() {
    #expect(excerpt("ab", at: ByteRange(2, 2)) == ["    ab", "      ^"])
    #expect(excerpt("[\n1\n]", at: ByteRange(0, 5)) == ["    [", "    ^"])
    #expect(excerpt("a [\n1\n]", at: ByteRange(2, 7)) == ["    a [", "      ^"])
    #expect(excerpt("", at: ByteRange(0, 0)) == [])
  }

  @Test func longLinesAreCutAroundTheSpan() throws {
    let text = String(repeating: "a", count: 500) + "HERE" + String(repeating: "b", count: 500)
    let lines = excerpt(text, marking: "HERE", maximumColumns: 40)
    let line = try #require(lines.first)
    #expect(line.hasPrefix("    …a") && line.hasSuffix("b…"))
    #expect(line.count <= 4 + 42)
    // The carets stand under the span.
    let caret = try #require(lines.last?.firstIndex(of: "^"))
    let column = try #require(lines.last).distance(from: lines[1].startIndex, to: caret)
    #expect(line.dropFirst(column).hasPrefix("HERE"))
    #expect(lines.last?.filter { $0 == "^" }.count == 4)
  }

  @Test func spansLongerThanTheLineLimitAreCut() {
    let text = "[" + String(repeating: "x", count: 5_000) + "]"
    let lines = excerpt(text, at: ByteRange(0, 5_002), maximumColumns: 40)
    #expect(lines.map(\.count) == [4 + 41, 4 + 40])
    let shifted = excerpt(String(repeating: "日", count: 3_000), at: ByteRange(3_000, 3_003), maximumColumns: 40)
    #expect(shifted.last?.filter { $0 == "^" }.count == 2)
  }

  @Test func aVeryLongLineIsShownQuickly() {
    let text = String(repeating: "x", count: 2_000_000)
    let clock = ContinuousClock()
    let time = clock.measure { #expect(excerpt(text, at: ByteRange(1_000_000, 1_000_001)).count == 2) }
    #expect(time < .seconds(10))
  }

  @Test func coloursOnlyWhenAsked() {
    let file = SourceFile(name: "f", text: "x")
    let diagnostic = Diagnostic(.warning, code: "c", "m", in: file, at: ByteRange(0, 1))
    #expect(!DiagnosticRenderer().render(diagnostic).contains("\u{1B}"))
    #expect(DiagnosticRenderer(usesColour: true).render(diagnostic).contains("\u{1B}[1;33mwarning:\u{1B}[0m m"))
  }

  private func render(_ text: String, marking part: String, help: String? = nil) -> String {
    let range = rangeOf(part, in: text)
    let file = SourceFile(name: "policy.json", text: text)
    return DiagnosticRenderer().render(
      Diagnostic(.error, code: "c", "unknown effect", in: file, at: range, help: help))
  }

  private func rangeOf(_ part: String, in text: String) -> ByteRange {
    let bytes = Array(text.utf8)
    let wanted = Array(part.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? 0
    return ByteRange(start, start + wanted.count)
  }

  private func excerpt(_ text: String, marking part: String, maximumColumns: Int = 100) -> [String] {
    excerpt(text, at: rangeOf(part, in: text), maximumColumns: maximumColumns)
  }

  private func excerpt(_ text: String, at range: ByteRange, maximumColumns: Int = 100) -> [String] {
    let diagnostic = Diagnostic(.error, code: "c", "m", in: SourceFile(name: "f", text: text), at: range)
    let lines = DiagnosticRenderer(maximumColumns: maximumColumns).render(diagnostic).split(
      separator: "\n", omittingEmptySubsequences: true)
    return lines.dropFirst().map(String.init)
  }
}
