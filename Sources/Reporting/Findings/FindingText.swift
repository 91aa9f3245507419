import SourceText
import Wildcards

/// Findings for people: the place, the line with the place underlined, what to do; files apart, a summary last.
struct FindingText {
  let style: TextStyle

  func text(_ report: FindingReport) -> String {
    var text = TextBuffer()
    append(blocksOf: report, to: &text)
    if !text.isEmpty { text.append("\n") }
    text.append(summary(report))
    text.append("\n")
    return text.finish()
  }

  /// The findings alone.
  func blocks(_ report: FindingReport) -> String {
    var text = TextBuffer()
    append(blocksOf: report, to: &text)
    return text.finish()
  }

  private func append(blocksOf report: FindingReport, to text: inout TextBuffer) {
    var file: SourceFile?
    var name = ""
    for index in report.findings.indices {
      let next = report.findings[index].finding.file
      if file !== next {
        name = next.name.printable
        if file != nil { text.append("\n") }
        if let words = report.policies.words(for: next) { text.append("\(name): \(words)\n") }
        file = next
      }
      append(report.findings[index], fileName: name, explains: report.explains, to: &text)
    }
  }

  private func append(_ placed: PlacedFinding, fileName: String, explains: Bool, to text: inout TextBuffer) {
    let finding = placed.finding
    if style.isColoured {
      text.append(style.heading("\(fileName):\(placed.start.line):\(placed.start.column):"))
    } else {
      append(placed.start, of: fileName, to: &text)
      text.append(":")
    }
    text.append(" ")
    text.append(style.severity(finding.severity, finding.severity.rawValue + ":"))
    text.append(" ")
    text.append(printable: finding.message)
    text.append(" [")
    text.append(printable: finding.rule.id)
    text.append("]\n")
    DiagnosticRenderer(usesColour: style.isColoured)
      .appendExcerpt(of: finding.range, in: finding.file, placed.lines, to: &text)
    for note in finding.notes { append(line: "", note, to: &text) }
    append(relatedOf: placed, fileName: fileName, to: &text)
    if explains { append(line: "why:", finding.rule.why, to: &text) }
    if let help = finding.help { append(line: "help:", help, to: &text) }
    for fix in finding.fixes {
      append(label: "fix:", to: &text)
      text.append(printable: fix.title)
      text.append(" (")
      text.append(fix.safety.words)
      text.append(")\n")
      append(shapeOf: fix, to: &text)
    }
    if explains, let place = finding.rule.page ?? finding.rule.link { append(line: "see:", place, to: &text) }
  }

  /// A line of its own, behind a label or without one.
  private func append(line label: String, _ words: String, to text: inout TextBuffer) {
    if label.isEmpty { text.append("  ") } else { append(label: label, to: &text) }
    text.append(printable: words)
    text.append("\n")
  }

  private func append(label: String, to text: inout TextBuffer) {
    text.append("  ")
    text.append(style.heading(label))
    text.append(" ")
  }

  /// File, line and column.
  private func append(_ position: SourcePosition, of fileName: String, to text: inout TextBuffer) {
    text.append(fileName)
    text.append(":")
    text.append(position.line)
    text.append(":")
    text.append(position.column)
  }

  /// What is to be completed, a line each, unless the title says it already.
  private func append(shapeOf fix: FixIt, to text: inout TextBuffer) {
    guard fix.safety == .shownOnly else { return }
    var replacement = fix.replacement
    replacement.withUTF8 { append(shape: $0, of: fix, to: &text) }
  }

