public import PolicyTesting
public import SourceText

/// The results of policy tests in each of the shapes that iamsim prints.
public struct PolicyTestReport: Sendable {
  /// The shapes of the report.
  public enum Format: String, Sendable, Hashable, CaseIterable {
    /// For people: the cases that failed, each with the reason of its decision.
    case text
    /// iamsim's own JSON (docs/schema/policy-tests.schema.json).
    case json
    /// JUnit XML, for the test viewers of CI systems.
    case junit
    /// The Test Anything Protocol, version 14.
    case tap
  }

  /// What came out of each case, in the order of the files.
  let results: [PolicyTestResult]
  /// The files of tests, in order.
  let files: [SourceFile]
  /// How many cases were left out.
  let leftOut: Int
  /// Which statements decided; `nil` where nobody asked.
  let coverage: StatementCoverage?
  /// iamsim's version.
  let version: String

  /// Makes a report.
  ///
  /// - Parameters:
  ///   - results: what came out of each case, in the order of the files.
  ///   - files: the files of tests.
  ///   - leftOut: how many of their cases were not run.
  ///   - coverage: which statements decided, if that is to be told.
  ///   - version: iamsim's version.
  public init(
    _ results: [PolicyTestResult], files: [SourceFile], leftOut: Int = 0, coverage: StatementCoverage? = nil,
    version: String
  ) {
    self.results = results
    self.files = files
    self.leftOut = leftOut
    self.coverage = coverage
    self.version = version
  }

  /// Whether every case came out as expected.
  public var hasPassed: Bool { results.allSatisfy(\.isAsExpected) }

  /// How many did not.
  var failureCount: Int { results.count { !$0.isAsExpected } }

  /// The report, with its last line break.
  ///
  /// - Parameters:
  ///   - format: its shape.
  ///   - isColoured: whether text holds terminal colours; other shapes never do.
  public func text(_ format: Format, isColoured: Bool = false) -> String {
    switch format {
    case .text: PolicyTestText(style: TextStyle(isColoured: isColoured)).text(self)
    case .json: JSONReport.text(PolicyTestJSON().value(self))
    case .junit: PolicyTestJUnit().text(self)
    case .tap: PolicyTestTAP().text(self)
    }
  }

  /// The coverage in lines, for standard error: what a report has no place for that is in none but these formats.
  public func coverageMessages(_ formats: [Format]) -> String {
    guard let coverage, formats.allSatisfy({ $0 == .junit }) else { return "" }
    return CoverageText().lines(coverage).map { "iamsim: note: \($0)\n" }.joined()
  }
}
