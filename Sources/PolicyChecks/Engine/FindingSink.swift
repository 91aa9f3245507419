public import SourceText

/// Where a check puts what it found.
public struct FindingSink {
  /// What was reported, in order, paths not yet looked up.
  struct Report {
    /// The number of its rule.
    var rule: Int
    var message: String
    var severity: FindingSeverity?
    var help: String?
    var ranges: [ByteRange]
    var fixes: [FixIt]
  }

  /// The number of the rule that is being checked; the rule itself would be copied for each of many policies.
  var rule = 0
  private(set) var reports: [Report] = []

  init() {}

  /// Reports one finding of the rule that is being checked.
  ///
  /// - Parameters:
  ///   - message: what is wrong, naming the value: lower case, no full stop, the user's text in backticks.
  ///   - ranges: the bytes it is about, with their quotes; the first is the place to show.
  ///   - severity: how bad it is, where that differs from what the rule is otherwise.
  ///   - help: what to do about it, where the rule's own remedy can be said better.
  ///   - fixes: edits that would mend it.
  public mutating func report(
    _ message: String, at ranges: ByteRange..., severity: FindingSeverity? = nil, help: String? = nil,
    fixes: [FixIt] = []
  ) {
    report(message, at: ranges, severity: severity, help: help, fixes: fixes)
  }

  /// The same with the ranges in an array.
  public mutating func report(
    _ message: String, at ranges: [ByteRange], severity: FindingSeverity? = nil, help: String? = nil,
    fixes: [FixIt] = []
  ) {
    reports.append(
      Report(rule: rule, message: message, severity: severity, help: help, ranges: ranges, fixes: fixes))
  }
}
