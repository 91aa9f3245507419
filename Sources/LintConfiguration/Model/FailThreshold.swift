public import PolicyChecks

/// From which severity on a finding makes the exit status 1.
public enum FailThreshold: Sendable, Hashable {
  /// This severity and those above.
  case from(FindingSeverity)
  /// No finding does.
  case never

  static let neverWord = "never"

  /// Reads a severity or `never`.
  public init?(_ word: String) {
    if word == Self.neverWord {
      self = .never
    } else if let severity = FindingSeverity(rawValue: word) {
      self = .from(severity)
    } else {
      return nil
    }
  }

  /// Whether a finding of a severity makes the exit status 1.
  public func isReached(by severity: FindingSeverity) -> Bool {
    switch self {
    case .from(let least): severity >= least
    case .never: false
    }
  }
}
