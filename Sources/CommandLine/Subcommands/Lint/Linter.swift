import DocumentSyntax
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
  private var engines: [RuleConfiguration: RuleEngine] = [:]

  /// - Parameter now: a clock, to measure what each rule costs.
  init(catalog: ServiceCatalog, now: (() -> Duration)? = nil) {
    self.catalog = catalog
    self.now = now
  }

  /// What each rule cost.
  var profiles: [RuleProfile] { engines.values.map(\.profile) }

  /// Lints a file's policies.
  func lint(_ contents: FileContents, _ settings: LintSettings) -> LintedFile {
    var linted = LintedFile(file: contents.file, problems: contents.problems, failOn: settings.failOn)
    let engine = engine(settings.rules)
    for policy in contents.policies {
      let recognition = recognise(policy, contents.file, settings)
      linted.policies.append(LintedPolicy(range: policy.range, recognition: recognition, owner: policy.owner))
      if let problem = Self.problem(policy, contents.file) {
        linted.problems.append(problem)
        continue
      }
      let subject = RuleSubject(
        PolicyParser(kind: recognition.kind).parse(policy.node, of: policy.document), kind: recognition.kind,
        resourceType: recognition.resourceType, surroundings: settings.surroundings)
      for finding in engine.findings(subject) {
        linted.findings.append(LintFinding(finding: policy.outward(finding, contents.file), owner: policy.owner))
      }
    }
    return linted
  }

  private func engine(_ configuration: RuleConfiguration) -> RuleEngine {
    if let known = engines[configuration] { return known }
    let engine = RuleEngine(configuration: configuration, catalog: catalog, now: now)
    engines[configuration] = engine
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
