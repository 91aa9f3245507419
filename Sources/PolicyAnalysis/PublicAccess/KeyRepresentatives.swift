import Authorization
import PolicyLanguage
import SourceText

/// The values of one condition key to try: at least one of each class that the policy's clauses tell apart, as far as an
/// outsider can have it.
struct KeyRepresentatives {
  let policy: Policy
  let keys: OutsiderKeys
  /// The value of a policy variable for the outsider at hand.
  let variable: (String) -> String
  let addresses: [String]
  /// The values without wildcards and variables that the policy names, by key in lower case.
  let constants: [String: Set<String>]

  /// What a variable stands for whose key the caller chooses; the same in both places that it ties together.
  static let filler = "iamsim-any"

  /// The entries to try; `nil` for the key's absence.
  ///
  /// - Parameters:
  ///   - key: the key as written.
  ///   - clauses: every clause on it that matters.
  ///   - required: those of them that the Allow statement has, all of which must hold.
  func entries(_ key: String, clauses: [ConditionClause], required: [ConditionClause]) -> [RequestContext.Entry?] {
    let isSet = clauses.contains { $0.operatorName.value.qualifier != nil }
    var values = Unique()
    let control = keys.control(key.lowercased())
    switch control {
    case .derived, .absent: return [nil]
    case .address: addresses.forEach { values.append($0) }
    case .free:
      for clause in clauses { freeValues(clause).forEach { values.append($0) } }
      conjunctions(required, scope: nil).forEach { values.append($0) }
      values.append(Self.filler)
    case .within(let scopes):
      for scope in scopes {
        let pattern = scope.hasPrefix("arn:") ? TextPattern(arn: scope) : TextPattern(scope)
        for clause in clauses {
          for own in patterns(clause) where !namesOrganization(own, key) {
            add(CommonText().find([own, pattern]), to: &values)
          }
        }
        conjunctions(required, scope: pattern).forEach { values.append($0) }
        add(CommonText().find([pattern]), to: &values)
      }
      let named = constants[key.lowercased()] ?? []
      values.texts.removeAll { named.contains($0) && $0 != keys.accountID }
    case .owner:
      for clause in clauses { freeValues(clause).forEach { values.append($0) } }
      values.append("o-resourceowner")
      values.texts.removeAll { $0 == keys.accountID || $0 == Self.filler }
    }
    var entries: [RequestContext.Entry?] = [nil]
    entries += values.texts.map { RequestContext.Entry(key, [$0], isMultivalued: isSet) }
    if isSet {
      entries.append(RequestContext.Entry(key, [], isMultivalued: true))
      if values.texts.count > 1 { entries.append(RequestContext.Entry(key, values.texts, isMultivalued: true)) }
    }
    return entries
  }

  /// A text list without repetitions.
  private struct Unique {
    var texts: [String] = []
    mutating func append(_ text: String) {
      if !texts.contains(text) { texts.append(text) }
    }
  }

  /// Whether a pattern for the path of an organizational unit begins with a certain organization.
  private func namesOrganization(_ pattern: TextPattern, _ key: String) -> Bool {
    guard key.lowercased().hasSuffix("orgpaths") else { return false }
    var organization = pattern
    organization.tokens = Array(pattern.tokens.prefix { $0 != .character("/") })
    return organization.isLiteral
  }

  private func add(_ result: CommonText.Result, to values: inout Unique) {
    if case .text(let text) = result { values.append(text) }
  }

  /// Texts that satisfy one value of each of several clauses on the key at once.
  private func conjunctions(_ required: [ConditionClause], scope: TextPattern?) -> [String] {
    let positive = required.filter { ConditionOperator.named($0.operatorName.value.base)?.isNegated == false }
    guard positive.count > 1 else { return [] }
    var combinations: [[TextPattern]] = [scope.map { [$0] } ?? []]
    for clause in positive {
      combinations = combinations.flatMap { combination in patterns(clause).map { combination + [$0] } }
      combinations = Array(combinations.prefix(64))
    }
    return combinations.compactMap {
      if case .text(let text) = CommonText().find($0) { return text }
      return nil
    }
  }

  private func patterns(_ clause: ConditionClause) -> [TextPattern] {
    let comparison = ConditionOperator.named(clause.operatorName.value.base)
    let expands = policy.expandsVariables && comparison?.expandsVariables == true
    return clause.values.map {
      TextPattern(
        $0.value.text, wildcards: comparison?.allowsWildcards ?? false, variable: expands ? variable : nil)
    }
  }

  /// Values on either side of those that a clause names.
  private func freeValues(_ clause: ConditionClause) -> [String] {
    let texts = clause.values.map(\.value.text)
    switch ConditionOperator.named(clause.operatorName.value.base)?.valueKind {
    case .number:
      return texts.flatMap { text -> [String] in
        guard let number = Int(text) else { return [text, text + "1"] }
        return [text, "\(number &- 1)", "\(number).5", "\(number &+ 1)"]
      }
    case .date:
      return texts.flatMap { [$0, ValueBounds.justAfter($0)] } + ["1970-01-02T00:00:00Z", "2199-01-01T00:00:00Z"]
    case .boolean: return clause.operatorName.value.base.lowercased() == "null" ? [] : ["true", "false"]
    case .address: return addresses + texts.map { String($0.prefix { $0 != "/" }) }
    case .binary: return texts
    case .string, .arn, nil:
      let texts = patterns(clause).map { $0.shortestText(filler: "x") }
      let ignoresCase = clause.operatorName.value.base.lowercased().hasSuffix("ignorecase")
      return ignoresCase ? texts.flatMap { [$0, $0.lowercased(), $0.uppercased()] } : texts
    }
  }

  /// The values without wildcards and variables that a policy names, by key in lower case.
  static func constants(of policy: Policy) -> [String: Set<String>] {
    var constants: [String: Set<String>] = [:]
    for clause in policy.statements.flatMap({ $0.condition?.clauses ?? [] }) {
      let wildcards = ConditionOperator.named(clause.operatorName.value.base)?.allowsWildcards ?? false
      for value in clause.values where TextPattern(value.value.text, wildcards: wildcards, variable: nil).isLiteral {
        constants[clause.key.value.lowercased(), default: []].insert(value.value.text)
      }
    }
    return constants
  }
}
