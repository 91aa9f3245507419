internal import SourceText

/// What a person who wrote an unknown action probably meant.
public enum ActionSuggestion: Sendable, Hashable {
  /// An action with a name like it.
  case action(Action)
  /// What was written is the name of this API operation; its permissions are called otherwise (``APIOperation/ground`` says
  /// how far they are known), or are newer than the catalogue.
  case operation(APIOperation)

  /// The names to suggest: the action's, or those of the actions that every call of the operation needs.
  public var names: [String] {
    switch self {
    case .action(let action): [action.fullName]
    case .operation(let operation): operation.requiredActions.flatMap(\.alternatives).map(\.name)
    }
  }
}

extension ServiceCatalog {
  /// What was probably meant by an action that does not exist; `nil` when nothing is near.
  ///
  /// An API operation whose permission has another name (`s3:ListObjects`), a misspelt name or prefix or both
  /// (`secretmanager:GetSecretValu`), an SDK's name for a service (`elbv2:DescribeTargetHealth`), the right name with the
  /// wrong service (`kms:GetSecretValue`).
  public func suggestion(forAction name: String) -> ActionSuggestion? {
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else {
      return name.isEmpty ? nil : onlyAction(named: name).map(ActionSuggestion.action)
    }
    if let operation = operation(named: name) { return .operation(operation) }
    let service = service(named: parts[0]) ?? suggestion(forService: parts[0])
    if let service, let action = service.suggestion(forAction: parts[1]) { return .action(action) }
    if let service, let operation = operation(named: "\(service.prefix):\(parts[1])") { return .operation(operation) }
    return onlyAction(named: parts[1]).map(ActionSuggestion.action)
  }

  /// The current action of a name without prefix, if just one service has it.
  private func onlyAction(named name: String) -> Action? {
    let found = services.compactMap { $0.action(named: name) }.filter { !$0.isRetired }
    return found.count == 1 ? found[0] : nil
  }

  /// The service that was probably meant by a prefix that does not exist; `nil` when none is near.
  public func suggestion(forService prefix: String) -> Service? {
    if let service = sdkService(named: prefix)?.service { return service }
    let services = self.services
    let identifier = sdkServices.first { $0.identifier.lowercased() == prefix.lowercased() }?.service
    return identifier
      ?? SpellingSuggestion.nearest(to: prefix, among: services.lazy.filter { !$0.isRetired }.map(\.prefix))
      .flatMap(service(named:))
  }

  /// The operation that was probably meant by a name that does not exist; `nil` when none is near.
  public func suggestion(forOperation name: String) -> APIOperation? {
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else {
      return SpellingSuggestion.nearest(to: name, among: sdkServices.lazy.flatMap(\.operations).map(\.name))
        .flatMap(operation(named:))
    }
    if let service = service(named: parts[0]) ?? suggestion(forService: parts[0]) {
      // Of the services that share the prefix, that of this name comes first.
      let named = sdkService(named: parts[0])
      for candidate in (named.map { [$0] } ?? []) + service.sdkServices {
        let names = candidate.operations.map(\.name)
        let nearest = names.first { $0.lowercased() == parts[1].lowercased() }
        if let nearest = nearest ?? SpellingSuggestion.nearest(to: parts[1], among: names) {
          return candidate.operation(named: nearest)
        }
      }
    }
    return nil
  }

  /// The `eventSource` that was probably meant by one that no CloudTrail event has; `nil` when none is near.
  public func suggestion(forEventSource source: String) -> String? {
    let name = source.prefix { $0 != "." }
    return SpellingSuggestion.nearest(to: source, among: sdkServices.lazy.flatMap(\.eventSources))
      ?? sdkService(named: String(name))?.eventSources.first
  }

  /// The `eventName` that was probably meant by one that no event of a source has; `nil` when none is near.
  public func suggestion(forEventName name: String, of source: String) -> String? {
    SpellingSuggestion.nearest(to: name, among: sdkServices(eventSource: source).lazy.flatMap(\.operations).map(\.name))
  }

  /// The condition key that was probably meant by a name that does not exist, written with the key of a tag that was written;
  /// `nil` when none is near.
  ///
  /// - Parameters:
  ///   - name: as a policy has it: `aws:ResourceTags/Team`.
  ///   - service: where to look besides the global keys; by default the service that the name's prefix names.
  public func suggestion(forConditionKey name: String, of service: Service? = nil) -> String? {
    let prefix = String(name.prefix { $0 != ":" })
    let own = service ?? self.service(named: prefix) ?? suggestion(forService: prefix)
    let keys = globalConditionKeys.map(\.name) + (own?.conditionKeys.map(\.name) ?? [])
    let filled = name.firstIndex(of: "/").map { String(name[name.index(after: $0)...]) }
    return SpellingSuggestion.nearest(
      to: name,
      among: keys.map { key in
        guard let filled, !filled.isEmpty, let slash = key.firstIndex(of: "/"), key[slash...].hasPrefix("/${") else {
          return key
        }
        return key[...slash] + filled
      })
  }
}

extension Service {
  /// The action that was probably meant by a name without prefix that does not exist; `nil` when none is near.
  ///
  /// One that is spelt alike, else the only one that begins so; a retired one only when there is no other.
  public func suggestion(forAction name: String) -> Action? {
    if let action = action(named: name) { return action }
    let actions = self.actions
    let current = actions.filter { !$0.isRetired }
    if let near = SpellingSuggestion.nearest(to: name, among: current.map(\.name)) { return action(named: near) }
    // `GetSecret` is too short to be near to `GetSecretValue`, but the beginning of nothing else.
    let longer = name.isEmpty ? [] : self.actions(matching: name + "*").filter { !$0.isRetired }
    if longer.count == 1 { return longer[0] }
    return SpellingSuggestion.nearest(to: name, among: actions.filter(\.isRetired).map(\.name))
      .flatMap(action(named:))
  }

  /// The resource type that was probably meant by a name that does not exist; `nil` when none is near.
  public func suggestion(forResourceType name: String) -> ResourceType? {
    SpellingSuggestion.nearest(to: name, among: resourceTypes.map(\.name)).flatMap(resourceType(named:))
  }
}

extension ManagedPolicies {
  /// The name of the policy that was probably meant by one that does not exist, in whatever case; `nil` when none is near.
  public func suggestion(forName name: String) -> String? { SpellingSuggestion.nearest(to: name, among: names) }
}
