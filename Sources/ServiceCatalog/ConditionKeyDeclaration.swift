/// What a condition key holds, as AWS declares it.
public struct ConditionKeyDeclaration: Sendable, Hashable {
  /// What its values are.
  public let valueType: ConditionKey.ValueType
  /// Whether it holds a set of values.
  public let isMultivalued: Bool
}

extension ServiceCatalog {
  /// The declaration of a condition key: of a global one, or of the service whose prefix it bears; `nil` when there is none.
  ///
  /// - Parameter name: as policies write it, in any case: `aws:RequestTag/Team`, `kms:EncryptionContextKeys`.
  ///
  /// O(log keys of the service), or as many as there are global keys.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
  public func declaration(ofConditionKey name: String) -> ConditionKeyDeclaration? {
    // Every request asks for all its keys: read in place, without the names and words of a ``GlobalConditionKey``.
    if let index = globalConditionKeyIndex(named: name) {
      return .init(
        valueType: .init(number: programTables.u8(.globalKeys, index, 8)),
        isMultivalued: programTables.u8(.globalKeys, index, 9) == 1)
    }
    if let key = service(named: String(name.prefix { $0 != ":" }))?.conditionKey(named: name) {
      return .init(valueType: key.valueType, isMultivalued: key.isMultivalued)
    }
    // Identity providers have keys of their own; this one is the same with all of them.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_amr
    return name.lowercased().hasSuffix(":amr") ? .init(valueType: .string, isMultivalued: true) : nil
  }
}
