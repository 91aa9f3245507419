import ArgumentParser
import PolicyTesting

/// Whether and where it is told which statements decided cases.
struct CoverageOptions: ParsableArguments {
  @Flag(
    name: .customLong("coverage"),
    help:
      "Tells which statements of the policy files decided no case; in the report, or on standard error where it has no place."
  )
  var isShown = false

  @Option(
    help: ArgumentHelp("Writes how many cases each statement decided to a file in LCOV's format.", valueName: "file"))
  var lcov: String?

  /// Refuses a file that a report is written to as well.
  func check(against requests: [ReportOptions.Request]) throws {
    guard let lcov else { return }
    if lcov.isEmpty { throw CommandFailure("`--lcov` names no file") }
    if requests.contains(where: { $0.path == lcov }) {
      throw CommandFailure("`--lcov` and `--output` write to the same file, `\(lcov)`")
    }
  }

  /// Which statements decided; an empty coverage when nobody asks.
  func measure(_ results: [PolicyTestResult]) -> StatementCoverage {
    var coverage = StatementCoverage()
    guard isShown || lcov != nil else { return coverage }
    for result in results { coverage.add(result) }
    return coverage
  }
}
