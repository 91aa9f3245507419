import PolicyLanguage
import SourceText
import Testing

@testable import Authorization

@Suite("Condition operators")
struct ConditionOperatorTests {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
  @Test func everyDocumentedOperatorIsDeclaredOnce() {
    let documented = [
      "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "BinaryEquals", "Bool", "DateEquals", "DateGreaterThan",
      "DateGreaterThanEquals", "DateLessThan", "DateLessThanEquals", "DateNotEquals", "IpAddress", "NotIpAddress",
      "Null",
      "NumericEquals", "NumericGreaterThan", "NumericGreaterThanEquals", "NumericLessThan", "NumericLessThanEquals",
      "NumericNotEquals", "StringEquals", "StringEqualsIgnoreCase", "StringLike", "StringNotEquals",
      "StringNotEqualsIgnoreCase", "StringNotLike",
    ]
    #expect(ConditionOperator.all.map(\.name).sorted() == documented)
  }

  @Test func namesAreFoundInAnyCase() {
    #expect(ConditionOperator.named("stringlike")?.name == "StringLike")
    #expect(ConditionOperator.named("StringLikes") == nil)
  }

  /// The worked examples of each declaration, through the whole evaluator.
  @Test(arguments: ConditionOperator.all.map(\.name))
  func examplesHold(name: String) throws {
    let declared = try #require(ConditionOperator.named(name))
    #expect(!declared.examples.isEmpty)
    for example in declared.examples {
      let decision = try Self.decide(name, policyValue: example.policyValue, requestValue: example.requestValue)
      #expect(
        (decision == .allowed) == example.holds,
        "\(name): policy `\(example.policyValue)`, request `\(example.requestValue)`")
    }
  }

  /// The decision of a policy that allows everything under one condition.
  static func decide(_ name: String, policyValue: String, requestValue: String) throws -> Decision {
    let file = SourceFile(name: "test", text: "")
    let nowhere = ByteRange(0, 0)
    func everything(_ isNegated: Bool) -> ListElement {
      ListElement(isNegated: isNegated, nameRange: nowhere, range: nowhere, values: [Located("*", at: nowhere)])
    }
    let clause = ConditionClause(
      operatorName: Located(ConditionOperatorName(parsing: name), at: nowhere),
      key: Located("example:key", at: nowhere), valuesRange: nowhere,
      values: [Located(ConditionValue(policyValue), at: nowhere)])
    let statement = Statement(
      range: nowhere, effect: Located(.allow, at: nowhere), action: everything(false), resource: everything(false),
      condition: ConditionBlock(nameRange: nowhere, range: nowhere, clauses: [clause]))
    let policy = Policy(file: file, range: nowhere, kind: .identity, statements: [statement])
    let compiled = try CompiledPolicies([PolicyDocument(identifier: "p", policy: policy)], kind: .identity)
    let request = AuthorizationRequest(
      principal: .unspecified, action: "s3:GetObject", resource: Resource("*"),
      context: RequestContext([.init("Example:Key", [requestValue])]))
    let authorizer = Authorizer(ApplicablePolicies(identity: compiled))
    let decision = authorizer.decide(request)
    #expect(authorizer.explain(request).decision == decision)
    return decision
  }
}
