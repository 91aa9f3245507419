import DocumentSyntax
import PolicyLanguage
public import ServiceCatalog
import SourceText

/// Runs rules over policies.
///
/// Facts about a policy (what its actions expand to, which resource types its ARNs can be of) are found out once and shared
/// by all rules; what the catalogue says of a pattern is kept from one policy to the next. So use one engine for many
/// policies. It is of one thread at a time: make one for each.
public final class RuleEngine {
  let rules: [Rule]
  private let sharedRules: [SharedRule]
  /// Severities that differ from what the rules declare, by id.
  private let severities: [String: FindingSeverity]
  private let grammar: GrammarRules
  let catalog: CatalogMemory
  private let precedence: FindingPrecedence?
  private let findsPaths: Bool
  private let now: (() -> Duration)?
  private var plans: [Use: RulePlan] = [:]

  /// What a policy is used as, and on what.
  private struct Use: Hashable {
    var kind: PolicyKind
    var resourceType: PolicyResourceType?
  }

  /// What each rule cost, if the engine was given a clock.
  public private(set) var profile = RuleProfile()

  /// Makes an engine.
  ///
  /// - Parameters:
  ///   - rules: the rules to choose from, in the order in which findings at one place are listed.
  ///   - configuration: which of them run, and how bad their findings are.
  ///   - catalog: AWS's actions, resource types and condition keys.
  ///   - leavesOutNarrower: whether a finding is left out where a rule that says more finds something (``Rule/yieldsTo``).
  ///   - findsPaths: whether the places of findings have their paths, which few ask for; those of the grammar have them anyway.
  ///   - now: a clock, to fill in ``profile``; `nil` measures nothing.
  public init(
    rules: [Rule] = RuleTable.all, configuration: RuleConfiguration = RuleConfiguration(), catalog: ServiceCatalog,
    leavesOutNarrower: Bool = true, findsPaths: Bool = true, now: (() -> Duration)? = nil
  ) {
    let rules = rules.filter(configuration.runs)
    self.rules = rules
    sharedRules = rules.map(SharedRule.init)
    severities = configuration.settings.compactMapValues(\.severity)
    grammar = GrammarRules(rules)
    self.catalog = CatalogMemory(catalog)
    precedence = leavesOutNarrower ? FindingPrecedence(rules) : nil
    self.findsPaths = findsPaths
    self.now = now
  }

  /// Checks one policy; findings in the order of the text.
  public func findings(_ subject: RuleSubject) -> [Finding] {
    guard let root = subject.parsed.root else { return configured(grammar.findings(subject)) }
    var finder = PathFinder(root)
    let mistakes = grammar.findings(subject, &finder)
    if let policy = subject.parsed.policy {
      let facts = PolicyFacts(policy, root: root, subject: subject, catalog: catalog)
      let isWhole = !subject.parsed.diagnostics.contains { $0.severity == .error }
      var run = RuleRun(plan(for: subject), on: facts, isWhole: isWhole, now: now)
      run.run()
      if now != nil { note(run) }
      return configured(arranged(mistakes, run.sink.reports, of: policy, &finder))
    }
    return configured(Self.sorted(mistakes))
  }

  /// The findings of the grammar and what the other rules reported, in the order of the text; those at one place in the order
  /// of the rules.
  ///
  /// What is left out is left out before it is made a finding.
  private func arranged(
    _ mistakes: [Finding], _ reports: [FindingSink.Report], of policy: Policy, _ finder: inout PathFinder
  ) -> [Finding] {
    var items = mistakes.enumerated().map { number, finding in
      FindingPrecedence.Item(
        offset: finding.range.lowerBound, number: number, rule: precedence?.number(of: finding.ruleID))
    }
    items.reserveCapacity(mistakes.count + reports.count)
    for index in reports.indices {
      items.append(
        .init(
          offset: reports[index].ranges.first?.lowerBound ?? 0, number: mistakes.count + index,
          rule: reports[index].rule))
    }
    // Rules report part by part, so that their order has to be made here.
    func order(_ item: FindingPrecedence.Item) -> Int { item.number < mistakes.count ? -1 : item.rule ?? 0 }
    items.sort { ($0.offset, order($0), $0.number) < ($1.offset, order($1), $1.number) }
    precedence?.leaveOutNarrower(&items, in: policy.statements)
    return items.map { item in
      guard item.number >= mistakes.count else { return mistakes[item.number] }
      let report = reports[item.number - mistakes.count]
      return Finding(
        rule: sharedRules[report.rule], message: report.message, help: report.help, file: policy.file,
        locations: report.ranges.map { findsPaths ? finder.location(of: $0) : FindingLocation(path: [], range: $0) },
        fixes: report.fixes, severity: report.severity)
    }
  }

  /// The same findings with the severities that the configuration gives them.
  func configured(_ findings: [Finding]) -> [Finding] {
    guard !severities.isEmpty else { return findings }
    return findings.map { finding in
      var finding = finding
      finding.severity = severities[finding.ruleID] ?? finding.severity
      return finding
    }
  }

  /// The rules that look at such a policy; looked for once.
  private func plan(for subject: RuleSubject) -> RulePlan {
    let use = Use(kind: subject.kind, resourceType: subject.resourceType)
    if let known = plans[use] { return known }
    let plan = RulePlan(rules.enumerated().filter { $1.applies(to: use.kind, on: use.resourceType) })
    plans[use] = plan
    return plan
  }

  private func note(_ run: RuleRun) {
    for (rule, duration) in run.durations {
      profile.add(rules[rule].id, duration, findings: run.sink.reports.count { $0.rule == rule })
    }
  }

  /// By place; those at one place stay in the order of the rules.
  static func sorted(_ findings: [Finding]) -> [Finding] {
    guard findings.count > 1 else { return findings }
    let order = findings.indices.sorted {
      (findings[$0].range.lowerBound, $0) < (findings[$1].range.lowerBound, $1)
    }
    return order.map { findings[$0] }
  }
}
