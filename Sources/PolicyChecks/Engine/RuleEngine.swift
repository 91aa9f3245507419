import DocumentSyntax
import PolicyAnalysis
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
  private var checks: [Use: [PlannedCheck]] = [:]

  /// What a policy is used as, and on what.
  private struct Use: Hashable {
    var kind: PolicyKind
    var resourceType: PolicyResourceType?
  }

  /// What a rule does, and for actions of which services.
  private final class PlannedCheck {
    let rule: Int
    let check: Rule.Check
    /// `nil` for a rule that is not about actions of some services alone.
    let services: ServiceMask?

    init(_ rule: Rule, number: Int) {
      self.rule = number
      check = rule.check
      services = rule.services.isEmpty ? nil : ServiceMask(rule.services)
    }
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
      let parts = PolicyParts(facts)
      var sink = FindingSink()
      let isWhole = !subject.parsed.diagnostics.contains { $0.severity == .error }
      for planned in checks(for: subject) where isWhole || !rules[planned.rule].needsWholePolicy {
        if let services = planned.services, !parts.services.meets(services) { continue }
        let start = now?()
        let before = sink.reports.count
        sink.rule = planned.rule
        run(planned, on: parts, into: &sink)
        if let start, let end = now?() {
          profile.add(rules[planned.rule].id, end - start, findings: sink.reports.count - before)
        }
      }
      return configured(arranged(mistakes, sink.reports, of: policy, &finder))
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
    items.sort { ($0.offset, $0.number) < ($1.offset, $1.number) }
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

  /// The checks of the rules that look at such a policy, with the rules' numbers; looked for once.
  private func checks(for subject: RuleSubject) -> [PlannedCheck] {
    let use = Use(kind: subject.kind, resourceType: subject.resourceType)
    if let known = checks[use] { return known }
    let found = rules.enumerated().filter { $1.applies(to: use.kind, on: use.resourceType) }
      .map { PlannedCheck($1, number: $0) }
    checks[use] = found
    return found
  }

  private func run(_ planned: PlannedCheck, on parts: PolicyParts, into sink: inout FindingSink) {
    switch planned.check {
    case .grammar, .account: break
    case .policy(let check): check(parts.policy, &sink)
    case .statement(let check):
      guard let services = planned.services else {
        for statement in parts.statements { check(statement, &sink) }
        return
      }
      for (statement, own) in zip(parts.statements, parts.servicesOfStatements) where own.meets(services) {
        check(statement, &sink)
      }
    case .action(let check):
      guard let services = planned.services else {
        for action in parts.actions { check(action, &sink) }
        return
      }
      for (action, own) in zip(parts.actions, parts.servicesOfActions) where own.meets(services) {
        check(action, &sink)
      }
    case .resource(let check): for resource in parts.resources { check(resource, &sink) }
    case .principal(let check): for principal in parts.principals { check(principal, &sink) }
    case .condition(let check): for clause in parts.clauses { check(clause, &sink) }
    }
  }

  /// The parts of a policy that rules look at, each kind in a row for all the rules.
  private struct PolicyParts {
    let policy: PolicyFacts
    let statements: [StatementFacts]
    let actions: [ActionFacts]
    let resources: [ResourceFacts]
    let principals: [PrincipalFacts]
    let clauses: [ClauseFacts]
    /// The services whose actions the policy can be about, its statements, and its values of `Action`.
    let services: ServiceMask
    let servicesOfStatements: [ServiceMask]
    let servicesOfActions: [ServiceMask]

    init(_ policy: PolicyFacts) {
      self.policy = policy
      statements = policy.statements
      actions = statements.flatMap(\.actions)
      resources = statements.flatMap(\.resources)
      principals = statements.flatMap(\.principals)
      clauses = statements.flatMap(\.clauses)
      servicesOfStatements = statements.map(\.services)
      servicesOfActions = actions.map(\.written.outline.services)
      services = servicesOfStatements.reduce(into: .none) { $0.formUnion($1) }
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
