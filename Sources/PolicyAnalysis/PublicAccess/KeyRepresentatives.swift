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

  /// A text that no policy holds: with it in place of wildcards a value is as unlike all others as it can be.
  private static let marker = "zq7v-outside"

  /// The entries to try; `nil` for the key's absence.
  ///
  /// - Parameters:
  ///   - key: the key as written.
  ///   - clauses: every clause on it that matters.
  ///   - required: those of them that the Allow statement has, all of which must hold.
  ///   - isComplete: becomes `false` when a class may have been left out, because looking for it was given up.
  func entries(
    _ key: String, clauses: [ConditionClause], required: [ConditionClause], isComplete: inout Bool
  ) -> [RequestContext.Entry?] {
    let isSet = clauses.contains { $0.operatorName.value.qualifier != nil }
    var values = Unique()
    let control = keys.control(key.lowercased())
    switch control {
    case .derived, .absent: return [nil]
    case .address: addresses.forEach { values.append($0) }
    case .free:
      freeValues(clauses).forEach { values.append($0) }
      conjunctions(required, scope: nil, &isComplete).forEach { values.append($0) }
      values.append(Self.filler)
    case .within(let scopes):
      for scope in scopes {
        let pattern = scope.hasPrefix("arn:") ? TextPattern(arn: scope) : TextPattern(scope)
        for clause in clauses {
          for own in patterns(clause) where !namesOrganization(own, key) {
            texts([own, pattern], &isComplete).forEach { values.append($0) }
          }
        }
        conjunctions(required, scope: pattern, &isComplete).forEach { values.append($0) }
        texts([pattern], &isComplete).forEach { values.append($0) }
      }
      let named = constants[key.lowercased()] ?? []
      values.texts.removeAll { named.contains($0) && $0 != keys.accountID }
    case .owner:
      freeValues(clauses).forEach { values.append($0) }
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

  /// Texts that all patterns match: a shortest one, and where there is one with the marker in it, that too.
  private func texts(_ patterns: [TextPattern], _ isComplete: inout Bool) -> [String] {
    var found: [String] = []
    switch CommonText().find(patterns) {
    case .text(let text): found.append(text)
    case .none: return []
    case .unknown: isComplete = false
    }
    // Where all wildcards stand for single characters there is no marked text: that is no gap.
    if !patterns.contains(where: \.isLiteral) {
      switch CommonText().find(patterns + [TextPattern("*\(Self.marker)*")]) {
      case .text(let text): found.append(text)
      case .none: break
      case .unknown: isComplete = false
      }
    }
    return found
  }

  /// Texts that satisfy one value of each of several clauses on the key at once.
  private func conjunctions(
    _ required: [ConditionClause], scope: TextPattern?, _ isComplete: inout Bool
  ) -> [String] {
    let positive = required.filter { ConditionOperator.named($0.operatorName.value.base)?.isNegated == false }
    guard positive.count > 1 else { return [] }
    var combinations: [[TextPattern]] = [scope.map { [$0] } ?? []]
    for clause in positive {
      combinations = combinations.flatMap { combination in patterns(clause).map { combination + [$0] } }
      if combinations.count > Self.maximumCombinations {
        combinations = Array(combinations.prefix(Self.maximumCombinations))
        isComplete = false
      }
    }
    return combinations.flatMap { texts($0, &isComplete) }
  }

  /// Most combinations of patterns under several operators that are looked at.
  private static let maximumCombinations = 256

  private func patterns(_ clause: ConditionClause) -> [TextPattern] {
    let comparison = ConditionOperator.named(clause.operatorName.value.base)
    let expands = policy.expandsVariables && comparison?.expandsVariables == true
    return clause.values.map {
      TextPattern(
        $0.value.text, wildcards: comparison?.allowsWildcards ?? false, variable: expands ? variable : nil)
    }
  }

  /// One value of each class that clauses on a key tell apart.
  private func freeValues(_ clauses: [ConditionClause]) -> [String] {
    func texts(_ kind: ConditionOperator.ValueKind) -> [String] {
      clauses.filter { ConditionOperator.named($0.operatorName.value.base)?.valueKind == kind }
        .flatMap { $0.values.map(\.value.text) }
    }
    let dates = texts(.date)
    return clauses.flatMap(textValues) + ValueSamples.numbers(around: texts(.number)) + dates
      + ValueSamples.instants(around: dates) + ValueSamples.addresses(in: texts(.address))
  }

  /// The same for operators that compare texts.
  private func textValues(_ clause: ConditionClause) -> [String] {
    let base = clause.operatorName.value.base.lowercased()
    switch ConditionOperator.named(base)?.valueKind {
    case .number, .date, .address: return []
    case .boolean: return base == "null" ? [] : ["true", "false"]
    case .binary: return clause.values.map(\.value.text)
    case .string, .arn, nil:
      let texts = patterns(clause).flatMap { pattern in
        [pattern.shortestText(filler: "x"), pattern.text(filler: "v", run: Self.marker)]
      }
      return base.hasSuffix("ignorecase") ? texts.flatMap { [$0, $0.lowercased(), $0.uppercased()] } : texts
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
