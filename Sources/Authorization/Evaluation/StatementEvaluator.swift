import Wildcards

/// What a set of policies says of a request.
struct PolicyEffect: BitwiseCopyable, Sendable {
  /// Some applying statement denies.
  var denies = false
  /// Some applying statement allows.
  var allows = false
  /// How the applying Allows name the caller; empty for policies without principals.
  var grants: PrincipalMatch = []
}

/// Decides which statements of a set of policies apply: the only code that does.
///
/// A statement applies when its action, principal, resource and condition all match.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
struct StatementEvaluator: BitwiseCopyable {
  private let policy: PolicyReference
  private let request: RequestReference
  private let principals: PrincipalMatcher
  private let conditions: ConditionEvaluator
  /// Whether Allow statements can apply at all.
  private let allowsCount: Bool

  init(policy: PolicyReference, request: RequestReference, callerHasBoundary: Bool, allowsCount: Bool = true) {
    self.policy = policy
    self.allowsCount = allowsCount
    self.request = request
    principals = PrincipalMatcher(policy: policy, request: request, callerHasBoundary: callerHasBoundary)
    conditions = ConditionEvaluator(policy: policy, request: request)
  }

  /// The effect of all statements together.
  func effect<Observer: EvaluationObserver>(_ observer: inout Observer) -> PolicyEffect {
    Observer.isObserving ? effectOfEveryStatement(&observer) : effectOfCandidates(&observer)
  }

  // MARK: With nobody watching

  /// Looks only at statements whose action may match, the denying ones first, and stops as soon as nothing can change.
  private func effectOfCandidates<Observer: EvaluationObserver>(_ observer: inout Observer) -> PolicyEffect {
    let exact = policy.pointee.exactActions.find(
      request.pointee.facts.actionHash, request.pointee.action, in: policy.pointee.bytes)
    let service = policy.pointee.serviceActions.find(
      request.pointee.facts.serviceHash, request.pointee.service, in: policy.pointee.bytes)
    let any = policy.pointee.anyAction
    let anyDenyEnd = Int(any.first) + policy.pointee.anyActionDenyCount
    var effect = PolicyEffect()
    // Most lists are empty, so asking first is what keeps a gate cheap.
    if let exact, exact.pointee.denyCount > 0, candidates(exact.pointee.denies, &effect, &observer) { return effect }
    if let service, service.pointee.denyCount > 0, candidates(service.pointee.denies, &effect, &observer) {
      return effect
    }
    if anyDenyEnd > any.first, candidates(Int(any.first)..<anyDenyEnd, &effect, &observer) { return effect }
    guard allowsCount else { return effect }
    if let exact, exact.pointee.allowCount > 0, candidates(exact.pointee.allows, &effect, &observer) { return effect }
    if let service, service.pointee.allowCount > 0, candidates(service.pointee.allows, &effect, &observer) {
      return effect
    }
    if any.indices.upperBound > anyDenyEnd {
      _ = candidates(anyDenyEnd..<any.indices.upperBound, &effect, &observer)
    }
    return effect
  }

  /// Adds the effect of some candidates; gives whether the rest cannot change it.
  private func candidates<Observer: EvaluationObserver>(
    _ range: Range<Int>, _ effect: inout PolicyEffect, _ observer: inout Observer
  ) -> Bool {
    let name = request.pointee.actionName
    let beginning = request.pointee.facts.actionNamePrefix
    for index in range {
      let candidate = policy.pointee.candidates[index]
      // Most candidates fail here, so the statement is not even loaded.
      guard beginning.mayMatch(candidate.prefix) else { continue }
      if candidate.check == .name,
        !WildcardMatcher.matches(pattern: policy.pointee.bytes[candidate.pattern], text: name)
      {
        continue
      }
      let statement = policy.pointee.statements + Int(candidate.statement)
      if candidate.check == .wholeElement, !actionMatches(statement) { continue }
      guard resourceMatches(statement) else { continue }
      var grant: PrincipalMatch = []
      if statement.pointee.hasPrincipal {
        grant = principalMatch(statement)
        if grant.isEmpty { continue }
      }
      guard conditions.holds(statement.pointee.clauses, &observer) else { continue }
      if statement.pointee.isDeny {
        effect.denies = true
        return true
      }
      effect.allows = true
      // Where principals are named, further Allows may name the caller in a way that grants more.
      if !statement.pointee.hasPrincipal { return true }
      effect.grants.formUnion(grant)
    }
    return false
  }

  // MARK: With somebody watching

  private func effectOfEveryStatement<Observer: EvaluationObserver>(_ observer: inout Observer) -> PolicyEffect {
    var effect = PolicyEffect()
    for index in 0..<policy.pointee.statementCount {
      let statement = policy.pointee.statements + index
      let outcome = outcome(statement, &observer)
      observer.evaluated(statement.pointee, outcome)
      guard outcome.applies else { continue }
      if statement.pointee.isDeny {
        effect.denies = true
      } else {
        effect.allows = true
        effect.grants.formUnion(outcome.grant)
      }
    }
    return effect
  }

  private func outcome<Observer: EvaluationObserver>(
    _ statement: StatementReference, _ observer: inout Observer
  ) -> StatementOutcome {
    var outcome = StatementOutcome()
    outcome.actionMatches = (allowsCount || statement.pointee.isDeny) && actionMatches(statement)
    if Observer.skipsOtherActions, !outcome.actionMatches { return outcome }
    outcome.grant = statement.pointee.hasPrincipal ? principalMatch(statement) : []
    outcome.principalMatches = !statement.pointee.hasPrincipal || !outcome.grant.isEmpty
    outcome.resourceMatches = resourceMatches(statement)
    outcome.conditionHolds = conditions.holds(statement.pointee.clauses, &observer)
    return outcome
  }

