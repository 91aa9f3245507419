import SourceText
import Wildcards

/// Findings for people: the place, the line with the place underlined, what to do; files apart, a summary last.
struct FindingText {
  let style: TextStyle

  func text(_ report: FindingReport) -> String {
    var text = blocks(report)
    if !text.isEmpty { text += "\n" }
    return text + summary(report) + "\n"
  }

  /// The findings alone.
  func blocks(_ report: FindingReport) -> String {
    var text = ""
    var file: SourceFile?
    for finding in report.findings {
      if file !== finding.finding.file {
        if file != nil { text += "\n" }
        if let words = report.policies.words(for: finding.finding.file) { text += "\(finding.fileName): \(words)\n" }
      }
      file = finding.finding.file
      text += block(finding, explains: report.explains)
    }
    return text
  }

  private func block(_ placed: PlacedFinding, explains: Bool) -> String {
    let finding = placed.finding
    let place = style.heading("\(placed.fileName):\(placed.start.line):\(placed.start.column):")
    let severity = style.severity(finding.severity, finding.severity.rawValue + ":")
    var text = "\(place) \(severity) \(finding.message.printable) [\(finding.rule.id.printable)]\n"
    text += DiagnosticRenderer(usesColour: style.isColoured).excerpt(of: finding.range, in: finding.file, placed.lines)
    for note in finding.notes { text += "  \(note.printable)\n" }
    text += related(placed)
    if explains { text += "  \(style.heading("why:")) \(finding.rule.why.printable)\n" }
    if let help = finding.help { text += "  \(style.heading("help:")) \(help.printable)\n" }
    for fix in finding.fixes {
      text += "  \(style.heading("fix:")) \(fix.title.printable) (\(fix.safety.words))\n" + shape(of: fix)
    }
    if explains, let place = finding.rule.page ?? finding.rule.link {
      text += "  \(style.heading("see:")) \(place.printable)\n"
    }
    return text
  }

  /// What is to be completed, a line each, unless the title says it already.
  private func shape(of fix: FixIt) -> String {
    guard fix.safety == .shownOnly else { return "" }
    let replacement = fix.replacement
    // Text in a string of another document is hard to read.
    guard !replacement.holds("\\\"") else { return "" }
    // What parts it from the text around is of no interest.
    let isPart = { (byte: UInt8) in byte == UInt8(ascii: ",") || byte == 0x20 || (0x09...0x0D).contains(byte) }
    let bytes = replacement.utf8
    guard let first = bytes.firstIndex(where: { !isPart($0) }), let last = bytes.lastIndex(where: { !isPart($0) })
    else {
      return ""
    }
    let shown = replacement[first...last]
    guard shown.utf8.count > Self.shortest,
      shown.utf8.count > fix.title.utf8.count || !fix.title.holds(String(shown))
    else { return "" }
    let lines = shown.utf8.split { $0 == 0x0A || $0 == 0x0D }
    let margin = lines.dropFirst().map { $0.prefix { $0 == 0x20 || $0 == 0x09 }.count }.min() ?? 0
    var text = ""
    for (index, line) in lines.enumerated() {
      text += "    "
      text += String(Substring(index == 0 ? line : line.dropFirst(margin))).printable
      text += "\n"
    }
    return text
  }

  /// Less than that many bytes are some mark of punctuation.
  private static let shortest = 8

  /// The further places, a line each; of many the first ones.
  private func related(_ placed: PlacedFinding) -> String {
    let shown = placed.finding.related.prefix(Self.maximumRelated).map { range in
      let position = placed.lines.position(at: range.lowerBound)
      return "  \(style.heading("and at:")) \(placed.fileName):\(position.line):\(position.column)\n"
    }
    let rest = placed.finding.related.count - shown.count
    return shown.joined() + (rest > 0 ? "  \(style.heading("and at:")) \(rest) more places\n" : "")
  }

  private static let maximumRelated = 5

  private func summary(_ report: FindingReport) -> String {
    let files = Self.count(report.files.count, "file")
    guard !report.findings.isEmpty else {
      return style.verdict("no findings in \(files)\(leftOut(report))", isGood: true)
    }
    let counts = ReportedSeverity.allCases.reversed().compactMap { severity -> String? in
      let count = report.findings.count { $0.finding.severity == severity }
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
