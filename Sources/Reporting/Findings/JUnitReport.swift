import SourceText

/// JUnit XML: a suite for each file, a case for each finding, a passed one for a file without.
///
/// A finding fails its case unless it is a mere suggestion: those of severity `low` and `info` are told in a passed one.
struct JUnitReport {
  func text(_ report: FindingReport) -> String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    let byFile = Dictionary(grouping: report.findings) { ObjectIdentifier($0.finding.file) }
    let clean = report.files.count { byFile[ObjectIdentifier($0)] == nil }
    let failures = report.findings.count(where: Self.fails)
    text += "<testsuites name=\"iamsim\" tests=\"\(report.findings.count + clean)\" failures=\"\(failures)\""
    text += " errors=\"0\">\n"
    for file in report.files {
      let findings = byFile[ObjectIdentifier(file)] ?? []
      let name = XMLText.attribute(file.name)
      text += "  <testsuite name=\"\(name)\" tests=\"\(max(1, findings.count))\""
      text += " failures=\"\(findings.count(where: Self.fails))\""
      text += " errors=\"0\" skipped=\"0\">\n"
      if findings.isEmpty { text += "    <testcase classname=\"\(name)\" name=\"no findings\"/>\n" }
      for finding in findings { text += testCase(finding, name: name) }
      text += "  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  private func testCase(_ placed: PlacedFinding, name: String) -> String {
    let finding = placed.finding
    let title = "\(finding.rule.id) at \(placed.start.line):\(placed.start.column)"
    var lines = [
      "\(placed.fileName):\(placed.start.line):\(placed.start.column): \(finding.severity.rawValue): \(finding.message)"
    ]
    lines += finding.notes
    if let help = finding.help { lines.append("help: " + help) }
    var text = "    <testcase classname=\"\(name)\" name=\"\(XMLText.attribute(title))\" file=\"\(name)\""
    text += " line=\"\(placed.start.line)\">\n"
    let content = XMLText.content(lines.joined(separator: "\n"))
    if Self.fails(placed) {
      text += "      <failure type=\"\(XMLText.attribute(finding.severity.rawValue))\""
      text += " message=\"\(XMLText.attribute(finding.message))\">\(content)</failure>\n"
    } else {
      text += "      <system-out>\(content)</system-out>\n"
    }
    return text + "    </testcase>\n"
  }

  private static func fails(_ placed: PlacedFinding) -> Bool {
    switch placed.finding.severity {
    case .error, .critical, .high, .medium: true
    case .low, .info: false
    }
  }
}

/// Text in XML 1.0.
/// https://www.w3.org/TR/xml/#charsets
enum XMLText {
  /// Text between tags; characters that XML cannot hold become their stand-ins.
  static func content(_ text: String) -> String { escaped(text, keepsLines: true) }

  /// Text between quotation marks.
  static func attribute(_ text: String) -> String { escaped(text, keepsLines: false) }

  private static let escapes = ScalarReplacement(["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;"])

  private static func escaped(_ text: String, keepsLines: Bool) -> String {
    if DisplayWidth.isPlainLines(text), keepsLines || !text.utf8.contains(UInt8(ascii: "\n")) {
      return text.replacingScalars(escapes)
    }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n" where keepsLines: result += "\n"
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result += String(scalar).printable
      }
    }
    return result
  }
}
