import DocumentSyntax
import SourceText

extension RuleEngine {
  /// Checks a template by the rules that look at templates; findings in the order of the text.
  public func findings(_ template: TemplateFacts) -> [Finding] {
    var sink = TemplateFindings()
    for (index, rule) in rules.enumerated() {
      guard case .template(let check) = rule.check else { continue }
      sink.rule = index
      check(template, &sink)
    }
    let file = template.root.tree.file
    let findings = sink.reports.map { report in
      Finding(
        rule: rules[report.rule], message: report.message, help: report.help, file: file,
        locations: report.ranges.map { FindingLocation(path: [], range: $0) }, severity: report.severity)
    }
    return configured(Self.sorted(findings))
  }
}
