import ServiceCatalog

extension ActionFacts {
  /// What to write in place of the name of an API operation that is no action: `s3:ListObjects` needs `s3:ListBucket`.
  ///
  /// `nil` when there is no such operation, or when it needs an action of its own name.
  var permissionOfOperation: String? {
    guard !hasWildcard, let operation = statement.policy.catalog.catalog.operation(named: text) else { return nil }
    let needs = operation.requiredActions.map { need in need.alternatives.map(\.name) }
    guard !needs.joined().contains(where: { $0.lowercased() == text.lowercased() }) else { return nil }
    guard !needs.isEmpty else { return "\(text.quoted) is an API operation that needs no permission" }
    let names = needs.map { $0.map { "`\($0)`" }.joined(separator: " or ") }.joined(separator: " and ")
    return "\(text.quoted) is an API operation, which needs \(names)"
  }
}
