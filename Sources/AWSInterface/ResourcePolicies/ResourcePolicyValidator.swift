import Authorization
public import DocumentSyntax
import PolicyAnalysis
import PolicyChecks
import PolicyLanguage
import ServiceCatalog
import SourceText

/// Answers ``ResourcePolicyRequest``s.
public struct ResourcePolicyValidator: Sendable {
  /// How documents are read.
  public var documents: DocumentParser

  /// Makes a validator.
  public init(documents: DocumentParser = DocumentParser()) { self.documents = documents }

  /// Most characters of a policy whose service names no limit.
  private static let maximumCharacters = PolicyLoader.maximumCharacters

  /// Makes the three checks.
  ///
  /// - Throws: ``InterfaceError`` when the document is no policy at all or larger than the service takes, or a parameter is
  ///   wrong.
  public func validate(_ request: ResourcePolicyRequest) throws(InterfaceError) -> ResourcePolicyValidation {
    let gate = request.gate
    let file = request.resourcePolicy
    try checkSize(file, gate)
    let caller = try request.callerARN.map { text throws(InterfaceError) in
      try CallerIdentity(account: nil, policySourceARN: nil).principal(text, parameter: "the caller")
    }
    let context = try ContextValidation.context(request.contextEntries).context
    let subject = try ResourcePolicySubject(request.resourceID, gate: gate, caller: caller)
    let parsed = PolicyParser(kind: gate.policyKind, documents: documents).parse(file)
    let errors = parsed.diagnostics.filter { $0.severity == .error }
    guard var policy = parsed.policy, !errors.contains(where: { PolicyDiagnosticCode(rawValue: $0.code) == nil }) else {
      throw InterfaceError(
        .invalidInput, errors.first?.message ?? "the document is not a policy", diagnostics: errors)
    }
    var result = ResourcePolicyValidation(policyFile: file, gate: gate, failures: [], undecided: [], absent: [])
    if gate.managementActions.isEmpty { result.absent.append(.callerLockout) }
    result.failures += errors.map {
      ResourcePolicyValidation.Failure(.syntax, $0.message, at: $0.range, help: $0.help)
    }
    result.failures += ResourcePolicyFit(policy, subject: subject, gate: gate).failures
    if gate.holdsOnlyLatin1 { result.failures += Self.characterFailures(file, gate) }
    result.failures.sort { $0.range.lowerBound < $1.range.lowerBound }
    guard result.failures.isEmpty else {
      let reason = "the policy has mistakes that come first"
      result.undecided.append((.publicAccess, reason))
      if !gate.managementActions.isEmpty { result.undecided.append((.callerLockout, reason)) }
      return result
    }
    if gate.resourceElement != .required, gate.policyKind == .resource { Self.nameEveryResource(in: &policy) }
    do {
      try checkAccess(policy, subject, &result)
      try checkLockout(policy, subject, caller, context, &result)
    } catch {
      throw InterfaceError(
        .policyEvaluation, error.diagnostics.first?.message ?? "the policy cannot be evaluated",
        diagnostics: error.diagnostics)
    }
    return result
  }

  private func checkSize(_ file: SourceFile, _ gate: ResourcePolicyGate) throws(InterfaceError) {
    let blank = file.bytes.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
    if blank { throw InterfaceError(.invalidInput, "the resource policy is empty (\(file.name))") }
    let quota =
      gate.quota ?? SizeQuota(name: gate.policyName, limit: Self.maximumCharacters, unit: .characters)
    let size = quota.size(of: file.bytes)
    guard size > quota.limit else { return }
    let unit = quota.unit == .bytes ? "bytes" : "characters"
    throw InterfaceError(
      .invalidInput,
      "the resource policy has \(size) \(unit), and \(gate.policyName) can have \(quota.limit) (\(file.name))",
      help: "remove white space, or join actions and principals")
  }

  /// The first character of a JSON document that is outside of tab, line ends and U+0020 to U+00FF.
  ///
  /// YAML is never sent as it stands.
  private static func characterFailures(
    _ file: SourceFile, _ gate: ResourcePolicyGate
  ) -> [ResourcePolicyValidation.Failure] {
    guard file.bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return [] }
    var offset = 0
    for scalar in String(decoding: file.bytes, as: UTF8.self).unicodeScalars {
      let width = UTF8.width(scalar)
      let isAllowed = [0x09, 0x0A, 0x0D].contains(scalar.value) || (0x20...0xFF).contains(scalar.value)
      guard isAllowed else {
        let code = String(scalar.value, radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
        return [
          ResourcePolicyValidation.Failure(
            .syntax, "the character \(name), and \(gate.policyName) can have those up to U+00FF",
            at: ByteRange(offset, offset + width), help: "write another character")
        ]
      }
      offset += width
    }
    return []
  }