  /// What the parts of one statement say that may read the request's context: its resource element, and each clause to the
  /// observer.
  func contextOutcome<Observer: EvaluationObserver>(ofStatement index: Int, _ observer: inout Observer) -> Bool {
    let statement = policy.pointee.statements + index
    _ = conditions.holds(statement.pointee.clauses, &observer)
    return resourceMatches(statement)
  }

  // MARK: The parts of a statement

  /// `Action` or `NotAction`; an empty list has no effect.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
  private func actionMatches(_ statement: StatementReference) -> Bool {
    guard !statement.pointee.actions.isEmpty else { return false }
    for index in statement.pointee.actions.indices {
      let candidate = policy.pointee.actionPatterns[index]
      if request.pointee.facts.actionPrefix.mayMatch(candidate.prefix),
        WildcardMatcher.matches(pattern: policy.pointee.bytes[candidate.pattern], text: request.pointee.action)
      {
        return !statement.pointee.actionIsNegated
      }
    }
    return statement.pointee.actionIsNegated
  }

  private func principalMatch(_ statement: StatementReference) -> PrincipalMatch {
    statement.pointee.principalIsNegated ? principals.matchNegated(statement) : principals.match(statement)
  }

  /// `Resource` or `NotResource`; an empty list has no effect.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
  private func resourceMatches(_ statement: StatementReference) -> Bool {
    guard statement.pointee.hasResource else { return statement.pointee.appliesWithoutResource }
    guard !statement.pointee.resources.isEmpty else { return false }
    for index in statement.pointee.resources.indices
    where matches(policy.pointee.resourcePatterns + index, isNegated: statement.pointee.resourceIsNegated) {
      return !statement.pointee.resourceIsNegated
    }
    return statement.pointee.resourceIsNegated
  }

  private func matches(_ pattern: UnsafePointer<ResourcePattern>, isNegated: Bool) -> Bool {
    switch pattern.pointee.form {
    case .everything: return true
    case .nothing: return false
    case .literalHead, .wholeText, .restricted: break
    }
    let resource = request.pointee.resource
    guard let fields = request.pointee.facts.resourceFields else {
      // In `NotResource` an ARN never covers an action without resources.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
      return pattern.pointee.coversAllBuckets && !isNegated && request.pointee.action.equals("s3:listallmybuckets")
        && resource.equals("*")
    }
    let text = policy.pointee.bytes[pattern.pointee.pattern]
    if pattern.pointee.form == .literalHead {
      let headLength = Int(pattern.pointee.headLength)
      guard pattern.pointee.headHash == request.pointee.facts.resourceHeadHash, fields.resourceStart == headLength,
        request.pointee.facts.resourceNamePrefix.mayMatch(pattern.pointee.namePrefix),
        WildcardMatcher.equal(text.part(0, headLength), resource.part(0, headLength))
      else { return false }
      let name = resource.part(headLength, resource.count)
      return withText(of: pattern, head: Bytes(start: nil, count: 0), rest: text.part(headLength, text.count)) {
        WildcardMatcher.matches(pattern: $0, text: name)
      }
    }
    if pattern.pointee.template.isEmpty {
      let colons = request.pointee.facts.resourceColonCount
      // Each colon of the pattern takes one of the resource's; with none left over, no star has run past one.
      if colons < pattern.pointee.colonCount { return false }
      if colons == pattern.pointee.colonCount {
        guard request.pointee.facts.resourceNamePrefix.mayMatch(pattern.pointee.namePrefix) else { return false }
        return ARNFields.matches(pattern: text, pattern.pointee.fields, text: resource, fields)
      }
    }
    return withText(of: pattern, head: text, rest: text) { expanded in
      guard WildcardMatcher.matches(pattern: expanded, text: resource) else { return false }
      return pattern.pointee.form == .wholeText || keepsFields(expanded, fields)
    }
  }

  /// Calls `body` with `rest`, or with `head` and the expanded policy variables after it; false when one has no value.
  private func withText(of pattern: UnsafePointer<ResourcePattern>, head: Bytes, rest: Bytes, _ body: (Bytes) -> Bool)
    -> Bool
  {
    if pattern.pointee.template.isEmpty { return body(rest) }
    return Template.withExpansion(pattern.pointee.template, head: head, of: policy, for: request, body) ?? false
  }

  /// Whether a pattern that matches at all also does with each wildcard kept within its field where it has to stay.
  private func keepsFields(_ pattern: Bytes, _ fields: ARNFields) -> Bool {
    guard let patternFields = ARNFields(pattern) else { return false }
    let resource = request.pointee.resource
    return ARNFields.matches(pattern: pattern, patternFields, text: resource, fields)
      || ColonCrossing.matches(pattern: pattern, text: resource)
  }
}

extension NameTable.Slot {
  fileprivate var allowCount: UInt32 { count &- denyCount }
  fileprivate var denies: Range<Int> { Int(first)..<Int(first) &+ Int(denyCount) }
  fileprivate var allows: Range<Int> { Int(first) &+ Int(denyCount)..<Int(first) &+ Int(count) }
}
