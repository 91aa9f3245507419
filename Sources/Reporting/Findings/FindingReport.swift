import DocumentSyntax
public import SourceText

/// Findings in each of the shapes that iamsim writes.
///
/// Findings come out by file, in the order in which the files were given, and by place. No format knows a rule: all that
/// they say is in the findings.
public struct FindingReport: Sendable {
  /// The findings, sorted.
  private(set) var findings: [PlacedFinding]
  /// Those that somebody accepted, sorted.
  private(set) var suppressed: [PlacedFinding]
  /// Whether SARIF holds those.
  let showsSuppressed: Bool
  /// How many findings were left out because a baseline has them.
  let known: Int
  /// The files that were looked at, those without findings too.
  let files: [SourceFile]
  /// The policies that were looked at, if that is told.
  let policies: ReportedPolicies
  /// Whether text says of each finding why it matters and where to read more.
  let explains: Bool
  /// iamsim's version.
  let version: String

  /// Makes a report.
  ///
  /// - Parameters:
  ///   - findings: in any order.
  ///   - files: those that were looked at.
  ///   - policies: what was looked at in them.
  ///   - explains: whether text says of each finding why it matters and where to read more.
  ///   - showsSuppressed: whether SARIF holds the findings that somebody accepted.
  ///   - known: how many findings were left out because a baseline has them.
  ///   - version: iamsim's.
  public init(
    _ findings: [ReportedFinding], files: [SourceFile], policies: [ReportedPolicy] = [], explains: Bool = false,
    showsSuppressed: Bool = false, known: Int = 0, version: String
  ) {
    self.policies = ReportedPolicies(policies)
    self.explains = explains
    var seen: Set<ObjectIdentifier> = []
    self.files = (files + findings.map(\.file)).filter { seen.insert(ObjectIdentifier($0)).inserted }
    self.version = version
    self.showsSuppressed = showsSuppressed
    self.known = known
    (self.findings, suppressed) = PlacedFinding.place(findings, order: self.files)
  }

  /// The report, with its last line break.
  ///
  /// - Parameters:
  ///   - format: its shape.
  ///   - isColoured: whether text holds terminal colours; other shapes never do.
  public func text(_ format: FindingFormat, isColoured: Bool = false) -> String {
    switch format {
    case .text: FindingText(style: TextStyle(isColoured: isColoured)).text(self)
    case .json: JSONReport.text(FindingJSON().value(named))
    case .sarif: JSONReport.text(SARIFLog().value(named))
    case .junit: JUnitReport().text(self)
    case .github: GitHubCommands().text(self)
    case .gitlab: JSONReport.text(GitLabCodeQuality().value(named))
    case .markdown: MarkdownTable().text(self)
    case .csv: CSVTable().text(named)
    }
  }

  /// The same with the fingerprints of the findings.
  private var named: FindingReport {
    var report = self
    var names = Fingerprints()
    let places =
      findings.indices.map { (findings[$0].order, false, $0) }
      + suppressed.indices.map { (suppressed[$0].order, true, $0) }
    for (_, isSuppressed, index) in places.sorted(by: { $0.0 < $1.0 }) {
      if isSuppressed {
        report.suppressed[index].fingerprint = names.next(suppressed[index].finding)
      } else {
        report.findings[index].fingerprint = names.next(findings[index].finding)
      }
    }
    return report
  }

  /// How many findings are that bad.
  func count(of severity: ReportedSeverity) -> Int {
    // By their numbers: going through the findings themselves would copy each.
    findings.indices.count { findings[$0].finding.severity == severity }
  }

  /// The findings as text shows them, without a summary.
  var findingBlocks: String { FindingText(style: TextStyle(isColoured: false)).blocks(self) }

  /// The rules of the findings, each once, in the order of their first finding.
  static func rules(_ findings: [PlacedFinding]) -> [ReportedRule] {
    var known: Set<String> = []
    return findings.map(\.finding.rule).filter { known.insert($0.id).inserted }
  }
}
