public import Authorization
public import DocumentSyntax
public import PolicyChecks
public import SourceText

/// The answer to a ``ResourcePolicyRequest``: three checks, each passed, failed or undecided.
public struct ResourcePolicyValidation: Sendable {
  /// The checks; their names are iamsim's own, AWS documents none.
  public enum CheckName: String, Sendable, Hashable, CaseIterable {
    /// The policy is well formed and fits the kind of resource.
    case syntax = "SYNTAX"
    /// It lets in nobody but those it means.
    case publicAccess = "PUBLIC_ACCESS"
    /// The caller stays able to change it.
    case callerLockout = "CALLER_LOCKOUT"
  }

  /// One reason for which a check fails.
  public struct Failure: Sendable {
    /// The check.
    public var check: CheckName
    /// What is wrong: lower case, no full stop.
    public var message: String
    /// What to do about it.
    public var help: String?
    /// Where, in ``policyFile``.
    public var range: ByteRange
    /// A request that shows it.
    public var witness: AuthorizationRequest?

    init(
      _ check: CheckName, _ message: String, at range: ByteRange, help: String? = nil,
      witness: AuthorizationRequest? = nil
    ) {
      self.check = check
      self.message = message
      self.range = range
      self.help = help
      self.witness = witness
    }
  }

  /// The document.
  public var policyFile: SourceFile
  /// What was asked of it.
  public var gate: ResourcePolicyGate
  /// Why it fails, in the order of the checks and of the text.
  public var failures: [Failure]
  /// Checks that could not be made, with the reason.
  public var undecided: [(check: CheckName, reason: String)]
  /// Checks that the kind of resource does not have.
  public var absent: [CheckName]

  /// `PolicyValidationPassed`.
  public var hasPassed: Bool { failures.isEmpty }

  /// The answer in the AWS CLI's shape.
  public var json: JSONValue {
    [
      "PolicyValidationPassed": .boolean(hasPassed),
      "ValidationErrors": .array(
        failures.map { failure in
          let position = policyFile.position(at: failure.range.lowerBound)
          return [
            "CheckName": .string(failure.check.rawValue),
            "ErrorMessage": .string("line \(position.line), column \(position.column): \(failure.message)"),
          ]
        }),
    ]
  }
}
