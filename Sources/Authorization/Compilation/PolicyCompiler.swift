import PolicyLanguage
import SourceText
import Wildcards

/// Turns policies into the tables that decisions read.
struct PolicyCompiler {
  let kind: PolicyKind
  var arena: ByteArena
  var statements: [CompiledStatement] = []
  var actionPatterns: [ActionPattern] = []
  var actionEntries: [ActionIndex.Entry] = []
  var resourcePatterns: [ResourcePattern] = []
  var principals: [CompiledPrincipal] = []
  var clauses: [CompiledClause] = []
  var values: [CompiledValue] = []
  var templateParts: [TemplatePart] = []
  var numbers: [DecimalNumber] = []
  var addresses: [AddressRange] = []
  var diagnostics: [Diagnostic] = []

  init(kind: PolicyKind, expectedBytes: Int) {
    self.kind = kind
    arena = ByteArena(expectedBytes: expectedBytes)
  }

  /// Compiles all statements of a policy.
  mutating func add(_ policy: Policy, document: Int) {
    for (index, statement) in policy.statements.enumerated() {
      guard let effect = statement.effect else {
        report("statement-without-effect", "the statement has no valid `Effect`", policy, statement.range)
        continue
      }
      guard let action = statement.action else {
        report(
          "statement-without-action", "the statement has no valid `Action` or `NotAction`", policy, statement.range)
        continue
      }
      if kind.hasPrincipal, statement.principal == nil {
        report("statement-without-principal", "the statement has no valid `Principal`", policy, statement.range)
        continue
      }
      add(statement, effect.value, action, policy, document: document, index: index)
    }
  }

  private mutating func add(
    _ statement: Statement, _ effect: Effect, _ action: ListElement, _ policy: Policy, document: Int, index: Int
  ) {
    let id = UInt32(statements.count)
    let clauseRange = add(statement.condition?.clauses ?? [], policy)
    statements.append(
      CompiledStatement(
        document: UInt32(document), index: UInt32(index), isDeny: effect == .deny,
        actionIsNegated: action.isNegated, actions: add(action, statement: id, isDeny: effect == .deny),
        // Where a policy's kind has no principals, the policy belongs to its principal.
        hasPrincipal: kind.hasPrincipal && statement.principal != nil,
        principalIsNegated: statement.principal?.isNegated ?? false,
        principals: add(statement.principal),
        hasResource: statement.resource != nil, appliesWithoutResource: kind == .roleTrust,
        resourceIsNegated: statement.resource?.isNegated ?? false,
        resources: add(statement.resource, policy), clauses: clauseRange,
        namesPrincipalByCondition: kind.hasPrincipal && namesPrincipal(statement.condition)))
  }

  mutating func report(
    _ code: String, _ message: String, _ policy: Policy, _ range: ByteRange, help: String? = nil
  ) {
    diagnostics.append(Diagnostic(.error, code: code, message, in: policy.file, at: range, help: help))
  }

  // MARK: Actions

  private mutating func add(_ action: ListElement, statement: UInt32, isDeny: Bool) -> ListRange {
    let first = actionPatterns.count
    actionPatterns.reserveCapacity(first + action.values.count)
    actionEntries.reserveCapacity(actionEntries.count + action.values.count)
    for value in action.values {
      let pattern = arena.intern { bytes in
        WildcardEncoding.append(pattern: value.value, to: &bytes, lowercased: true)
      }
      actionPatterns.append(ActionPattern(pattern: pattern, prefix: arena.withBytes(of: pattern) { BytePrefix($0) }))
      if !action.isNegated { index(pattern, statement: statement, isDeny: isDeny) }
    }
    // An empty list names no action and excludes none that the statement could cover: it has no effect.
    if action.isNegated, !action.values.isEmpty {
      actionEntries.append(
        ActionIndex.Entry(
          scope: .any, name: .empty, candidate: CandidateStatement(statement: statement, check: .wholeElement),
          isDeny: isDeny))
    }
    return ListRange(first, actionPatterns.count)
  }

  private mutating func index(_ pattern: ByteSlice, statement: UInt32, isDeny: Bool) {
    let (isLiteral, serviceLength) = arena.withBytes(of: pattern) { bytes in
      (WildcardEncoding.isLiteral(bytes), bytes.firstIndex(of: UInt8(ascii: ":")))
    }
    var entry = ActionIndex.Entry(
      scope: .any, name: .empty, candidate: CandidateStatement(statement: statement, check: .wholeElement),
      isDeny: isDeny)
    if isLiteral {
      entry.scope = .exact
      entry.name = pattern
      entry.candidate.check = .nothing
    } else if let serviceLength {
      let service = ByteSlice(offset: pattern.offset, count: UInt32(serviceLength))
      if arena.withBytes(of: service, { WildcardEncoding.isLiteral($0) }) {
        entry.scope = .service
        entry.name = arena.intern(arena.withBytes(of: service) { Array($0) })
        entry.candidate.pattern = ByteSlice(
          offset: pattern.offset + UInt32(serviceLength) + 1, count: pattern.count - UInt32(serviceLength) - 1)
        (entry.candidate.prefix, entry.candidate.check) = arena.withBytes(of: entry.candidate.pattern) { name in
          // `Get*`, the most frequent form, is decided by its beginning alone.
          let isPrefix =
            name.firstIndex { $0 >= WildcardEncoding.anyOne } == name.count - 1 && name.count <= BytePrefix.length + 1
            && name.last == WildcardEncoding.anyRun
          return (BytePrefix(name), isPrefix ? .namePrefix : .name)
        }
      }
    }
    actionEntries.append(entry)
  }

  // MARK: Principals

  private mutating func add(_ element: PrincipalElement?) -> ListRange {
    let first = principals.count
    for entry in element?.entries ?? [] {
      let text = entry.value.value
      var form: CompiledPrincipal.Form
      var stored = text
      var partition = ""
      switch entry.kind {
      case .everyone: form = .everyone
      case .service: form = .service
      case .federated: form = .federated
      case .canonicalUser: form = .canonicalUser
      case .aws where text == "*": form = .everyAWSPrincipal
      case .aws:
        form = .arn
        let fields = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        if text.utf8.count == 12, text.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) {
          form = .account
        } else if fields.count == 6, fields[0] == "arn", fields[2] == "iam", fields[5] == "root" {
          form = .account
          stored = String(fields[4])
          partition = String(fields[1])
        } else if fields.count < 6 {
          form = .uniqueID
        }
      }
      principals.append(
        CompiledPrincipal(form: form, text: arena.intern(stored), partition: arena.intern(partition)))
    }
    return ListRange(first, principals.count)
  }

  /// Whether a condition narrows the callers to named ones, as AWS's matrix of resource-based policies distinguishes.
  private func namesPrincipal(_ condition: ConditionBlock?) -> Bool {
    (condition?.clauses ?? []).contains { clause in
      guard clause.key.value.lowercased() == "aws:principalarn", !clause.operatorName.value.ifExists,
        let found = ConditionOperator.named(clause.operatorName.value.base)
      else { return false }
      return !found.isNegated && (found.valueKind == .arn || found.valueKind == .string)
    }
  }
}
