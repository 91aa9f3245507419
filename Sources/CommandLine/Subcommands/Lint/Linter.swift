import AccountModel
import DocumentSyntax
import LintConfiguration
import PolicyChecks
import PolicyLanguage
import PolicySources
import ServiceCatalog
import SourceText

/// Lints one file after another; of one thread, as its engines are.
final class Linter {
  private let catalog: ServiceCatalog
  private let now: (() -> Duration)?
  private let finder = PolicyFinder()
  private var engines: [EngineKey: RuleEngine] = [:]
  /// The suppressions of each configuration, with those that were of use.
  private var ledgers: [ObjectIdentifier: SuppressionLedger] = [:]
  private let today: CalendarDate?
  private let namesFindings: Bool
  /// The account that is linted as a whole.
  private let account: KnownAccount?

  private struct EngineKey: Hashable {
    var rules: RuleConfiguration
    var configuration: ObjectIdentifier?
  }

  /// - Parameters:
  ///   - account: the account that is linted as a whole: of each of its policies, who has it.
  ///   - today: up to which day suppressions must hold.
  ///   - namesFindings: whether findings get their names in baselines.
  ///   - now: a clock, to measure what each rule costs.
  init(
    catalog: ServiceCatalog, account: KnownAccount? = nil, today: CalendarDate? = nil, namesFindings: Bool = false,
    now: (() -> Duration)? = nil
  ) {
    self.catalog = catalog
    self.account = account
    self.today = today
    self.namesFindings = namesFindings
    self.now = now
  }

  /// What each rule cost.
  var profiles: [RuleProfile] { engines.values.map(\.profile) }

  /// Lints a file's policies.
  func lint(_ contents: FileContents, _ settings: LintSettings) -> LintedFile {
    var linted = LintedFile(file: contents.file, problems: contents.problems, failOn: settings.failOn)
    let engine = engine(settings)
    for policy in contents.policies {
      let recognition = recognise(policy, contents.file, settings)
      linted.policies.append(LintedPolicy(range: policy.range, recognition: recognition, owner: policy.owner))
      if let problem = Self.problem(policy, contents.file) {
        linted.policies[linted.policies.count - 1].isLinted = false
        linted.problems.append(problem)
        continue
      }
      var surroundings = settings.surroundings
      surroundings.attachedTo = policy.attachedTo ?? surroundings.attachedTo
      var subject = RuleSubject(
        PolicyParser(kind: recognition.kind).parse(policy.node, of: policy.document), kind: recognition.kind,
        resourceType: recognition.resourceType, surroundings: surroundings)
      account?.addHolders(of: policy, in: contents.file, to: &subject)
      let sorted = sort(engine.findings(subject), of: subject.parsed.policy, settings)
      func item(_ finding: Finding) -> LintFinding {
        LintFinding(
          finding: policy.outward(finding, contents.file), owner: policy.owner, declaration: policy.declaration,
          fingerprint: namesFindings ? FindingFingerprint(finding, in: subject.parsed.policy) : nil)
      }
      linted.findings.reserveCapacity(linted.findings.count + sorted.kept.count)
      for finding in sorted.kept { linted.findings.append(item(finding)) }
      linted.suppressed += sorted.suppressed.map {
        SuppressedFinding(item: item($0.finding), reason: $0.suppression.reason)
      }
    }
    return linted
  }

  /// Lints a CloudFormation template; its policies are not looked at.
  func lint(template root: SyntaxNode, _ settings: LintSettings) -> LintedFile {
    let findings = engine(settings).findings(TemplateFacts(root, in: settings.surroundings))
    let sorted = sort(findings, of: nil, settings)
    return LintedFile(
      file: root.tree.file, findings: sorted.kept.map(item),
      suppressed: sorted.suppressed.map { SuppressedFinding(item: item($0.finding), reason: $0.suppression.reason) },
      failOn: settings.failOn)
  }

  /// A finding that is about no policy.
  func item(_ finding: Finding) -> LintFinding {
    LintFinding(finding: finding, fingerprint: namesFindings ? FindingFingerprint(finding, in: nil) : nil)
  }

