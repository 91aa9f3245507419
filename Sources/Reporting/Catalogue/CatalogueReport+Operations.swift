public import DocumentSyntax
public import ServiceCatalog

extension CatalogueReport {
  /// What API operations need.
  public init(operations: [APIOperation]) {
    self.init(
      .blocks(
        operations.map { operation in
          Block(
            title: operation.fullName,
            fields: [
              ("needs", Self.needs(operation)),
              ("some calls need as well", operation.furtherActions.map(\.name)),
              (
                "calls with the caller's permissions",
                operation.requiredActions.flatMap(\.alternatives).compactMap(\.action).flatMap(\.forwardAccessCalls)
                  .map {
                    "\($0.neededAction.name) on the \($0.resource): \($0.circumstances.joined(separator: " or "))"
                  }
                  .unique
              ),
              ("resource", operation.requestPath.map { ["the request's path, \($0)"] } ?? []),
              ("known from", [Self.ground(operation.ground)]),
            ])
        }),
      json: .array(operations.map(Self.json)))
  }

  private static func needs(_ operation: APIOperation) -> [String] {
    if operation.ground == .noPermission { return ["no permission"] }
    return operation.requiredActions.map { $0.alternatives.map(\.name).joined(separator: " or ") }
  }

  private static func ground(_ ground: APIOperation.Ground) -> String {
    switch ground {
    case .named, .noPermission: return "AWS's documentation or a data set made from it"
    case .sameName: return "the action of the same name"
    case .assumed: return "assumed from the operation's name: no such action is known"
    }
  }

  private static func json(_ operation: APIOperation) -> JSONValue {
    [
      "Operation": .string(operation.fullName),
      "Needs": .array(operation.requiredActions.map { .strings($0.alternatives.map(\.name)) }),
      "SomeCallsNeed": .strings(operation.furtherActions.map(\.name)),
      "RequestPath": operation.requestPath.map { .string($0) } ?? .null,
      "Ground": .string(
        ["named", "same-name", "assumed", "no-permission"][operation.ground.rawValue]),
      "Assumed": .boolean(operation.ground == .assumed),
    ]
  }

  /// A list of managed policies.
  public init(managedPolicies: [ManagedPolicy]) {
    self.init(
      .table(
        header: ["MANAGED POLICY", "VERSION", "DATE", "ARN"],
        rows: managedPolicies.map { [$0.name, $0.version, $0.date, $0.arn()] }),
      json: .array(
        managedPolicies.map {
          [
            "PolicyName": .string($0.name), "Arn": .string($0.arn()), "DefaultVersionId": .string($0.version),
            "CreateDate": .string($0.date),
          ]
        }))
  }

  /// One managed policy with its document, which is indented for people.
  public init(managedPolicy: ManagedPolicy, document: JSONValue) {
    let lines = JSONWriter.pretty.write(document).split(separator: "\n", omittingEmptySubsequences: false)
    self.init(
      .lines(["\(managedPolicy.arn()), \(managedPolicy.version) of \(managedPolicy.date)"] + lines.map(String.init)),
      json: [
        "PolicyName": .string(managedPolicy.name), "Arn": .string(managedPolicy.arn()),
        "DefaultVersionId": .string(managedPolicy.version), "CreateDate": .string(managedPolicy.date),
        "Document": document,
      ])
  }
}
