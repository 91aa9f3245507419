public import AWSInterface
import Authorization
import PolicyChecks
import SourceText

/// A validation of a resource's policy in each of the shapes that iamsim prints.
public struct ResourcePolicyReport: Sendable {
  /// The shapes of the answer.
  public enum Format: String, Sendable, Hashable, CaseIterable {
    /// The AWS CLI's JSON, for programs.
    case json
    /// A line for each check, with what is wrong and where, for people.
    case text
    case sarif, junit, github, gitlab, markdown, csv
  }

  private let validation: ResourcePolicyValidation
  private let version: String

  /// Makes a report.
  ///
  /// - Parameters:
  ///   - validation: the answer.
  ///   - version: iamsim's version.
  public init(_ validation: ResourcePolicyValidation, version: String) {
    self.validation = validation
    self.version = version
  }

  /// The report, with its last line break.
  ///
  /// - Parameters:
  ///   - format: its shape.
  ///   - isColoured: whether text holds terminal colours; other shapes never do.
  public func text(_ format: Format, isColoured: Bool = false) -> String {
    switch format {
    case .json: JSONReport.text(validation.json)
    case .text: checks(isColoured: isColoured)
    case .sarif: findings.text(.sarif)
    case .junit: findings.text(.junit)
    case .github: findings.text(.github)
    case .gitlab: findings.text(.gitlab)
    case .markdown: findings.text(.markdown)
    case .csv: findings.text(.csv)
    }
  }

  /// The failures as findings.
  private var findings: FindingReport {
    FindingReport(
      validation.failures.map { failure in
        ReportedFinding(
          failure.check.rule(validation.gate), failure.message, in: validation.policyFile, at: failure.range,
          help: failure.help, notes: failure.witness.map(witness) ?? [])
      }, files: [validation.policyFile], version: version)
  }

  /// What could not be decided, for standard error.
  public var undecided: String {
    validation.undecided.map { "iamsim: note: \($0.check.rawValue) is undecided: \($0.reason.printable)\n" }.joined()
  }

  private func checks(isColoured: Bool) -> String {
    let style = TextStyle(isColoured: isColoured)
    var text = ""
    for check in ResourcePolicyValidation.CheckName.allCases where !validation.absent.contains(check) {
      let failures = validation.failures.filter { $0.check == check }
      if let undecided = validation.undecided.first(where: { $0.check == check }), failures.isEmpty {
        text += style.heading("\(check.rawValue): undecided") + "\n  reason: \(undecided.reason.printable)\n"
      } else {
        text += style.verdict("\(check.rawValue): \(failures.isEmpty ? "passed" : "failed")", isGood: failures.isEmpty)
        text += "\n" + failures.map { failure($0, isColoured: isColoured) }.joined()
      }
    }
    return text
  }

  private func failure(_ failure: ResourcePolicyValidation.Failure, isColoured: Bool) -> String {
    let diagnostic = Diagnostic(
      .error, code: failure.check.rawValue, failure.message, in: validation.policyFile, at: failure.range,
      help: failure.help)
    return DiagnosticRenderer(usesColour: isColoured).render(diagnostic)
      + (failure.witness.map(witness) ?? []).map { "  \($0)\n" }.joined()
  }

  /// The request that proves it, line by line.
  private func witness(_ request: AuthorizationRequest) -> [String] {
    let caller = request.principal.kind == .anonymous ? "anonymous" : request.principal.arn
    var lines = [
      "for example: \(caller.printable) uses `\(request.action.printable)` on `\(request.resource.arn.printable)`"
    ]
    let derived = ["aws:principal", "aws:userid", "aws:username", "aws:resourceaccount", "kms:calleraccount"]
    for entry in request.context.entries where !derived.contains(where: { entry.name.lowercased().hasPrefix($0) }) {
      lines.append("  with \(entry.name.printable) = \(Enumeration.text(entry.values, joint: "and"))")
    }
    return lines
  }
}

extension ResourcePolicyValidation.CheckName {
  /// The check as reports describe it.
  fileprivate func rule(_ gate: ResourcePolicyGate) -> ReportedRule {
    switch self {
    case .syntax:
      ReportedRule(
        id: rawValue, title: "The policy is malformed or does not fit the resource",
        why: "The service refuses a policy that is not well formed, or that is about something else.",
        remedy: "Correct the place shown.", link: gate.page, severity: .error)
    case .publicAccess:
      ReportedRule(
        id: rawValue, title: "The policy lets in callers that it does not name",
        why:
          "A caller of any account could use the resource: no principal and no condition with constants keeps it out.",
        remedy: "Name the principals, or add a condition with constants on who calls or whence.", link: gate.page,
        severity: .critical)
    case .callerLockout:
      ReportedRule(
        id: rawValue, title: "The policy would lock out the caller who stores it",
        why: "Nobody but the account's root user, or AWS support, could change the policy again.",
        remedy: "Leave the actions that manage the policy to those who manage the resource.", link: gate.page,
        severity: .high)
    }
  }
}
