public import AWSInterface
import Authorization
import SourceText

/// A validation of a resource's policy in each of the shapes that iamsim prints.
public struct ResourcePolicyReport: Sendable {
  /// The shapes of the answer.
  public enum Format: String, Sendable, Hashable, CaseIterable {
    /// The AWS CLI's JSON, for programs.
    case json
    /// A line for each check, with what is wrong and where, for people.
    case text
  }

  private let validation: ResourcePolicyValidation
  private let isColoured: Bool

  /// Makes a report.
  ///
  /// - Parameters:
  ///   - validation: the answer.
  ///   - isColoured: whether text holds terminal colours.
  public init(_ validation: ResourcePolicyValidation, isColoured: Bool = false) {
    self.validation = validation
    self.isColoured = isColoured
  }

  /// The report, with its last line break.
  public func text(_ format: Format) -> String {
    switch format {
    case .json: JSONReport.text(validation.json)
    case .text: checks
    }
  }

  /// What could not be decided, for standard error.
  public var undecided: String {
    validation.undecided.map { "iamsim: note: \($0.check.rawValue) is undecided: \($0.reason.printable)\n" }.joined()
  }

  private var checks: String {
    let style = TextStyle(isColoured: isColoured)
    var text = ""
    for check in ResourcePolicyValidation.CheckName.allCases where !validation.absent.contains(check) {
      let failures = validation.failures.filter { $0.check == check }
      if let undecided = validation.undecided.first(where: { $0.check == check }), failures.isEmpty {
        text += style.heading("\(check.rawValue): undecided") + "\n  reason: \(undecided.reason.printable)\n"
      } else {
        text += style.verdict("\(check.rawValue): \(failures.isEmpty ? "passed" : "failed")", isGood: failures.isEmpty)
        text += "\n" + failures.map(failure).joined()
      }
    }
    return text
  }

  private func failure(_ failure: ResourcePolicyValidation.Failure) -> String {
    let diagnostic = Diagnostic(
      .error, code: failure.check.rawValue, failure.message, in: validation.policyFile, at: failure.range,
      help: failure.help)
    return DiagnosticRenderer(usesColour: isColoured).render(diagnostic) + (failure.witness.map(witness) ?? "")
  }

  /// The request that proves it, line by line.
  private func witness(_ request: AuthorizationRequest) -> String {
    let caller = request.principal.kind == .anonymous ? "anonymous" : request.principal.arn
    var lines = [
      "  for example: \(caller.printable) uses `\(request.action.printable)` on `\(request.resource.arn.printable)`"
    ]
    let derived = ["aws:principal", "aws:userid", "aws:username", "aws:resourceaccount", "kms:calleraccount"]
    for entry in request.context.entries where !derived.contains(where: { entry.name.lowercased().hasPrefix($0) }) {
      lines.append("    with \(entry.name.printable) = \(Enumeration.text(entry.values, joint: "and"))")
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
