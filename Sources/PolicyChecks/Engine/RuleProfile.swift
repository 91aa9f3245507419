/// What each rule cost over all policies that an engine has seen.
public struct RuleProfile: Sendable {
  /// Time and findings of one rule.
  public struct Entry: Sendable {
    public var ruleID: String
    public var duration: Duration = .zero
    public var findings = 0
  }

  private var entries: [String: Entry] = [:]

  /// Makes an empty profile.
  public init() {}

  /// The rules, the most expensive first.
  public var sorted: [Entry] {
    entries.values.sorted { ($1.duration, $0.ruleID) < ($0.duration, $1.ruleID) }
  }

  mutating func add(_ ruleID: String, _ duration: Duration, findings: Int) {
    entries[ruleID, default: Entry(ruleID: ruleID)].duration += duration
    entries[ruleID, default: Entry(ruleID: ruleID)].findings += findings
  }
}
