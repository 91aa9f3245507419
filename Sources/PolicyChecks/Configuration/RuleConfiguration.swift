import SourceText

/// Which rules run, and how bad their findings are.
public struct RuleConfiguration: Sendable, Hashable {
  /// What is so for rules of which nothing else is said.
  public enum Default: String, Sendable, Hashable, CaseIterable {
    /// A rule runs when its declaration says so.
    case asDeclared = "as-declared"
    /// Every rule runs.
    case on
    /// No rule runs.
    case off
  }

  /// What is said of one rule.
  public struct Setting: Sendable, Hashable {
    /// Whether it runs; `nil` leaves that to ``RuleConfiguration/others``.
    public var isOn: Bool?
    /// How bad its findings are; `nil` leaves that to its declaration.
    public var severity: FindingSeverity?

    /// Makes a setting.
    public init(isOn: Bool? = nil, severity: FindingSeverity? = nil) {
      self.isOn = isOn
      self.severity = severity
    }
  }

  /// A name that no rule has.
  public struct UnknownRule: Error, Sendable, Hashable {
    /// The name.
    public var name: String
    /// The nearest id or alias.
    public var suggestion: String?
  }

  /// What is so for rules of which nothing else is said.
  public var others: Default
  /// What is said of single rules, by their ids.
  public private(set) var settings: [String: Setting] = [:]

  /// Makes a configuration that says nothing of single rules.
  public init(others: Default = .asDeclared) { self.others = others }

  /// Says something of one rule; what was said before and is not said now stays.
  ///
  /// - Parameters:
  ///   - setting: what to say.
  ///   - name: the rule's id or an alias, in any case.
  /// - Throws: ``UnknownRule`` with the nearest name.
  public mutating func set(_ setting: Setting, for name: String) throws(UnknownRule) {
    guard let rule = RuleTable.rule(named: name) else {
      throw UnknownRule(name: name, suggestion: RuleTable.nearestName(to: name))
    }
    set(setting, id: rule.id)
  }

  /// Says something of a rule that is in no table, such as one of the user's own, by its id.
  public mutating func set(_ setting: Setting, id: String) {
    let before = settings[id] ?? Setting()
    settings[id] = Setting(isOn: setting.isOn ?? before.isOn, severity: setting.severity ?? before.severity)
  }

  /// Whether a rule runs.
  public func runs(_ rule: Rule) -> Bool {
    if let isOn = settings[rule.id]?.isOn { return isOn }
    switch others {
    case .asDeclared: return rule.status == .on
    case .on: return true
    case .off: return false
    }
  }

  /// How bad the findings of a rule are.
  public func severity(of rule: Rule) -> FindingSeverity { settings[rule.id]?.severity ?? rule.severity }
}
