import PolicyLanguage
import SourceText
import Testing

/// A policy with one mistake.
struct DiagnosticCase: CustomTestStringConvertible {
  let code: PolicyDiagnosticCode
  let severity: Diagnostic.Severity
  let kind: PolicyKind
  /// The document, with a mark where the diagnostic must start.
  let document: String

  var testDescription: String { "\(code.rawValue) in \(kind.rawValue): \(document)" }

  /// A whole document.
  init(
    _ code: PolicyDiagnosticCode, _ severity: Diagnostic.Severity = .error, _ kind: PolicyKind = .identity,
    document: String
  ) {
    self.code = code
    self.severity = severity
    self.kind = kind
    self.document = document
  }

  /// One statement of a document that is otherwise in order.
  init(
    _ code: PolicyDiagnosticCode, _ severity: Diagnostic.Severity = .error, _ kind: PolicyKind = .identity,
    statement: String
  ) {
    self.init(code, severity, kind, document: #"{"Version": "2012-10-17", "Statement": [\#(statement)]}"#)
  }

  /// One action.
  static func action(_ action: String, _ code: PolicyDiagnosticCode = .invalidAction, _ kind: PolicyKind = .identity)
    -> DiagnosticCase
  {
    DiagnosticCase(code, .error, kind, statement: #"{"Effect": "Allow", "Action": \#(action), "Resource": "*"}"#)
  }

  /// One resource.
  static func resource(
    _ resource: String, _ code: PolicyDiagnosticCode, _ severity: Diagnostic.Severity = .error,
    _ kind: PolicyKind = .identity
  ) -> DiagnosticCase {
    let principal = kind.hasPrincipal ? #""Principal": "*", "# : ""
    return DiagnosticCase(
      code, severity, kind, statement: #"{"Effect": "Deny", \#(principal)"Action": "s3:*", "Resource": \#(resource)}"#)
  }

  /// One principal of a resource-based policy.
  static func principal(
    _ principal: String, _ code: PolicyDiagnosticCode, _ severity: Diagnostic.Severity = .error,
    _ kind: PolicyKind = .resource
  ) -> DiagnosticCase {
    let resource = kind == .roleTrust ? "" : #", "Resource": "*""#
    let action = kind == .roleTrust ? "sts:AssumeRole" : "s3:GetObject"
    return DiagnosticCase(
      code, severity, kind,
      statement: #"{"Effect": "Deny", "Principal": \#(principal), "Action": "\#(action)"\#(resource)}"#)
  }

  /// One condition.
  static func condition(
    _ condition: String, _ code: PolicyDiagnosticCode, _ severity: Diagnostic.Severity = .error
  ) -> DiagnosticCase {
    DiagnosticCase(
      code, severity, .identity,
      statement: #"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": \#(condition)}"#)
  }
}
