import SourceText
import Wildcards

/// Findings for people: the place, the line with the place underlined, what to do; files apart, a summary last.
struct FindingText {
  let style: TextStyle
  private let labels: Labels

  init(style: TextStyle) {
    self.style = style
    labels = Labels(style)
  }

  /// What stands before what is said of a finding.
  private struct Labels {
    let why: String
    let help: String
    let fix: String
    let see: String
    let place: String

    init(_ style: TextStyle) {
      func label(_ word: String) -> String { "  \(style.heading(word + ":")) " }
      why = label("why")
      help = label("help")
      fix = label("fix")
      see = label("see")
      place = label("and at")
    }
  }

  func text(_ report: FindingReport) -> String {
    var text = TextBuffer()
    append(blocksOf: report, to: &text)
    if !text.isEmpty { text.endLine() }
    text.append(summary(report))
    text.endLine()
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
        if file != nil { text.endLine() }
        if let words = report.policies.words(for: next) {
          text.append(name)
          text.append(": ")
          text.append(words)
          text.endLine()
        }
        file = next
      }
      append(report.findings[index], fileName: name, explains: report.explains, to: &text)
    }
  }

  private func append(_ placed: PlacedFinding, fileName: String, explains: Bool, to text: inout TextBuffer) {
    let finding = placed.finding
    if style.isColoured {
      text.append(style.heading("\(fileName):\(placed.start.line):\(placed.start.column):"))
      text.append(" ")
      text.append(style.severity(finding.severity, finding.severity.rawValue + ":"))
      text.append(" ")
    } else {
      append(placed.start, of: fileName, to: &text)
      text.append(": ")
      text.append(finding.severity.rawValue)
      text.append(": ")
    }
    text.append(printable: finding.message)
    text.append(" [")
    text.append(printable: finding.rule.id)
    text.append(ascii: UInt8(ascii: "]"))
    text.endLine()
    DiagnosticRenderer(usesColour: style.isColoured)
      .appendExcerpt(of: finding.range, in: finding.file, placed.lines, to: &text)
    for note in finding.notes { append("  ", note, to: &text) }
    append(relatedOf: placed, fileName: fileName, to: &text)
    if explains { append(labels.why, finding.rule.why, to: &text) }
    if let help = finding.help { append(labels.help, help, to: &text) }
    for fix in finding.fixes {
      text.append(labels.fix)
      text.append(printable: fix.title)
      text.append(" (")
      text.append(fix.safety.words)
      text.append(ascii: UInt8(ascii: ")"))
      text.endLine()
      if fix.safety == .shownOnly { append(shapeOf: fix, to: &text) }
    }
    if explains, let place = finding.rule.page ?? finding.rule.link { append(labels.see, place, to: &text) }
  }

  /// A line of its own.
  private func append(_ label: String, _ words: String, to text: inout TextBuffer) {
    text.append(label)
    text.append(printable: words)
    text.endLine()
  }

  /// File, line and column.
  private func append(_ position: SourcePosition, of fileName: String, to text: inout TextBuffer) {
    text.append(fileName)
    text.append(ascii: UInt8(ascii: ":"))
    text.append(position.line)
    text.append(ascii: UInt8(ascii: ":"))
    text.append(position.column)
  }

  /// What is to be completed, a line each, unless the title says it already.
  private func append(shapeOf fix: FixIt, to text: inout TextBuffer) {
    var replacement = fix.replacement
    replacement.withUTF8 { bytes in
      // What parts it from the text around is of no interest.
      guard let first = bytes.firstIndex(where: { !Self.isPart($0) }),
        let last = bytes.lastIndex(where: { !Self.isPart($0) })
      else { return }
      let shown = UnsafeBufferPointer(rebasing: bytes[first...last])
      // Text in a string of another document is hard to read.
      guard shown.count > Self.shortest, !Self.holdsEscapedQuote(shown),
        shown.count > fix.title.utf8.count || !fix.title.holds(String(decoding: shown, as: UTF8.self))
      else { return }
      append(linesOf: shown, to: &text)
    }
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private static func holdsEscapedQuote(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    // Without a way out of the loop, the compiler looks at sixteen bytes at once.
    var found: UInt8 = 0
    for index in 1..<max(1, bytes.count) {
      found |= (bytes[index &- 1] == UInt8(ascii: "\\") ? 1 : 0) & (bytes[index] == UInt8(ascii: "\"") ? 1 : 0)
    }
    return found != 0
  }

  /// The lines that are not empty, without the margin that all but the first have in common.
  private func append(linesOf bytes: UnsafeBufferPointer<UInt8>, to text: inout TextBuffer) {
    let starts = LineTable.starts(bytes)
    func line(_ number: Int) -> Slice<UnsafeBufferPointer<UInt8>> {
      var end = number + 1 < starts.count ? starts[number + 1] : bytes.count
      while end > starts[number], bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
      return bytes[starts[number]..<end]
    }
    var margin = Int.max
    for number in 1..<max(1, starts.count) {
      let line = line(number)
      if !line.isEmpty { margin = min(margin, line.prefix { $0 == 0x20 || $0 == 0x09 }.count) }
    }
    for number in starts.indices {
      let line = line(number)
      guard !line.isEmpty else { continue }
      text.append("    ")
      text.append(printable: UnsafeBufferPointer(rebasing: number == 0 ? line : line.dropFirst(margin)))
      text.endLine()
    }
  }

  /// Less than that many bytes are some mark of punctuation.
  private static let shortest = 8

  /// The further places, a line each; of many the first ones.
  private func append(relatedOf placed: PlacedFinding, fileName: String, to text: inout TextBuffer) {
    let related = placed.finding.related
    for range in related.prefix(Self.maximumRelated) {
      text.append(labels.place)
      append(placed.lines.position(at: range.lowerBound), of: fileName, to: &text)
      text.endLine()
    }
    guard related.count > Self.maximumRelated else { return }
    append(labels.place, "\(related.count - Self.maximumRelated) more places", to: &text)
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
