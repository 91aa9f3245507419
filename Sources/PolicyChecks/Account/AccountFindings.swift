public import AccountModel
import SourceText

/// Where checks of accounts put what they found.
public struct AccountFindings {
  /// What was reported.
  struct Report {
    /// The number of its rule.
    var rule: Int
    var message: String
    var help: String?
    var places: [DeclaredPlace]
    var severity: FindingSeverity?
  }

  /// The number of the rule that is being checked.
  var rule = 0
  private(set) var reports: [Report] = []

  init() {}

  /// Reports one finding of the rule that is being checked; without a place there is nothing to show, and so none.
  ///
  /// - Parameters:
  ///   - message: what is wrong, naming the value: lower case, no full stop, the user's text in backticks.
  ///   - places: where the account file names what it is about; the first is the place to show.
  ///   - help: what to do about it, where the rule's own remedy can be said better.
  ///   - severity: how bad it is, where findings of the rule differ in that.
  public mutating func report(
    _ message: String, at places: [DeclaredPlace?], help: String? = nil, severity: FindingSeverity? = nil
  ) {
    let places = places.compactMap { $0 }
    guard !places.isEmpty else { return }
    reports.append(Report(rule: rule, message: message, help: help, places: places, severity: severity))
  }
}