  /// What is to be said of the suppressions of a configuration once all files were linted.
  ///
  /// - Parameter isCovered: whether all files were linted that lie at a path or below it, from the configuration's folder.
  func findings(on configuration: FoundConfiguration, rules: RuleConfiguration, isCovered: (String) -> Bool)
    -> [Finding]
  {
    (ledgers[ObjectIdentifier(configuration)] ?? SuppressionLedger(configuration.contents, rules: rules, today: today))
      .findings(isCovered: isCovered)
  }

  private func sort(
    _ findings: [Finding], of policy: Policy?, _ settings: LintSettings
  ) -> SuppressionLedger.Sorted {
    guard let configuration = settings.configuration, !configuration.saysNothingOfFindings else {
      return SuppressionLedger.Sorted(kept: findings)
    }
    let key = ObjectIdentifier(configuration)
    var ledger =
      ledgers.removeValue(forKey: key)
      ?? SuppressionLedger(configuration.contents, rules: settings.rules, today: today)
    defer { ledgers[key] = ledger }
    return ledger.sort(findings, of: policy, at: settings.path)
  }

  /// Lints an account as a whole: its findings, suppressed ones among them, and what keeps principals from being checked.
  func lint(_ account: AccountSubject, _ settings: LintSettings) -> (findings: [Finding], problems: [Diagnostic]) {
    let result = engine(settings).check(account)
    return (result.findings, result.problems.flatMap(\.diagnostics))
  }

  /// Findings about an account, those that a configuration suppresses apart.
  func sort(_ findings: [Finding], _ settings: LintSettings) -> SuppressionLedger.Sorted {
    sort(findings, of: nil, settings)
  }

  private func engine(_ settings: LintSettings) -> RuleEngine {
    let key = EngineKey(rules: settings.rules, configuration: settings.configuration.map(ObjectIdentifier.init))
    if let known = engines[key] { return known }
    let engine = RuleEngine(
      rules: RuleTable.all + (settings.configuration?.rules ?? []), configuration: settings.rules, catalog: catalog,
      findsPaths: false, now: now)
    engines[key] = engine
    return engine
  }

  private func recognise(_ policy: FoundPolicy, _ file: SourceFile, _ settings: LintSettings) -> PolicyRecognition {
    var recognition = PolicyRecognition(policy.node, path: file.name, documentKind: policy.kind)
    if let kind = settings.kind {
      let isSame = kind == recognition.kind
      recognition = PolicyRecognition(
        kind: kind, resourceType: isSame ? recognition.resourceType : nil, basis: .given)
    }
    if let type = settings.resourceType, recognition.kind.hasPrincipal { recognition.resourceType = type }
    return recognition
  }

  /// What keeps a policy from being linted: it is larger than any.
  private static func problem(_ policy: FoundPolicy, _ file: SourceFile) -> Diagnostic? {
    let size = policy.node.range.count
    let count = policy.node["Statement"]?.elements.count ?? 0
    let what: String
    if size > RuleSubject.maximumBytes {
      what = "\(size) bytes, more than any policy of AWS can have; at most \(RuleSubject.maximumBytes)"
    } else if count > RuleSubject.maximumStatements {
      what = "\(count) statements, more than any policy of AWS can have; at most \(RuleSubject.maximumStatements)"
    } else {
      return nil
    }
    let start = policy.range.lowerBound
    return Diagnostic(
      .error, code: "policy-too-large", "the policy has \(what) are checked", in: file, at: ByteRange(start, start + 1))
  }
}

extension FoundPolicy {
  /// A finding about the policy's own document, as one about the file.
  func outward(_ finding: Finding, _ file: SourceFile) -> Finding {
    guard isEncoded else { return finding }
    var finding = finding
    finding.file = file
    for index in finding.locations.indices {
      finding.locations[index].range = outward(finding.locations[index].range)
    }
    finding.fixes = finding.fixes.compactMap(outward)
    return finding
  }
}