  private func append(shape bytes: UnsafeBufferPointer<UInt8>, of fix: FixIt, to text: inout TextBuffer) {
    // What parts it from the text around is of no interest.
    func isPart(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ",") || byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard let first = bytes.firstIndex(where: { !isPart($0) }), let last = bytes.lastIndex(where: { !isPart($0) })
    else { return }
    let shown = UnsafeBufferPointer(rebasing: bytes[first...last])
    // Text in a string of another document is hard to read.
    guard shown.count > Self.shortest, !Self.holdsEscapedQuote(shown),
      shown.count > fix.title.utf8.count || !fix.title.holds(String(decoding: shown, as: UTF8.self))
    else { return }
    let lines = Self.lines(of: shown)
    let margin = lines.dropFirst().map { shown[$0].prefix { $0 == 0x20 || $0 == 0x09 }.count }.min() ?? 0
    for (index, line) in lines.enumerated() {
      text.append("    ")
      text.append(printable: UnsafeBufferPointer(rebasing: index == 0 ? shown[line] : shown[line].dropFirst(margin)))
      text.append("\n")
    }
  }

  private static func holdsEscapedQuote(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    // Without a way out of the loop, the compiler looks at sixteen bytes at once.
    var found: UInt8 = 0
    for index in 1..<max(1, bytes.count) {
      found |= (bytes[index &- 1] == UInt8(ascii: "\\") ? 1 : 0) & (bytes[index] == UInt8(ascii: "\"") ? 1 : 0)
    }
    return found != 0
  }

  /// The lines that are not empty.
  private static func lines(of bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for index in 0...bytes.count where index == bytes.count || bytes[index] == 0x0A || bytes[index] == 0x0D {
      if index > start { lines.append(start..<index) }
      start = index + 1
    }
    return lines
  }

  /// Less than that many bytes are some mark of punctuation.
  private static let shortest = 8

  /// The further places, a line each; of many the first ones.
  private func append(relatedOf placed: PlacedFinding, fileName: String, to text: inout TextBuffer) {
    let related = placed.finding.related
    for range in related.prefix(Self.maximumRelated) {
      append(label: "and at:", to: &text)
      append(placed.lines.position(at: range.lowerBound), of: fileName, to: &text)
      text.append("\n")
    }
    guard related.count > Self.maximumRelated else { return }
    append(label: "and at:", to: &text)
    text.append("\(related.count - Self.maximumRelated) more places\n")
  }

  private static let maximumRelated = 5

  private func summary(_ report: FindingReport) -> String {
    let files = Self.count(report.files.count, "file")
    guard !report.findings.isEmpty else {
      return style.verdict("no findings in \(files)\(leftOut(report))", isGood: true)
    }
    let counts = ReportedSeverity.allCases.reversed().compactMap { severity -> String? in
      let count = report.count(of: severity)
      return count == 0 ? nil : "\(count) \(severity.rawValue)"
    }
    let findings = Self.count(report.findings.count, "finding")
    var text = style.verdict(
      "\(findings) in \(files): \(counts.joined(separator: ", "))\(leftOut(report))", isGood: false)
    if let page = report.findings.lazy.compactMap(\.finding.rule.page).first {
      let folder = page.split(separator: "/").dropLast().joined(separator: "/")
      text += "\nwhat a rule means: `iamsim rules RULE`, or \(folder)/RULE.md"
    }
    return text
  }

  /// What is not among the findings, and why.
  private func leftOut(_ report: FindingReport) -> String {
    var parts: [String] = []
    if !report.suppressed.isEmpty { parts.append("\(report.suppressed.count) suppressed") }
    if report.known > 0 { parts.append("\(report.known) in the baseline") }
    return parts.isEmpty ? "" : "; " + parts.joined(separator: ", ")
  }

  private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

extension FixIt.Safety {
  /// What to know before making the edit.
  var words: String {
    switch self {
    case .safe: "safe"
    case .changesBehaviour: "changes what the policy means"
    case .shownOnly: "to be completed by hand"
    }
  }
}

extension TextStyle {
  /// A severity in its colour: red, yellow or cyan.
  func severity(_ severity: ReportedSeverity, _ text: String) -> String {
    guard isColoured else { return text }
    let colour =
      switch severity {
      case .error, .critical, .high: "31"
      case .medium: "33"
      case .low, .info: "36"
      }
    return "\u{1B}[1;\(colour)m\(text)\u{1B}[0m"
  }
}
