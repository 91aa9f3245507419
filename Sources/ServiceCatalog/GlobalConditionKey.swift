/// A condition key that AWS defines for requests to all services.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
public struct GlobalConditionKey: Sendable, Hashable {
  /// Its name; `${TagKey}` stands for the key of a tag.
  public let name: String
  /// What its values are.
  public let valueType: ConditionKey.ValueType
  /// Whether it holds a set of values.
  public let isMultivalued: Bool
  /// When a request has it, in words: `always`, `temporary credentials`, `requests through a VPC endpoint`.
  public let presence: String
  /// Whether only requests for some actions have it, which list it among their own keys: those on tags.
  public let dependsOnAction: Bool
}

extension ServiceCatalog {
  /// The global condition keys by name.
  public var globalConditionKeys: [GlobalConditionKey] {
    (0..<programTables.count(.globalKeys)).map(globalConditionKey)
  }

  /// The global condition key of a name as policies write it, in any case: `aws:PrincipalTag/team` is
  /// `aws:PrincipalTag/${TagKey}`; `nil` when there is none.
  public func globalConditionKey(named name: String) -> GlobalConditionKey? {
    globalConditionKeyIndex(named: name).map(globalConditionKey)
  }

  /// Where the global condition key of a name stands in its section.
  func globalConditionKeyIndex(named name: String) -> Int? {
    let tables = programTables
    return KeyTemplate.search(.globalKeys, in: 0..<tables.count(.globalKeys), of: tables, for: name)
  }

  private func globalConditionKey(at index: Int) -> GlobalConditionKey {
    let tables = programTables
    let name = tables.string(.globalKeys, index, 0)
    return GlobalConditionKey(
      name: name, valueType: .init(number: tables.u8(.globalKeys, index, 8)),
      isMultivalued: tables.u8(.globalKeys, index, 9) == 1, presence: tables.string(.globalKeys, index, 4),
      dependsOnAction: Self.keysOfSomeActions.contains(name))
  }

  /// The page says of these that actions list them in the service authorization reference.
  private static let keysOfSomeActions: Set<String> = [
    "aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys",
  ]
}
