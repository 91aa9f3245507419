import AWSInterface
import Authorization
import PolicyLanguage
import SourceText

/// Decisions told in full: the verdict in a sentence, every check, the statements that decided with their source.
///
/// Of every statement that nearly applied it shows the one element that did not match, both values side by side.
struct ExplanationText {
  let style: TextStyle
  private let lines = FilePositions()

  init(style: TextStyle) { self.style = style }

  func text(_ results: [Simulation.ResourceResult], warnings: [String], notes: [String]) -> String {
    let places = StatementPlaces(lines)
    var blocks = results.map { block($0, places) }
    let remarks = warnings.map { "warning: \($0.printable)\n" } + notes.map { "note: \($0.printable)\n" }
    if !remarks.isEmpty { blocks.append(remarks.joined()) }
    return blocks.joined(separator: "\n")
  }

  private func block(_ result: Simulation.ResourceResult, _ places: StatementPlaces) -> String {
    let decided = DecidedRequest(result)
    let explanation = DecisionExplanation(decided, places: places)
    var text =
      style.decision(result.decision, result.decision.rawValue)
      + ": \(result.request.action.printable) on \(result.resourceARN.printable)\n"
    text += style.line("reason", explanation.reason) + "\n"
    for further in explanation.further { text += style.line("also", further) + "\n" }
    text += "  " + style.heading("checks:") + "\n"
    for check in result.trace.checks { text += self.check(check, isDeciding: isDeciding(check, result)) }
    for statement in decided.decidingStatements {
      let trace = statement.statement
      let file = trace.document.policy.file
      text += style.line("decided by", places.entry(trace)) + "\n"
      text += SourceLines(file, lines.lines(of: file), style: style).text(trace.statement.range)
    }
    for check in result.trace.checks {
      for trace in check.statements {
        guard let near = NearlyApplied(trace, of: decided) else { continue }
        text += nearlyApplied(near, places)
      }
    }
    for key in explanation.derivedKeys { text += style.line("derived", key) + "\n" }
    for detail in FlipPhrase.details(result.absentKeys) { text += style.line(detail.label, detail.text) + "\n" }
    for note in explanation.notes + result.notes { text += style.line("note", note.printable) + "\n" }
    return text
  }

  private func isDeciding(_ check: AuthorizationTrace.Check, _ result: Simulation.ResourceResult) -> Bool {
    result.decidingCheck.map { $0.type == check.type && $0.level == check.level } ?? false
  }

  private func check(_ check: AuthorizationTrace.Check, isDeciding: Bool) -> String {
    let level = check.level.map { " (level \($0 + 1))" } ?? ""
    let outcome =
      switch check.effect {
      case .allow: "allows"
      case .noImpact: "has no say"
      case .implicitDeny: "does not allow"
      case .explicitDeny: "denies"
      }
    let mark = isDeciding ? "  <- decides" : ""
    return "    \(PolicyTypeName(check).name)\(level): \(outcome)\(mark)\n"
  }

  private func nearlyApplied(_ near: NearlyApplied, _ places: StatementPlaces) -> String {
    let effect = near.statement.effect == .allow ? "allow" : "deny"
    var text = excerpt("would \(effect)", near.statement, near.range, places)
    let key = near.key.map { " of `\($0.printable)`" } ?? ""
    text += "      \(near.element.rawValue)\(key)\n"
    text += "        policy:  \(near.expected.printable)\n"
    text += "        request: \(near.found.printable)\n"
    return text
  }

  /// A statement's name and place, and the line in question with the place underlined.
  private func excerpt(
    _ label: String, _ trace: StatementTrace, _ range: ByteRange, _ places: StatementPlaces
  ) -> String {
    let file = trace.document.policy.file
    let source = DiagnosticRenderer(usesColour: style.isColoured).excerpt(of: range, in: file, lines.lines(of: file))
    return style.line(label, places.entry(trace)) + "\n" + source
  }
}
