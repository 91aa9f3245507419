import PolicyChecks
import PolicyLanguage
import SourceText
public import Wildcards

/// How a custom rule wants something to be called.
///
/// A name that is not known yet, because it holds a policy variable or, for roles, a wildcard, is not held to it.
public struct NameDemand: Sendable {
  /// What is called so.
  public enum Element: String, Sendable, Hashable, CaseIterable {
    /// The `Sid` of the statement.
    case sid
    /// A role, by its name, in a resource or principal.
    case role
    /// A resource, by the part of its ARN behind the account.
    case resource
  }

  /// What is called so.
  public var element: Element
  /// What the whole name must match.
  public var pattern: RegularExpression
  /// ARNs to which it is confined; empty for all.
  public var within: [TextPattern] = []
  /// Whether a statement without `Sid` is a finding.
  public var isRequired = false

  /// Checks the names in a statement; `false` when the pattern takes too long, which is reported.
  func check(_ statement: StatementFacts, of rule: CustomRule, _ sink: inout FindingSink) -> Bool {
    let values = names(in: statement)
    if element == .sid, isRequired, statement.statement.sid == nil {
      sink.report(
        rule.message + ": the statement has no `Sid`", at: StatementSelector.opening(of: statement.statement),
        help: rule.help)
    }
    for value in values {
      do throws(RegularExpression.Failure) {
        guard try !pattern.matches(value.name) else { continue }
      } catch {
        sink.report(
          "the pattern of `\(rule.id)` cannot be decided on `\(value.name.prefix(80))`: \(error.words)",
          at: value.range,
          severity: .error, help: "write the pattern without repetitions within repetitions")
        return false
      }
      let shown = value.name.count > 80 ? String(value.name.prefix(80)) + "…" : value.name
      sink.report(rule.message + ": `\(shown)` does not match `\(pattern.pattern)`", at: value.range, help: rule.help)
    }
    return true
  }

  private struct Name {
    var name: String
    var range: ByteRange
  }

  private func names(in statement: StatementFacts) -> [Name] {
    switch element {
    case .sid: return statement.statement.sid.map { [Name(name: $0.value, range: $0.range)] } ?? []
    case .role:
      let resources = statement.resources.map { ($0.text, $0.range) }
      let principals = statement.principals.map { ($0.text, $0.range) }
      return (resources + principals).compactMap { text, range -> Name? in
        guard isMeant(text), let role = Self.roleName(text) else { return nil }
        return Name(name: role, range: range)
      }
    case .resource:
      return statement.resources.compactMap { value -> Name? in
        guard isMeant(value.text), let arn = ARN(value.text), arn.resource != "*",
          !VariableTemplate.mayHoldVariables(arn.resource)
        else { return nil }
        return Name(name: String(arn.resource), range: value.range)
      }
    }
  }

  private func isMeant(_ text: String) -> Bool { within.isEmpty || within.contains { $0.matches(text) } }

  /// The name of a role, without its path; `nil` for other ARNs, and when the name is not known.
  private static func roleName(_ text: String) -> String? {
    guard let arn = ARN(text), arn.service == "iam", arn.resource.hasPrefix("role/"),
      let name = arn.resource.split(separator: "/", omittingEmptySubsequences: false).last, !name.isEmpty,
      !name.contains("*"), !name.contains("?"), !VariableTemplate.mayHoldVariables(arn.resource)
    else { return nil }
    return String(name)
  }
}

extension RegularExpression.Failure {
  /// What went wrong, for the end of a message.
  var words: String {
    switch self {
    case .invalidExpression(let message, _), .failed(let message): message
    case .matchLimitExceeded: "it takes more than \(RegularExpression.matchLimit) steps"
    }
  }
}
