public import ArgumentParser
import PolicyChecks
public import Reporting
import ServiceCatalog

/// `iamsim rules`: what is checked.
struct Rules: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Lists the rules, or says everything about one.",
    usage: "iamsim rules [RULE] [--output text|json]")

  @Argument(help: ArgumentHelp("A rule's id, AWS's code or another name of it.", valueName: "rule"))
  var name: String?

  @Option(help: ArgumentHelp("How the answer looks.", valueName: "format"))
  var output: RuleReport.Format = .text

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    var rules = RuleTable.all
    if let name {
      guard let rule = RuleTable.rule(named: name) else {
        let nearest = RuleTable.nearestName(to: name).map { "; did you mean `\($0)`?" }
        throw CommandFailure("there is no rule `\(name)`" + (nearest ?? ""))
      }
      rules = [rule]
    }
    let report = RuleReport(rules)
    switch (output, name) {
    case (.json, _): return Outcome(output: report.json, status: .clean)
    case (.text, nil): return Outcome(output: report.list, status: .clean)
    case (.text, _): return Outcome(output: report.text(catalog: try ServiceCatalog.embedded()), status: .clean)
    }
  }
}

extension RuleReport.Format: ExpressibleByArgument {}
