import Authorization
import ServiceCatalog

/// An action of a simulation, as the service catalogue knows it.
struct CatalogedAction {
  private let action: Action
  private let catalog: ServiceCatalog
  /// Its name as asked.
  let name: String

  /// Looks an action up.
  ///
  /// - Throws: `InvalidInput` for an action that the catalogue lacks, with the one that was probably meant; AWS refuses
  ///   such names as well.
  ///   https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html (`ActionNames`)
  init(_ name: String, in catalog: ServiceCatalog) throws(InterfaceError) {
    guard let action = catalog.action(named: name) else { throw Self.unknown(name, catalog) }
    self.action = action
    self.catalog = catalog
    self.name = name
  }

  /// What is to be known of the action itself: that AWS has it no more.
  var note: String? {
    guard action.isRetired else { return nil }
    return "`\(action.fullName)` is retired: AWS's reference, as of \(catalog.dataDate), has it no more"
  }

  /// The resources that it is simulated on, and a remark where they are not those asked.
  ///
  /// An action that accepts only `*` is authorized on `*`, whatever the call is about.
  /// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
  func resources(asked arns: [String]) -> (arns: [String], note: String?) {
    guard action.acceptsOnlyStar, arns.contains(where: { $0 != "*" }),
      arns.allSatisfy({ $0 == "*" || action.canApply(to: $0) == .onlyStar })
    else { return (arns, nil) }
    let asked = arns.count == 1 ? "`\(arns[0])`" : "the resources given"
    return (["*"], "`\(action.fullName)` accepts only `*`: it is simulated on `*`, not on \(asked)")
  }

  /// Why the action cannot act on a resource; `nil` when it can, or when the catalogue does not say.
  func misfit(_ arn: String) -> String? {
    guard arn != "*", action.canApply(to: arn) == .never else { return nil }
    let own = Self.enumeration(unique(action.resourceRows.map(\.type)))
    let all = unique(catalog.resourceTypes(matching: arn))
    // Other services list the resources of one as theirs; its own say more.
    let owners = all.filter {
      $0.owner.prefix == arn.split(separator: ":", omittingEmptySubsequences: false).dropFirst(2).first ?? ""
    }
    let found = owners.isEmpty ? all : owners
    // Many types fit an ARN with wildcards; then their names say little.
    let isOf = (1...3).contains(found.count) ? "is of type \(Self.enumeration(found))" : "can be of none of them"
    return "`\(action.fullName)` acts on resources of type \(own); `\(arn)` \(isOf), so no request is like this"
  }

  /// The format of the ARNs of the resources that it is simulated on, where all are of one; else `*`.
  ///
  /// AWS's answer names the resource type so, as `arn:${Partition}:s3:::${BucketName}/${ObjectName}`.
  func resourceFormat(of arns: [String]) -> String {
    var formats: Set<String> = []
    for arn in arns {
      guard arn != "*", case .types(let types) = action.canApply(to: arn), types.count == 1 else { return "*" }
      let own = types[0].arnFormats
      guard own.count == 1 else { return "*" }
      formats.insert(own[0])
    }
    return formats.count == 1 ? formats.first ?? "*" : "*"
  }

  // MARK: Words

  private func unique(_ types: [ResourceType]) -> [ResourceType] {
    var seen: Set<ResourceType> = []
    return types.filter { seen.insert($0).inserted }
  }

  private static func enumeration(_ types: [ResourceType]) -> String {
    let names = types.map { "`\($0.owner.prefix):\($0.name)`" }
    guard names.count > 1, let last = names.last else { return names.joined() }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }

  private static func unknown(_ name: String, _ catalog: ServiceCatalog) -> InterfaceError {
    let newer =
      "the catalogue is as of \(catalog.dataDate); if the action is newer, give a newer one with `--catalog`"
    switch catalog.suggestion(forAction: name) {
    case .operation(let operation)?:
      let names = operation.requiredActions.map { need in
        need.alternatives.map { "`\($0.name)`" }.joined(separator: " or ")
      }
      guard !names.isEmpty else {
        return InterfaceError(
          .invalidInput, "`\(name.shortened)` is an API operation that needs no permission, not an action")
      }
      return InterfaceError(
        .invalidInput, "`\(name.shortened)` is an API operation, not an action",
        help: "it needs \(names.joined(separator: " and "))")
    case .action(let action)?:
      return InterfaceError(
        .invalidInput, "there is no action `\(name.shortened)`; did you mean `\(action.fullName)`?", help: newer)
    case nil:
      let service = String(name.prefix { $0 != ":" })
      let message =
        catalog.service(named: service) == nil
        ? "there is no action `\(name.shortened)`: AWS has no service `\(service.shortened)`"
        : "there is no action `\(name.shortened)`"
      return InterfaceError(.invalidInput, message, help: newer)
    }
  }
}
