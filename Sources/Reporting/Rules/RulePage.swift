public import PolicyChecks
import PolicyLanguage
public import ServiceCatalog
import SourceText

/// The pages of docs/rules, which come from the rules' declarations.
public enum RulePage {
  /// The folder of the pages, from the repository's root.
  public static let folder = "docs/rules"

  /// The page of a rule, from the repository's root.
  public static func path(_ id: String) -> String { "\(folder)/\(id).md" }

  /// The page about one rule, as Markdown.
  public static func markdown(_ rule: Rule, catalog: ServiceCatalog) -> String {
    let run = RuleExampleRun(rule, catalog: catalog)
    var text = "# \(rule.id)\n\n\(rule.title).\n\n"
    text += table(rule) + "\n"
    if rule.basis == .bestReading {
      text +=
        "> **AWS does not publish what this check goes by.** What iamsim does is a reading of AWS's catalogue and "
      text += "examples;\n> AWS may find more, or less.\n\n"
    }
    text += "## Why it matters\n\n\(rule.why)\n\n## What to do\n\n\(rule.remedy)\n\n"
    text += "## Found\n\n\(attachment(rule.example))" + fence(RuleExampleRun.shown(run.example), "json") + "\n"
    if let report = run.report { text += beside(report) }
    text += fence(run.findingText, "text") + "\n"
    text += "## Not found\n\n\(attachment(rule.silentExample))" + fence(RuleExampleRun.shown(run.silentExample), "json")
    if let report = rule.silentExample.report { text += "\n" + beside(RuleExampleRun.file(report)).dropLast() }
    return text + "\n[AWS's page](\(rule.link)) · [all rules](README.md)\n"
  }

  /// The list of all rules, as Markdown.
  public static func index(_ rules: [Rule]) -> String {
    var text = """
      # Rules

      What iamsim finds in policies: \(rules.count) rules. The pages are made from the rules' declarations, and a test keeps them
      current; `iamsim rules` lists the same, `iamsim rules RULE` shows one. A rule goes by its id or by any of its other names.
      An id is never given to another rule ([the table of ids](../../Sources/PolicyChecks/Rules/RuleIDs.swift)).

      AWS keeps the lists behind some of its checks to itself. These rules follow the best reading of its catalogue and are
      marked with ◊.


      """
    for (type, heading) in headings {
      let group = rules.filter { $0.findingType == type }.sorted { $0.id < $1.id }
      guard !group.isEmpty else { continue }
      text += "## \(heading)\n\n| rule | severity | finds |\n| --- | --- | --- |\n"
      for rule in group {
        let mark = rule.basis == .bestReading ? " ◊" : ""
        text += "| [\(rule.id)](\(rule.id).md)\(mark) | \(rule.severity.rawValue) | \(cell(rule.title)) |\n"
      }
      text += "\n"
    }
    return String(text.dropLast())
  }

  private static let headings: [(FindingType?, String)] = [
    (.error, "AWS's errors"), (.securityWarning, "AWS's security warnings"), (.warning, "AWS's warnings"),
    (.suggestion, "AWS's suggestions"), (nil, "iamsim's own"),
  ]

  private static func table(_ rule: Rule) -> String {
    var rows = [("severity", "`\(rule.severity.rawValue)`")]
    if let code = rule.issueCode, let type = rule.findingType {
      rows.append(("AWS's code", "`\(code)`, a finding of type `\(type.rawValue)`"))
    }
    let names = rule.aliases.filter { $0 != rule.issueCode }
    if !names.isEmpty { rows.append(("also known as", names.map { "`\($0)`" }.joined(separator: ", "))) }
    rows.append(("looks at", RuleWords.kinds(rule)))
    if let types = RuleWords.resourceTypes(rule) { rows.append(("attached to", types)) }
    rows.append(("status", RuleWords.status(rule.status)))
    rows.append(("rests on", RuleWords.basis(rule.basis)))
    return "| | |\n| --- | --- |\n" + rows.map { "| \($0.0) | \(cell($0.1)) |\n" }.joined()
  }

  /// What the example is used as, where that is not an identity policy.
  private static func attachment(_ example: RuleExample) -> String {
    guard example.kind != .identity || example.resourceType != nil else { return "" }
    let type = example.kind == .roleTrust ? nil : example.resourceType.map { ", attached to `\($0.rawValue)`" }
    return "As a \(RuleWords.name(example.kind, isOne: true))\(type ?? ""):\n\n"
  }

  /// What is given beside an account.
  private static func beside(_ report: (flag: String, file: SourceFile)) -> String {
    let language = report.file.name.hasSuffix(".csv") ? "csv" : "json"
    return "with `\(report.flag)`:\n\n" + fence(RuleExampleRun.shown(report.file), language) + "\n"
  }

  /// A block of code; its fence is longer than any run of backticks in it.
  private static func fence(_ text: String, _ language: String) -> String {
    var fence = "```"
    while text.contains(fence) { fence += "`" }
    return "\(fence)\(language)\n\(text)\(fence)\n"
  }

  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
