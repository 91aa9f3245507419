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
    let values = KeyValues(key, clauses: clauses, of: policy, request: Self.request(nil), types: types).choices
    guard values.isExact, let authorizer = Self.authorizer(clauses, policy.version?.value) else { return .open }
    var holds: Set<Bool> = []
    for entry in values.entries {
      holds.insert(authorizer.decide(Self.request(entry)) == .allowed)
      if holds.count > 1 { return .open }
    }
    return holds == [true] ? .always : .never
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

  /// An authorizer that allows what satisfies the clauses.
  private static func authorizer(_ clauses: [ConditionClause], _ version: PolicyVersion?) -> Authorizer? {
    let everything = #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#
    let parsed = PolicyParser(kind: .identity).parse(SourceFile(name: "clauses", text: everything))
    guard var policy = parsed.policy, !policy.statements.isEmpty else { return nil }
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
