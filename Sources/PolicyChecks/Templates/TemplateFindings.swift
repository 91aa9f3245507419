public import SourceText

/// Where checks of templates put what they found.
public struct TemplateFindings {
  struct Report {
    /// The number of its rule.
    var rule: Int
    var message: String
    var help: String?
    var ranges: [ByteRange]
    var severity: FindingSeverity?
  }

  /// The number of the rule that is being checked.
  var rule = 0
  private(set) var reports: [Report] = []

  init() {}

  /// Reports one finding of the rule that is being checked.
  ///
  /// - Parameters:
  ///   - message: what is wrong, naming the value: lower case, no full stop, the user's text in backticks.
  ///   - ranges: the bytes; the first is the place to show.
  ///   - help: what to do about it, where the rule's own remedy can be said better.
  ///   - severity: how bad it is, where findings of the rule differ in that.
  public mutating func report(
    _ message: String, at ranges: [ByteRange], help: String? = nil, severity: FindingSeverity? = nil
  ) {
    reports.append(Report(rule: rule, message: message, help: help, ranges: ranges, severity: severity))
  }
}
