import ArgumentParser
import DocumentSyntax
import PolicyChecks
import PolicyLanguage
import SourceText

/// `iamsim rules`: what is checked.
struct Rules: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Lists the rules, or says everything about one.",
    usage: "iamsim rules [RULE] [--output text|json]")

  @Argument(help: ArgumentHelp("A rule's id, AWS's code or another name of it.", valueName: "rule"))
  var name: String?

  @Option(help: ArgumentHelp("How the answer looks.", valueName: "format"))
  var output: Format = .text

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    var rules = RuleTable.all.sorted { $0.id < $1.id }
    if let name {
      guard let rule = RuleTable.rule(named: name) else {
        let nearest = SpellingSuggestion.nearest(to: name, among: RuleTable.all.flatMap { [$0.id] + $0.aliases })
        throw CommandFailure("there is no rule `\(name)`" + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
      }
      rules = [rule]
    }
    let text: String
    switch (output, name) {
    case (.json, _): text = JSONWriter.pretty.write(.array(rules.map(\.json))) + "\n"
    case (.text, nil): text = Self.list(rules)
    case (.text, _): text = rules.map(\.description).joined()
    }
    return Outcome(output: text, status: .clean)
  }

  private static func list(_ rules: [Rule]) -> String {
    let width = rules.map(\.id.count).max() ?? 0
    return rules.map { rule in
      let severity = rule.severity.rawValue
      return rule.id + String(repeating: " ", count: width - rule.id.count + 2) + severity
        + String(repeating: " ", count: 10 - severity.count) + rule.title + "\n"
    }
    .joined()
  }
}

extension Rule {
  /// Everything that is said of the rule, for programs.
  fileprivate var json: JSONValue {
    [
      "id": .string(id), "aliases": .array(aliases.map { .string($0) }),
      "issueCode": issueCode.map { .string($0) } ?? .null,
      "findingType": findingType.map { .string($0.rawValue) } ?? .null, "severity": .string(severity.rawValue),
      "policyKinds": .array(kinds.map(\.rawValue).sorted().map { .string($0) }), "status": .string(status.rawValue),
      "title": .string(title), "why": .string(why), "remedy": .string(remedy), "link": .string(link),
      "basis": .string(basis.rawValue), "example": .string(example.text),
      "silentExample": .string(silentExample.text),
    ]
  }

  /// The same for people.
  fileprivate var description: String {
    var lines = ["\(id): \(title)", "", why, remedy, ""]
    lines.append(
      "severity:  \(severity.rawValue)" + (findingType.map { " (AWS: \($0.rawValue) \(issueCode ?? ""))" } ?? ""))
    lines.append("policies:  " + kinds.map(\.rawValue).sorted().joined(separator: ", "))
    lines.append("basis:     \(basis.text)")
    lines.append("found in:  \(example.text)")
    lines.append("not in:    \(silentExample.text)")
    lines.append("read more: \(link)")
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Rule.Basis {
  fileprivate var text: String {
    switch self {
    case .documented: return "AWS's page says when"
    case .observed: return "AWS's page says when, and the service was seen to find it"
    case .bestReading:
      return "AWS keeps its list to itself: iamsim follows its catalogue and may say more or less than AWS"
    case .own: return "iamsim's own"
    }
  }
}