  /// A policy without `Resource` is about the resource it is attached to.
  private static func nameEveryResource(in policy: inout Policy) {
    for index in policy.statements.indices where policy.statements[index].resource == nil {
      let range = policy.statements[index].range
      policy.statements[index].resource = ListElement(
        isNegated: false, nameRange: range, range: range, values: [Located("*", at: range)])
    }
  }

  // MARK: Broad access

  private func checkAccess(
    _ policy: Policy, _ subject: ResourcePolicySubject, _ result: inout ResourcePolicyValidation
  ) throws(PolicyCompilationError) {
    let guarded = GuardedResource(
      arn: subject.arn, isKnown: subject.isKnown, ownerAccountID: subject.ownerAccountID,
      policyKind: result.gate.policyKind, actions: result.gate.crossAccountActions ?? Self.actions(result.gate),
      outsidersHaveNoOtherActions: result.gate.crossAccountActions != nil)
    var analysis = try PublicAccessAnalysis(policy, of: guarded)
    let access = try analysis.run()
    for opening in access.openings {
      let statement = policy.statements[opening.statementIndex]
      let isAnonymous = opening.witness.principal.kind == .anonymous
      result.failures.append(
        .init(
          .publicAccess,
          "\(Self.title(statement, opening.statementIndex)) lets "
            + (isAnonymous ? "unsigned callers" : "callers of any account") + " use `\(opening.witness.action)`",
          at: statement.principal?.range ?? statement.range,
          help: "name the principals, or add a condition with constants on who calls or whence, such as "
            + "`StringEquals` on `aws:PrincipalOrgID`",
          witness: opening.witness))
    }
    for index in access.undecided {
      let statement = policy.statements[index]
      result.failures.append(
        .init(
          .publicAccess,
          "whom \(Self.title(statement, index)) lets in is undecided: its conditions can be met in too many ways to try",
          at: statement.condition?.range ?? statement.range,
          help: "split the statement, or write its patterns more plainly"))
    }
  }

  /// The actions on resources of a kind, the one that matters most first.
  private static func actions(_ gate: ResourcePolicyGate) -> [String] {
    let actions = (try? ServiceCatalog.embedded())?.service(named: gate.service)?.actions ?? []
    let usable = actions.filter { !$0.isRetired && !$0.resourceRows.isEmpty }.map(\.fullName)
    return [gate.exampleAction] + usable.filter { $0 != gate.exampleAction }
  }

  static func title(_ statement: Statement, _ index: Int) -> String {
    let sid = statement.sid?.value ?? ""
    return sid.isEmpty ? "statement \(index + 1)" : "statement `\(sid)`"
  }

  // MARK: Lock-out

  private func checkLockout(
    _ policy: Policy, _ subject: ResourcePolicySubject, _ caller: Principal?, _ context: RequestContext,
    _ result: inout ResourcePolicyValidation
  ) throws(PolicyCompilationError) {
    let actions = result.gate.managementActions
    guard !actions.isEmpty else { return }
    guard let caller else {
      result.undecided.append((.callerLockout, "nobody is given who is to store the policy; give `--caller-arn`"))
      return
    }
    let lockout = try CallerLockout(policy, subject: subject, caller: caller, context: context)
    for action in actions {
      switch lockout.verdict(on: action) {
      case .allowed: continue
      case .dependsOn(let keys):
        let names = keys.map { "`\($0)`" }.joined(separator: ", ")
        result.undecided.append(
          (.callerLockout, "whether the caller keeps `\(action)` depends on \(names); give `--context-entries`"))
        return
      case .denied(let statement):
        let index = statement ?? 0
        let range = statement.map { policy.statements[$0].range } ?? policy.range
        let caller = caller.arn.isEmpty ? "the caller" : "`\(caller.arn)`"
        result.failures.append(
          .init(
            .callerLockout,
            statement == nil
              ? "no statement lets \(caller) use `\(action)`, so that the caller could not change the policy again"
              : "\(Self.title(policy.statements[index], index)) denies \(caller) `\(action)`, "
                + "so that the caller could not change the policy again",
            at: range, help: "leave `\(action)` to those who manage the resource"))
        return
      }
    }
  }
}
