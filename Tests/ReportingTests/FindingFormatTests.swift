import DocumentSyntax
import Foundation
import Reporting
import SourceText
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The shapes that findings are written in.
@Suite struct FindingFormatTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "testdata/reports")

  /// With `IAMSIM_RECORD=1` in the environment the files are written anew: look at the difference before keeping it.
  @Test("each is as the golden file shows", arguments: FindingFormat.allCases)
  func golden(format: FindingFormat) throws {
    let names = [
      ("ordinary", SampleFindings.ordinary), ("hostile", SampleFindings.hostile), ("none", SampleFindings.none),
    ]
    for (name, report) in names {
      let file = Self.folder.appending(path: "\(name).\(format.rawValue)")
      let text = report.text(format)
      if ProcessInfo.processInfo.environment["IAMSIM_RECORD"] == "1" { try Data(text.utf8).write(to: file) }
      #expect(text == String(decoding: try Data(contentsOf: file), as: UTF8.self), "\(name).\(format.rawValue)")
    }
  }

  @Test("only text is coloured, and only when asked for")
  func colours() {
    for format in FindingFormat.allCases {
      #expect(!SampleFindings.hostile.text(format).contains("\u{1B}"), "\(format)")
      #expect(SampleFindings.ordinary.text(format, isColoured: true).contains("\u{1B}") == (format == .text))
    }
  }

  @Test("carets stand under the place, past tabs and wide characters")
  func underlining() throws {
    let lines = SampleFindings.ordinary.text(.text).components(separatedBy: "\n")
    let wide = try #require(lines.firstIndex { $0.contains("日本語") })
    // Three characters of two columns each stand before the place.
    let wideText = try #require(lines[wide].range(of: "\"*\""))
    let column = lines[wide].distance(from: lines[wide].startIndex, to: wideText.lowerBound)
    #expect(lines[wide + 1] == String(repeating: " ", count: column + 3) + "^^^")
    let tab = try #require(lines.firstIndex { $0.contains("GetSecretValu\",") })
    let tabText = try #require(lines[tab].range(of: "\"secrets"))
    let start = lines[tab].distance(from: lines[tab].startIndex, to: tabText.lowerBound)
    #expect(lines[tab + 1] == String(repeating: " ", count: start) + String(repeating: "^", count: 30))
  }

  @Test("fingerprints survive lines added before, and tell like findings apart")
  func fingerprints() throws {
    func fingerprints(_ text: String) throws -> [String] {
      let file = SourceFile(name: "p.json", text: text)
      var findings: [ReportedFinding] = []
      var from = text.startIndex
      while let found = text.range(of: "\"*\"", range: from..<text.endIndex) {
        let start = text.utf8.distance(from: text.startIndex, to: found.lowerBound)
        findings.append(ReportedFinding(SampleFindings.wildcard, "x", in: file, at: ByteRange(start, start + 3)))
        from = found.upperBound
      }
      let json = try JSONSerialization.jsonObject(
        with: Data(FindingReport(findings, files: [], version: "0").text(.gitlab).utf8))
      return try #require(json as? [[String: Any]]).compactMap { $0["fingerprint"] as? String }
    }
    let before = try fingerprints(#"["*", "*"]"#)
    #expect(Set(before).count == 2)
    #expect(try fingerprints("\n\n# more\n" + #"["*",      "*"]"#) == before)
  }

  // MARK: JSON

  @Test("iamsim's JSON, SARIF and GitLab's report are JSON", arguments: [FindingFormat.json, .sarif, .gitlab])
  func areJSON(format: FindingFormat) throws {
    for report in [SampleFindings.ordinary, SampleFindings.hostile, SampleFindings.none] {
      _ = try JSONSerialization.jsonObject(with: Data(report.text(format).utf8))
    }
  }

  // https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
  @Test("SARIF has what the standard requires and refers to what it has")
  func sarif() throws {
    for report in [SampleFindings.ordinary, SampleFindings.hostile, SampleFindings.none] {
      let object = try JSONSerialization.jsonObject(with: Data(report.text(.sarif).utf8))
      let log = try #require(object as? [String: Any])
      #expect(log["version"] as? String == "2.1.0")
      let runs = try #require(log["runs"] as? [[String: Any]])
      let run = try #require(runs.first)
      let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
      let rules = try #require(driver["rules"] as? [[String: Any]])
      let artifacts = try #require(run["artifacts"] as? [[String: Any]])
      #expect(driver["name"] as? String == "iamsim")
      #expect(run["columnKind"] as? String == "unicodeCodePoints")
      for result in try #require(run["results"] as? [[String: Any]]) {
        let index = try #require(result["ruleIndex"] as? Int)
        #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
        #expect(["error", "warning", "note", "none"].contains(result["level"] as? String))
        let locations = try #require(result["locations"] as? [[String: Any]])
        let physical = try #require(locations.first?["physicalLocation"] as? [String: Any])
        let artifact = try #require(physical["artifactLocation"] as? [String: Any])
        let place = try #require(artifact["index"] as? Int)
        let listed = try #require(artifacts[place]["location"] as? [String: Any])
        #expect(listed["uri"] as? String == artifact["uri"] as? String)
        #expect(URL(string: artifact["uri"] as? String ?? "") != nil)
        let region = try #require(physical["region"] as? [String: Int])
        let numbers = try ["startLine", "startColumn", "endLine", "endColumn"].map { try #require(region[$0]) }
        #expect(numbers.allSatisfy { $0 >= 1 })
        #expect((numbers[0], numbers[1]) <= (numbers[2], numbers[3]))
      }
    }
  }

  // MARK: XML, commands, tables

  @Test("JUnit is well-formed XML with a case for each finding and each clean file; suggestions fail none")
  func junit() throws {
    final class Counter: NSObject, XMLParserDelegate {
      var counts: [String: Int] = [:]
      func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
      ) { counts[name, default: 0] += 1 }
    }
    for (report, cases, failures) in [
      (SampleFindings.ordinary, 4, 2), (SampleFindings.hostile, 1, 1), (SampleFindings.none, 1, 0),
    ] {
      let parser = XMLParser(data: Data(report.text(.junit).utf8))
      let counter = Counter()
      parser.delegate = counter
      #expect(parser.parse())
      #expect(counter.counts["testcase"] == cases)
      #expect(counter.counts["failure", default: 0] == failures)
    }
  }

  @Test("a workflow command stays one line and one command")
  func commands() {
    let text = SampleFindings.hostile.text(.github)
    #expect(text.unicodeScalars.count { $0 == "\n" } == 1)
    #expect(text.hasPrefix("::warning file="))
    // The name's colons and commas are escaped, so that it stays one property.
    #expect(text.contains("file==a%2Cb|c"))
    #expect(!text.contains("\r"))
  }

  @Test("a table's row stays one row of four cells")
  func markdown() {
    let rows = SampleFindings.hostile.text(.markdown).split(separator: "\n")
    #expect(rows.count == 3)
    let bars = zip(rows[2], " " + rows[2]).count { $0 == "|" && $1 != "\\" }
    #expect(bars == 5)
    #expect(!rows[2].contains(" <script>"))
    #expect(!rows[2].contains(" @team"))
  }

  @Test("no field of CSV is a formula, and quotes are doubled")
  func csv() {
    let text = SampleFindings.hostile.text(.csv)
    let rows = text.components(separatedBy: "\r\n")
    #expect(rows.count == 3 && rows[2].isEmpty)
    #expect(rows[1].hasPrefix("medium,'+rule|`]]>,\"'=a,b|c`d ]]>\"\"<x>"))
    #expect(rows[1].contains("\"'=HYPERLINK(\"\"x\"\")"))
    #expect(rows[1].contains(",'-1+2"))
  }
}
