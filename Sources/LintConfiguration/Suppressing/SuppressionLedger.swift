public import PolicyChecks
public import PolicyLanguage
import SourceText

/// Sets aside the findings that a configuration suppresses, and keeps count of which suppressions were of use.
public struct SuppressionLedger: Sendable {
  private let settings: ConfigurationFile
  private let today: CalendarDate
  /// The numbers of the suppressions of each rule that hold.
  private let byRule: [String: [Int]]
  /// Those that met a finding.
  private var used: Set<Int> = []
  private let customRules: [String: PathChoice]

  /// The findings of a policy, told apart.
  public struct Sorted: Sendable {
    /// Those to report.
    public var kept: [Finding] = []
    /// Those that are suppressed, with what suppresses them.
    public var suppressed: [(finding: Finding, suppression: Suppression)] = []
  }

  /// Opens a ledger.
  ///
  /// - Parameters:
  ///   - settings: the configuration.
  ///   - today: up to which day suppressions must hold.
  public init(_ settings: ConfigurationFile, today: CalendarDate) {
    self.settings = settings
    self.today = today
    var byRule: [String: [Int]] = [:]
    for (number, suppression) in settings.suppressions.enumerated() where !suppression.isExpired(on: today) {
      for rule in Set(suppression.rules) { byRule[rule, default: []].append(number) }
    }
    self.byRule = byRule
    customRules = Dictionary(settings.customRules.map { ($0.id, $0.paths) }) { first, _ in first }
  }

  /// Tells the findings of a policy apart; those of custom rules that do not look at the path are left out altogether.
  ///
  /// - Parameters:
  ///   - findings: what the engine found.
  ///   - policy: the policy, as far as it could be read.
  ///   - path: its file, from the folder of the configuration; `nil` for a policy that is in none.
  public mutating func sort(_ findings: [Finding], of policy: Policy?, at path: RelativePath?) -> Sorted {
    var sorted = Sorted()
    for finding in findings {
      if let paths = customRules[finding.ruleID], !Self.contains(paths, path) { continue }
      if let number = suppression(of: finding, policy, path) {
        used.insert(number)
        sorted.suppressed.append((finding, settings.suppressions[number]))
      } else {
        sorted.kept.append(finding)
      }
    }
    return sorted
  }

  private func suppression(of finding: Finding, _ policy: Policy?, _ path: RelativePath?) -> Int? {
    guard let numbers = byRule[finding.ruleID] else { return nil }
    let subject = FindingSubject(finding, in: policy)
    // One that was of use before wins nothing by another use, but telling the first one is plain.
    return numbers.first { Self.matches(settings.suppressions[$0], subject, path) }
  }

  private static func matches(_ suppression: Suppression, _ subject: FindingSubject, _ path: RelativePath?) -> Bool {
    guard contains(suppression.paths, path) else { return false }
    if !suppression.sids.isEmpty {
      guard let sid = subject.statement?.sid?.value, suppression.sids.contains(sid) else { return false }
    }
    if !suppression.actions.isEmpty {
      let names = Set(suppression.actions.map { $0.lowercased() })
      let actions = subject.actions
      guard !actions.isEmpty, actions.allSatisfy({ names.contains($0.lowercased()) }) else { return false }
    }
    if !suppression.resources.isEmpty {
      let resources = subject.resources
      guard !resources.isEmpty, resources.allSatisfy(suppression.resources.contains) else { return false }
    }
    return true
  }

  private static func contains(_ paths: PathChoice, _ path: RelativePath?) -> Bool {
    guard let path else { return paths.included.isEmpty }
    return paths.contains(path)
  }

  // MARK: Suppressions themselves

  /// What is to be said of the suppressions once all policies were looked at.
  ///
  /// - Parameter isCovered: whether all files were looked at that lie at a path or below it, read from the folder of the
  ///   configuration; `""` is the folder itself. Only then can a suppression be unused.
  public func findings(isCovered: (String) -> Bool) -> [SuppressionFinding] {
    settings.suppressions.enumerated().compactMap { number, suppression in
      let rule: SuppressionRule
      let message: String
      if let expires = suppression.expires, suppression.isExpired(on: today) {
        rule = .expired
        message = "the suppression of \(Self.names(suppression)) expired on \(expires)"
      } else if !used.contains(number), suppression.rules.contains(where: runs),
        Self.places(suppression).allSatisfy(isCovered)
      {
        rule = .unused
        message = "the suppression of \(Self.names(suppression)) meets no finding"
      } else {
        return nil
      }
      let setting = settings.rules.settings[rule.id]
      guard setting?.isOn ?? (settings.rules.others != .off) else { return nil }
      return SuppressionFinding(
        rule: rule, severity: setting?.severity ?? rule.severity, message: message, suppression: suppression)
    }
  }

  private func runs(_ id: String) -> Bool {
    if let rule = RuleTable.rule(named: id) { return settings.rules.runs(rule) }
    return settings.rules.settings[id]?.isOn ?? true
  }

  /// The paths below which all lies that a suppression is for.
  private static func places(_ suppression: Suppression) -> [String] {
    guard !suppression.paths.included.isEmpty else { return [""] }
    return suppression.paths.included.map { $0.literalPath ?? $0.literalFolders.joined(separator: "/") }
  }

  private static func names(_ suppression: Suppression) -> String {
    suppression.rules.map { "`\($0)`" }.joined(separator: ", ")
  }
}
