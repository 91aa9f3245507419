import ArgumentParser
import PolicyTesting
import Reporting
import ServiceCatalog
import SourceText

/// `iamsim test`: whether requests get the decisions that files of tests expect.
struct TestCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Runs tests of policies: requests, each with the decision that it must get.",
    usage: "iamsim test [PATH…] [OPTION…]",
    discussion: """
      Output formats: text (the default), json, junit and tap.
      Exit status: 0 every case came out as expected, 1 a case failed, 2 usage or input error, or no case at all.
      """)

  @Argument(
    help: ArgumentHelp(
      "Files of tests, or folders to search for *.iamtest.yaml, *.iamtest.yml and *.iamtest.json; without any the current folder.",
      valueName: "path"))
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "Runs only cases whose name matches a regular expression (PCRE2); a name is those of the groups and its own, joined by ` / `.",
      valueName: "regex"))
  var filter: String?

  @OptionGroup(title: "Coverage") var coverage: CoverageOptions
  @OptionGroup(title: "Data") var catalog: CatalogOptions
  @OptionGroup(title: "Output") var output: ReportOptions

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    let names = PolicyTestReport.Format.allCases.map(\.rawValue)
    let requests = try output.requests(formats: names, standard: "text")
    try coverage.check(against: requests)
    let filter = try filter.map { try CaseFilter($0) }
    let catalog = try catalog.load(in: surroundings)
    var files = PolicyTestFiles(
      PolicyTestReader(catalog: catalog, managedPolicies: try ManagedPolicies.embedded()))
    let tests = try files.read(paths.isEmpty ? ["."] : paths)
    let all = tests.flatMap(\.cases)
    let chosen = try filter.map { try $0.chosen(from: all) } ?? all
    let runner = PolicyTestRunner(catalog: catalog)
    let results = chosen.map { runner.run($0) }
    let measured = coverage.measure(results)
    let report = PolicyTestReport(
      results, files: tests.map(\.file), leftOut: all.count - chosen.count, coverage: coverage.isShown ? measured : nil,
      version: Version.current)
    let warnings = DiagnosticRenderer(usesColour: surroundings.messagesAreColoured)
      .render(tests.flatMap(\.diagnostics))
    let formats = requests.compactMap { PolicyTestReport.Format(rawValue: $0.format) }
    var outcome = try output.outcome(
      formats: names, standard: "text", status: report.hasPassed ? .clean : .findings,
      messages: warnings + report.coverageMessages(formats)
    ) { name, isOnStandardOutput in
      let format = PolicyTestReport.Format(rawValue: name) ?? .text
      return report.text(format, isColoured: isOnStandardOutput && surroundings.outputIsColoured)
    }
    if let path = coverage.lcov { outcome.files.append(.init(path: path, text: LCOVTracefile().text(measured))) }
    return outcome
  }
}
