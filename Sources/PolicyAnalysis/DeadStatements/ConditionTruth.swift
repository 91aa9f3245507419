import Authorization
public import PolicyLanguage
public import ServiceCatalog
import SourceText
import Wildcards

/// Whether clauses on one key can hold together at all, or can fail.
///
/// Values of the key are put to the evaluator: one of each class that the clauses tell apart, and the key's absence. Where that
/// cannot be had nothing is concluded.
public struct ConditionTruth {
  /// What clauses come to.
  public enum Verdict: Sendable, Hashable {
    /// No value of the key, nor its absence, satisfies all of them.
    case never
    /// Every value satisfies all of them, and the key's absence does.
    case always
    /// Some do, or that is not known.
    case open
  }

  private let catalog: ServiceCatalog?

  /// Prepares; the catalogue says what the values of keys are.
  public init(catalog: ServiceCatalog?) { self.catalog = catalog }

  /// What clauses on one key come to.
  ///
  /// - Parameters:
  ///   - clauses: all on the same key, of one statement.
  ///   - policy: the policy of the statement.
  public func verdict(_ clauses: [ConditionClause], of policy: Policy) -> Verdict {
    guard let key = clauses.first?.key.value, clauses.allSatisfy({ $0.key.value.lowercased() == key.lowercased() }),
      !clauses.contains(where: { $0.values.contains { VariableTemplate.mayHoldVariables($0.value.text) } }),
      !comparesSetAsValue(key, clauses)
    else { return .open }
    if excludeEachOther(clauses) { return .never }
    let types = KeyTypes(catalog: catalog)
    guard let authorizer = Self.authorizer(clauses) else { return .open }
    if let type = types.type(of: key), type.values == .string,
      Self.areApart(Self.samples(key, clauses, isMultivalued: type.isMultivalued), authorizer)
    {
      return .open
    }
    let values = KeyValues(key, clauses: clauses, of: policy, request: Self.request(nil), types: types).choices
    guard values.isExact, !Self.areApart(values.entries, authorizer) else { return .open }
    return authorizer.decide(Self.request(nil)) == .allowed ? .always : .never
  }

  /// Whether some of several values, or the key's absence, satisfy the clauses and others do not.
  private static func areApart(_ entries: [RequestContext.Entry?], _ authorizer: Authorizer) -> Bool {
    var first: Bool?
    for entry in entries {
      let holds = authorizer.decide(request(entry)) == .allowed
      if holds != first ?? holds { return true }
      first = holds
    }
    return false
  }

  /// Some of the values that ``KeyValues`` finds for a key that holds texts: most clauses are told to be open by these.
  private static func samples(
    _ key: String, _ clauses: [ConditionClause], isMultivalued: Bool
  ) -> [RequestContext.Entry?] {
    var texts = [ExampleText.any]
    for clause in clauses {
      let comparison = ConditionOperator.named(clause.operatorName.value.base)
      guard comparison?.valueKind == .string, clause.operatorName.value.base.lowercased() != "null",
        let text = clause.values.first?.value.text, !text.isEmpty, !text.contains("*"), !text.contains("?")
      else { continue }
      texts.append(text)
    }
    return [nil] + texts.map { .init(key, [$0], isMultivalued: isMultivalued) }
  }

  /// Whether a clause without quantifier compares a key that holds a set, which AWS does not define and services' own examples do.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
  /// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
  private func comparesSetAsValue(_ key: String, _ clauses: [ConditionClause]) -> Bool {
    guard KeyTypes(catalog: catalog).type(of: key)?.isMultivalued == true else { return false }
    return clauses.contains {
      $0.operatorName.value.qualifier == nil && $0.operatorName.value.base.lowercased() != "null"
    }
  }

  // MARK: The evaluator

  private static let caller = Principal.user(accountID: "111122223333", name: "example")

  /// A request with no key but one, or none.
  private static func request(_ entry: RequestContext.Entry?) -> AuthorizationRequest {
    AuthorizationRequest(
      principal: caller, action: "s3:GetObject",
      resource: Resource("arn:aws:s3:::example/key", ownerAccountID: "111122223333"),
      context: RequestContext(entry.map { [$0] } ?? []))
  }

  /// A policy that allows everything.
  private static let everything: Policy? = {
    let text = #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#
    return PolicyParser(kind: .identity).parse(SourceFile(name: "clauses", text: text)).policy
  }()

  /// An authorizer that allows what satisfies the clauses.
  private static func authorizer(_ clauses: [ConditionClause]) -> Authorizer? {
    guard var policy = everything, !policy.statements.isEmpty else { return nil }
    policy.statements[0].condition = ConditionBlock(
      nameRange: policy.range, range: policy.range, clauses: clauses)
    guard
      let compiled = try? CompiledPolicies([PolicyDocument(identifier: "Clauses", policy: policy)], kind: .identity)
    else { return nil }
    return Authorizer(ApplicablePolicies(identity: compiled))
  }

  // MARK: Texts

  /// Whether two clauses on texts exclude each other by their patterns: no value of one matches any of the other, or all that one
  /// lets in the other leaves out.
  private func excludeEachOther(_ clauses: [ConditionClause]) -> Bool {
    let texts = clauses.filter(Self.comparesPatterns)
    let positive = texts.filter { !Self.isNegated($0) && !$0.operatorName.value.ifExists }
    for clause in positive {
      for other in texts where other.key.range != clause.key.range {
        if Self.isNegated(other) {
          let all = clause.values.allSatisfy { value in
            other.values.contains { WildcardPattern($0.value.text).contains(WildcardPattern(value.value.text)) }
          }
          if all { return true }
        } else {
          let meets = clause.values.contains { value in
            other.values.contains {
              WildcardPattern($0.value.text).intersects(WildcardPattern(value.value.text))
            }
          }
          if !meets { return true }
        }
      }
    }
    return false
  }

  private static func isNegated(_ clause: ConditionClause) -> Bool {
    ConditionOperator.named(clause.operatorName.value.base)?.isNegated ?? false
  }

  /// Whether a clause compares its values letter by letter as patterns, or has none with wildcards.
  private static func comparesPatterns(_ clause: ConditionClause) -> Bool {
    let name = clause.operatorName.value
    guard name.qualifier == nil, !clause.values.isEmpty else { return false }
    switch name.base.lowercased() {
    case "stringlike", "stringnotlike": return true
    case "stringequals", "stringnotequals":
      return !clause.values.contains { $0.value.text.contains { $0 == "*" || $0 == "?" } }
    default: return false
    }
  }
}
