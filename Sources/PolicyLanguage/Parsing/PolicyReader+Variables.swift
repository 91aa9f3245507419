import DocumentSyntax
import SourceText

/// Policy variables.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
extension PolicyReader {
  /// Checks the variables of a text that holds some, from a UTF-8 offset on, where they are expanded.
  mutating func checkVariables(in whole: ByteRange, text: String, from start: Int = 0) {
    let template = VariableTemplate(parsing: text.utf8Text(start..<text.utf8.count))
    func place(_ range: Range<Int>) -> ByteRange {
      self.range(of: (range.lowerBound + start)..<(range.upperBound + start), in: whole, text: text)
    }
    guard expandsVariables else {
      if let first = template.variables.first { reportVariableInVersion(at: place(first.range)) }
      return
    }
    for problem in template.problems {
      let range = place(problem.range)
      switch problem.kind {
      case .empty:
        report(
          .emptyVariable, at: range, "the policy variable is empty", help: "write a condition key: `${aws:username}`")
      case .missingBrace:
        report(
          .missingBraceInVariable, at: range, "the policy variable is not closed by `}`",
          help: "write `${aws:username}`; for the characters themselves write `${$}{`")
      case .missingQuote:
        report(
          .missingQuoteInVariable, at: range, "the default value of the policy variable lacks a single quote",
          help: "write `${aws:PrincipalTag/team, 'default'}`")
      case .space:
        report(.spaceInVariable, at: range, "a policy variable cannot hold spaces", help: "write `${aws:username}`")
      }
    }
  }

  private mutating func reportVariableInVersion(at range: ByteRange) {
    guard !reportedVariableInVersion else { return }
    reportedVariableInVersion = true
    report(
      .warning, .variableInVersion, at: range,
      "policy variables are plain text in a document without version `2012-10-17`",
      help: "add `\"Version\": \"2012-10-17\"`")
  }

  /// Reports a variable in an element that takes none.
  mutating func reportVariable(
    in whole: ByteRange, text: String, element: String, _ severity: Diagnostic.Severity = .error
  ) {
    let template = VariableTemplate(parsing: text)
    guard let offsets = template.variables.first?.range ?? template.problems.first?.range else { return }
    report(
      severity, .variableNotAllowed, at: range(of: offsets, in: whole, text: text),
      "policy variables are not expanded in `\(element)`",
      help: "they are expanded in `Resource` and in condition values")
  }
}
