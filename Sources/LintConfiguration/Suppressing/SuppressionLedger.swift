public import PolicyChecks
public import PolicyLanguage
import SourceText

/// Sets aside the findings that a configuration suppresses, and keeps count of which suppressions were of use.
public struct SuppressionLedger: Sendable {
  private let contents: ConfigurationFile
  private let rules: RuleConfiguration
  private let today: CalendarDate?
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

    /// Those to report, all of them unless told otherwise.
    public init(kept: [Finding] = []) { self.kept = kept }
  }

  /// Opens a ledger.
  ///
  /// - Parameters:
  ///   - contents: the configuration.
  ///   - rules: which rules run, where that is not as the configuration says.
  ///   - today: up to which day suppressions must hold; `nil` when nobody knows, and then nothing has expired.
  public init(_ contents: ConfigurationFile, rules: RuleConfiguration? = nil, today: CalendarDate?) {
    self.contents = contents
    self.rules = rules ?? contents.rules
    self.today = today
    var byRule: [String: [Int]] = [:]
    for (number, suppression) in contents.suppressions.enumerated() where !suppression.isExpired(on: today) {
      for rule in Set(suppression.rules) { byRule[rule, default: []].append(number) }
    }
    self.byRule = byRule
    customRules = Dictionary(contents.customRules.map { ($0.id, $0.paths) }) { first, _ in first }
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
      let numbers = suppressions(of: finding, policy, path)
      used.formUnion(numbers)
      if let first = numbers.first {
        sorted.suppressed.append((finding, contents.suppressions[first]))
      } else {
        sorted.kept.append(finding)
      }
    }
    return sorted
  }

  private func suppressions(of finding: Finding, _ policy: Policy?, _ path: RelativePath?) -> [Int] {
    guard let numbers = byRule[finding.ruleID] else { return [] }
    let subject = FindingSubject(finding, in: policy)
    return numbers.filter { Self.matches(contents.suppressions[$0], subject, path) }
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
  public func findings(isCovered: (String) -> Bool) -> [Finding] {
    let running = runningRules()
    return contents.suppressions.enumerated().compactMap { number, suppression in
      let names = suppression.rules.map { "`\($0)`" }.joined(separator: ", ")
      if let expires = suppression.expires, suppression.isExpired(on: today) {
        return finding(.expired, "the suppression of \(names) expired on \(expires)", suppression)
      }
      guard !used.contains(number), suppression.rules.contains(where: running.contains),
        Self.places(suppression).allSatisfy(isCovered)
      else { return nil }
      return finding(.unused, "the suppression of \(names) meets no finding", suppression)
    }
  }

  private func finding(_ rule: SuppressionRule, _ message: String, _ suppression: Suppression) -> Finding? {
    let setting = rules.settings[rule.id]
    guard setting?.isOn ?? (rules.others != .off) else { return nil }
    var finding = Finding(
      rule: rule.rule, message: message, file: contents.file,
      locations: [FindingLocation(path: [], range: suppression.range)])
    finding.severity = setting?.severity ?? rule.severity
    return finding
  }

  /// Which of the rules that suppressions name run.
  private func runningRules() -> Set<String> {
    Set(contents.suppressions.flatMap(\.rules)).filter { id in
      if let rule = RuleTable.rule(named: id) { return rules.runs(rule) }
      return rules.settings[id]?.isOn ?? true
    }
  }

  /// The paths below which all lies that a suppression is for.
  private static func places(_ suppression: Suppression) -> [String] {
    guard !suppression.paths.included.isEmpty else { return [""] }
    return suppression.paths.included.map { $0.literalPath ?? $0.literalFolders.joined(separator: "/") }
  }
}
