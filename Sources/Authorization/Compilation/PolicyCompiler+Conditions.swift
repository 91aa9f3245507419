import PolicyLanguage
import SourceText
import Wildcards

extension PolicyCompiler {
  /// Compiles the clauses of a condition, cheapest first.
  mutating func add(_ written: [ConditionClause], _ policy: Policy) -> ListRange {
    let first = clauses.count
    var compiled: [CompiledClause] = []
    for (index, clause) in written.enumerated() {
      let name = clause.operatorName.value
      guard let found = ConditionOperator.named(name.base) else {
        let nearest = SpellingSuggestion.nearest(to: name.base, among: ConditionOperator.all.map(\.name))
        report(
          "unknown-condition-operator", "`\(name.description)` is not a condition operator", policy,
          clause.operatorName.range, help: nearest.map { "did you mean `\($0)`?" })
        continue
      }
      let key = arena.internLowercased(clause.key.value)
      compiled.append(
        CompiledClause(
          keyHash: arena.hash(of: key), key: key, comparison: found.comparison,
          isNegated: found.isNegated, quantifier: quantifier(name.qualifier), ifExists: name.ifExists,
          values: add(clause.values, found, policy), writtenIndex: UInt32(index)))
    }
    compiled.sort { ($0.comparison.rawValue, $0.writtenIndex) < ($1.comparison.rawValue, $1.writtenIndex) }
    clauses.append(contentsOf: compiled)
    return ListRange(first, clauses.count)
  }

  private func quantifier(_ qualifier: ConditionOperatorName.SetQualifier?) -> CompiledClause.Quantifier {
    switch qualifier {
    case nil: return .none
    case .forAllValues: return .forAllValues
    case .forAnyValue: return .forAnyValue
    }
  }

  private mutating func add(
    _ written: [Located<ConditionValue>], _ conditionOperator: ConditionOperator, _ policy: Policy
  ) -> ListRange {
    let first = values.count
    for value in written {
      let text = value.value.text
      if conditionOperator.expandsVariables, policy.expandsVariables,
        let parts = compileTemplate(text, isPattern: conditionOperator.allowsWildcards)
      {
        values.append(CompiledValue(form: .template, slice: ByteSlice(offset: parts.first, count: parts.count)))
      } else {
        let compiled = Array(text.utf8).withUnsafeBufferPointer { compile($0, conditionOperator) }
        values.append(compiled)
      }
    }
    return ListRange(first, values.count)
  }

  /// Compiles one value; what cannot be read as the operator's kind matches nothing (docs/undocumented-by-aws.md, U9).
  private mutating func compile(_ text: Bytes, _ conditionOperator: ConditionOperator) -> CompiledValue {
    let unreadable = CompiledValue(form: .unreadable, slice: .empty)
    switch conditionOperator.valueKind {
    case .string, .arn:
      guard conditionOperator.allowsWildcards else {
        return CompiledValue(form: .text, slice: arena.intern { $0.append(contentsOf: text) })
      }
      return CompiledValue(form: .text, slice: arena.intern { WildcardEncoding.append(pattern: text, to: &$0) })
    case .number:
      guard let number = DecimalNumber(text) else { return unreadable }
      return add(number)
    case .date:
      guard let instant = Instant.parse(text) else { return unreadable }
      return add(instant)
    case .address:
      guard let range = AddressRange(text) else { return unreadable }
      addresses.append(range)
      return CompiledValue(form: .address, slice: ByteSlice(offset: UInt32(addresses.count - 1), count: 0))
    case .boolean:
      guard let value = ValueComparison.boolean(text) else { return unreadable }
      return CompiledValue(form: .boolean, slice: ByteSlice(offset: value ? 1 : 0, count: 0))
    case .binary:
      guard let decoded = Base64.decode(text) else { return unreadable }
      return CompiledValue(form: .text, slice: arena.intern(decoded))
    }
  }

  private mutating func add(_ number: DecimalNumber) -> CompiledValue {
    numbers.append(number)
    return CompiledValue(form: .number, slice: ByteSlice(offset: UInt32(numbers.count - 1), count: 0))
  }
}
