import ServiceCatalog

/// Finds in the catalogue what a person named, or fails with the nearest real name.
struct CatalogNames {
  let catalog: ServiceCatalog

  init(_ catalog: ServiceCatalog) { self.catalog = catalog }

  func service(_ prefix: String) throws -> Service {
    if let service = catalog.service(named: prefix) { return service }
    throw CommandFailure(
      "there is no service \(Self.quoted(prefix))" + Self.hint(catalog.suggestion(forService: prefix)?.prefix))
  }

  func resourceType(_ name: String, of service: Service) throws -> ResourceType {
    if let type = service.resourceType(named: name) { return type }
    throw CommandFailure(
      "`\(service.prefix)` has no resource type \(Self.quoted(name))"
        + Self.hint(service.suggestion(forResourceType: name)?.name))
  }

  func conditionKey(_ name: String, of service: Service) throws -> ConditionKey {
    if let key = service.conditionKey(named: name) { return key }
    throw CommandFailure(
      "requests to `\(service.prefix)` have no condition key \(Self.quoted(name))"
        + Self.hint(catalog.suggestion(forConditionKey: name, of: service)))
  }

  func action(_ name: String) throws -> Action {
    if let action = catalog.action(named: name) { return action }
    let problem =
      name.contains(":")
      ? "there is no action \(Self.quoted(name))"
      : "\(Self.quoted(name)) does not name its service, expected `service:Action`"
    throw CommandFailure(problem + Self.hint(catalog.suggestion(forAction: name)?.names.first))
  }

  /// The actions of patterns, each once, in the order of the catalogue; every pattern has to match something.
  func actions(matching patterns: [String]) throws -> [Action] {
    var found: Set<Action> = []
    var problems: [String] = []
    for pattern in patterns {
      let actions = catalog.actions(matching: pattern)
      if actions.isEmpty { problems.append(problem(of: pattern)) }
      found.formUnion(actions)
    }
    guard problems.isEmpty else { throw CommandFailure(messages: problems) }
    return catalog.services.flatMap(\.actions).filter(found.contains)
  }

  private func problem(of pattern: String) -> String {
    guard pattern.contains(":") else {
      return "\(Self.quoted(pattern)) does not name its service, expected a pattern such as `s3:Get*`"
    }
    return "no action matches \(Self.quoted(pattern))" + Self.hint(catalog.suggestion(forAction: pattern)?.names.first)
  }

  func operations(_ name: String) throws -> [APIOperation] {
    let operations = catalog.operations(named: name)
    guard operations.isEmpty else { return operations }
    throw CommandFailure(
      "there is no API operation \(Self.quoted(name))" + Self.hint(catalog.suggestion(forOperation: name)?.fullName))
  }

  func operations(eventSource: String, eventName: String) throws -> [APIOperation] {
    let operations = catalog.operations(eventSource: eventSource, eventName: eventName)
    guard operations.isEmpty else { return operations }
    guard !catalog.sdkServices(eventSource: eventSource).isEmpty else {
      throw CommandFailure(
        "no service is known to log events with the source \(Self.quoted(eventSource))"
          + Self.hint(catalog.suggestion(forEventSource: eventSource)))
    }
    throw CommandFailure(
      "no API operation is known for the event \(Self.quoted(eventName)) of `\(eventSource)`"
        + Self.hint(catalog.suggestion(forEventName: eventName, of: eventSource)))
  }

  /// The resource types that an ARN, or an ARN of a pattern, can be of.
  func resourceTypes(arn: String) throws -> [ResourceType] {
    guard !arn.allSatisfy({ $0 == "*" }) else {
      throw CommandFailure("\(Self.quoted(arn)) stands for every resource; name a service, such as `arn:aws:s3:::*`")
    }
    guard arn.unicodeScalars.count <= Self.longestARN else {
      throw CommandFailure("\(Self.quoted(arn)) is longer than the \(Self.longestARN) characters of an ARN")
    }
    let types = catalog.resourceTypes(matching: arn)
    guard types.isEmpty else { return types }
    let fields = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 6, fields[0] == "arn" else {
      throw CommandFailure(
        "\(Self.quoted(arn)) is no ARN, expected `arn:partition:service:region:account:resource`")
    }
    let problem = "\(Self.quoted(arn)) fits the ARN of no resource type"
    guard let service = catalog.service(named: fields[2]) else {
      throw CommandFailure(problem + Self.hint(catalog.suggestion(forService: fields[2])?.prefix))
    }
    throw CommandFailure("\(problem); `iamsim catalog resource-types \(service.prefix)` lists those of the service")
  }

  /// The most characters that AWS takes as an ARN.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
  private static let longestARN = 2048

  static func managedPolicy(_ name: String) throws -> ManagedPolicy {
    let policies = try ManagedPolicies.embedded()
    if let policy = policies.policy(arn: name) ?? policies.policy(named: name) { return policy }
    let last = name.split(separator: "/").last.map(String.init) ?? name
    throw CommandFailure(
      "there is no AWS managed policy \(quoted(name))" + hint(policies.suggestion(forName: last)))
  }

  /// What a person wrote, in backticks, and cut short where it is much longer than any name.
  static func quoted(_ text: String) -> String {
    let limit = 200
    return text.unicodeScalars.count <= limit
      ? "`\(text)`" : "`\(String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit))))…`"
  }

  private static func hint(_ name: String?) -> String { name.map { "; did you mean `\($0)`?" } ?? "" }
}

/// What is said about retired names beside an answer.
enum RetiredNames {
  /// A warning when a service is retired.
  static func remarks(on service: Service) -> [String] {
    service.isRetired ? ["warning: the service `\(service.prefix)` is retired: AWS's reference has it no more"] : []
  }

  /// A warning when some of several actions are retired.
  static func remarks(on actions: [Action]) -> [String] {
    let retired = actions.filter(\.isRetired).map { "`\($0.fullName)`" }
    guard !retired.isEmpty else { return [] }
    let named = retired.prefix(3).joined(separator: ", ") + (retired.count > 3 ? " and \(retired.count - 3) more" : "")
    return ["warning: retired, AWS's reference has no more: \(named)"]
  }
}
