import Wildcards

/// Decides whether condition clauses hold.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
struct ConditionEvaluator: BitwiseCopyable {
  var policy: PolicyReference
  var request: RequestReference

  /// Whether all clauses hold.
  func holds<Observer: EvaluationObserver>(_ clauses: ListRange, _ observer: inout Observer) -> Bool {
    var all = true
    for index in clauses.indices {
      let clause = policy.pointee.clauses + index
      let (holds, reason) = evaluate(clause)
      if Observer.isObserving {
        observer.compared(clause.pointee, holds: holds, reason: reason)
      } else if !holds {
        return false
      }
      all = all && holds
    }
    return all
  }

  private func evaluate(_ clause: UnsafePointer<CompiledClause>) -> (Bool, ClauseReason) {
    let entry = request.pointee.entry(clause.pointee.keyHash, policy.pointee.bytes[clause.pointee.key])
    if clause.pointee.comparison == .null { return null(clause, entry) }
    guard let entry else { return (holdsWhenAbsent(clause), .keyAbsent) }
    if clause.pointee.values.isEmpty, clause.pointee.quantifier != .none || clause.pointee.ifExists {
      // With an empty list these hold only for an absent key.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
      return (false, .compared)
    }
    switch clause.pointee.quantifier {
    case .none:
      // AWS documents only that such a clause is a mistake (docs/undocumented-by-aws.md, U8).
      if entry.isMultivalued { return (false, .multivaluedKeyWithoutSetOperator) }
      // A key without value compares as the empty text (docs/undocumented-by-aws.md, U40).
      let value = entry.values.isEmpty ? Bytes(start: nil, count: 0) : request.pointee.value(Int(entry.values.first))
      return (anyPolicyValueMatches(clause, value) != clause.pointee.isNegated, .compared)
    case .forAllValues:
      if isNull(entry) { return (true, .keyNull) }
      for index in entry.values.indices
      where anyPolicyValueMatches(clause, request.pointee.value(index)) == clause.pointee.isNegated {
        return (false, .compared)
      }
      return (true, .compared)
    case .forAnyValue:
      if isNull(entry) { return (false, .keyNull) }
      for index in entry.values.indices
      where anyPolicyValueMatches(clause, request.pointee.value(index)) != clause.pointee.isNegated {
        return (true, .compared)
      }
      return (false, .compared)
    }
  }

  /// What a clause on an absent key gives: true with `IfExists` and `ForAllValues`, false with `ForAnyValue`; else true
  /// for negated operators.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
  private func holdsWhenAbsent(_ clause: UnsafePointer<CompiledClause>) -> Bool {
    if clause.pointee.ifExists { return true }
    switch clause.pointee.quantifier {
    case .none: return clause.pointee.isNegated
    case .forAllValues: return true
    case .forAnyValue: return false
    }
  }

  /// `Null`: with a quantifier always true (`ForAllValues`) or always false (`ForAnyValue`).
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
  private func null(_ clause: UnsafePointer<CompiledClause>, _ entry: PreparedRequest.ContextEntry?) -> (
    Bool, ClauseReason
  ) {
    switch clause.pointee.quantifier {
    case .forAllValues: return (true, .compared)
    case .forAnyValue: return (false, .compared)
    case .none:
      let isNull = entry.map { self.isNull($0) } ?? true
      for index in clause.pointee.values.indices {
        let value = policy.pointee.values[index]
        if value.form == .boolean, (value.slice.offset == 1) == isNull { return (true, .compared) }
      }
      return (false, entry == nil ? .keyAbsent : .compared)
    }
  }

  /// Whether a key is present but holds nothing: an empty set, or one empty text.
  private func isNull(_ entry: PreparedRequest.ContextEntry) -> Bool {
    entry.values.isEmpty || (entry.values.count == 1 && request.pointee.value(Int(entry.values.first)).isEmpty)
  }

  private func anyPolicyValueMatches(_ clause: UnsafePointer<CompiledClause>, _ requestValue: Bytes) -> Bool {
    for index in clause.pointee.values.indices
    where matches(policy.pointee.values[index], clause.pointee.comparison, requestValue) {
      return true
    }
    return false
  }

  private func matches(_ value: CompiledValue, _ comparison: Comparison, _ requestValue: Bytes) -> Bool {
    switch value.form {
    case .text:
      return ValueComparison.matches(comparison, policy: policy.pointee.bytes[value.slice], request: requestValue)
    case .template:
      let parts = ListRange(first: value.slice.offset, count: value.slice.count)
      // A variable without a value: no text equals it.
      return Template.withExpansion(parts, head: Bytes(start: nil, count: 0), of: policy, for: request) {
        ValueComparison.matches(comparison, policy: $0, request: requestValue)
      } ?? false
    case .number:
      return ValueComparison.matches(
        comparison, policy: policy.pointee.numbers[Int(value.slice.offset)], request: requestValue)
    case .address:
      return ValueComparison.matches(policy: policy.pointee.addresses[Int(value.slice.offset)], request: requestValue)
    case .boolean: return ValueComparison.boolean(requestValue).map { $0 == (value.slice.offset == 1) } ?? false
    case .unreadable: return false
    }
  }
}
