import SourceText

/// JUnit XML: a suite for each file, a failed case for each finding, a passed one for a file without.
struct JUnitReport {
  func text(_ report: FindingReport) -> String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    let clean = report.files.count { file in !report.findings.contains { $0.finding.file === file } }
    text +=
      "<testsuites name=\"iamsim\" tests=\"\(report.findings.count + clean)\" failures=\"\(report.findings.count)\""
    text += " errors=\"0\">\n"
    for file in report.files {
      let findings = report.findings.filter { $0.finding.file === file }
      let name = XMLText.attribute(file.name)
      text += "  <testsuite name=\"\(name)\" tests=\"\(max(1, findings.count))\" failures=\"\(findings.count)\""
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
    text += "      <failure type=\"\(XMLText.attribute(finding.severity.rawValue))\""
    text += " message=\"\(XMLText.attribute(finding.message))\">"
    text += XMLText.content(lines.joined(separator: "\n")) + "</failure>\n"
    return text + "    </testcase>\n"
  }
}

/// Text in XML 1.0.
/// https://www.w3.org/TR/xml/#charsets
enum XMLText {
  /// Text between tags; characters that XML cannot hold become their stand-ins.
  static func content(_ text: String) -> String { escaped(text, keepsLines: true) }

  /// Text between quotation marks.
  static func attribute(_ text: String) -> String { escaped(text, keepsLines: false) }

  private static func escaped(_ text: String, keepsLines: Bool) -> String {
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
