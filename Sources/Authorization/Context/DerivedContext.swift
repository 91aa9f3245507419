public import ServiceCatalog

/// The condition keys of a request, each with where it comes from.
///
/// The origin of a key stands in its entry, and so in the trace of a decision.
public struct DerivedContext: Sendable {
  /// The keys with their values: those stated, and those that follow from the facts.
  public var context: RequestContext
  /// What is odd about the keys stated.
  public var warnings: [Warning]
  /// Keys that AWS sends, or may send, with such a request, whose values the facts do not tell.
  ///
  /// Of the keys on tags none is listed: which tags there are is not known either.
  public var unknownKeys: [String]
  /// Keys that AWS never sends with such a request, and why.
  public var absentKeys: [AbsentKey]

  /// A remark on a stated key.
  public struct Warning: Sendable, Hashable {
    /// The key as stated.
    public var key: String
    /// What is odd, in a sentence without a full stop.
    public var message: String
  }

  /// A key that such requests do not have.
  public struct AbsentKey: Sendable, Hashable {
    /// The key; one that ends with `/` or `:` stands for all that go on from there.
    public var name: String
    /// Why: `only IAM users have a user name`.
    public var reason: String
  }

  /// Why AWS never sends a key with such a request; `nil` when it does or may.
  public func reasonForAbsence(of key: String) -> String? {
    let key = key.lowercased()
    return absentKeys.first { absent in
      let name = absent.name.lowercased()
      return name == key || (name.hasSuffix("/") || name.hasSuffix(":")) && key.hasPrefix(name)
    }?.reason
  }
}

extension RequestFacts {
  /// Fills in every condition key that AWS would, as far as the facts tell.
  ///
  /// Keys that AWS leaves out with such a request stay out. What is stated wins over what follows from the facts, with a
  /// warning where AWS never sends the key, or sends something else.
  ///
  /// - Parameters:
  ///   - action: the action, `secretsmanager:GetSecretValue`.
  ///   - stated: the keys that whoever asks states.
  ///   - catalog: says which actions and resources have which keys; without one, keys of single services are not filled in.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
  public func context(
    action: String, stated: RequestContext = RequestContext(), catalog: ServiceCatalog?
  ) -> DerivedContext {
    let question = ContextKeyQuestion(agreeing(with: stated, action), action: action, catalog: catalog)
    var result = DerivedContext(context: stated, warnings: [], unknownKeys: [], absentKeys: [])
    let rules = ContextKeyRules.all + ContextKeyRules.serviceTags(question)
    for rule in rules {
      switch rule.outcome(question) {
      case .sent(let values, let origin): result.add(rule.name, values, origin, stated: stated)
      case .sentEach(let tags, let origin):
        for tag in tags { result.add(rule.name + tag.key, [tag.value], origin, stated: stated) }
      case .unknown:
        if !rule.isFamily, stated[rule.name] == nil { result.unknownKeys.append(rule.name) }
      case .absent(let reason):
        result.absentKeys.append(.init(name: rule.name, reason: reason))
        for entry in stated.entries where rule.covers(entry.name.lowercased()) {
          result.warnings.append(.init(key: entry.name, message: Self.neverSent(entry.name, reason)))
        }
      }
    }
    result.warnings += Self.unlisted(stated, question, rules)
    return result
  }

  /// The facts, with those that stated keys imply: a request with `aws:CalledVia` is one that a service passes on.
  ///
  /// `kms:ViaService` says so of requests to KMS alone: one set of keys may serve questions about secrets and their keys.
  private func agreeing(with stated: RequestContext, _ action: String) -> RequestFacts {
    var facts = self
    if call.encryptionContextKeys == nil, call.encryptionContext == nil, stated["kms:EncryptionContextKeys"] == nil {
      let keys = stated.entries.compactMap { Self.encryptionContextKey($0.name) }
      if !keys.isEmpty { facts.call.encryptionContextKeys = keys }
    }
    guard call.forwarding == .direct else { return facts }
    if let services = stated["aws:CalledVia"]?.values, !services.isEmpty {
      facts.call.forwarding = .services(services)
    } else if stated["aws:ViaAWSService"]?.values == ["true"]
      || action.lowercased().hasPrefix("kms:") && stated["kms:ViaService"] != nil || stated["aws:CalledViaFirst"] != nil
      || stated["aws:CalledViaLast"] != nil
    {
      facts.call.forwarding = .services([])
    }
    return facts
  }

  /// What follows the prefix of the keys that hold the pairs of an encryption context.
  private static func encryptionContextKey(_ name: String) -> String? {
    let prefix = "kms:EncryptionContext:"
    guard name.lowercased().hasPrefix(prefix.lowercased()) else { return nil }
    return String(name.dropFirst(prefix.count))
  }

  private static func neverSent(_ key: String, _ reason: String) -> String {
    "`\(key)` is stated, but AWS does not send it with such a request: \(reason)"
  }

  /// Warns of stated keys of the action's own service that requests for the action cannot have.
  private static func unlisted(
    _ stated: RequestContext, _ question: ContextKeyQuestion, _ rules: [ContextKeyRule]
  ) -> [DerivedContext.Warning] {
    guard let action = question.catalogued, action.isDescribed else { return [] }
    return stated.entries.compactMap { entry in
      let key = entry.name.lowercased()
      guard key.hasPrefix(question.service + ":"), !rules.contains(where: { $0.covers(key) }),
        action.owner.conditionKey(named: entry.name) != nil, action.conditionKey(named: entry.name) == nil
      else { return nil }
      return .init(
        key: entry.name, message: neverSent(entry.name, "requests for `\(action.fullName)` do not have it"))
    }
  }
}

extension DerivedContext {
  /// Adds a derived key, unless it is stated; of two tags that differ in case only the first counts.
  ///
  /// A stated value that contradicts who asks or how is odd. The Region is free: nothing keeps a caller from sending a
  /// request to another Region than its resource's.
  fileprivate mutating func add(
    _ name: String, _ values: [String], _ origin: ContextValueOrigin, stated: RequestContext
  ) {
    guard let entry = stated[name] else {
      context.addIfAbsent(
        .init(name, values, isMultivalued: CatalogFacts.embedded.isMultivalued(name), origin: origin))
      return
    }
    let isTruth = values == ["true"] || values == ["false"]
    guard entry.values != values, !(isTruth && entry.values.map { $0.lowercased() } == values),
      origin == .principal || origin == .request, !name.contains("/"), name != "aws:RequestedRegion"
    else { return }
    let derived = values.map { "`\($0)`" }.joined(separator: ", ")
    warnings.append(
      .init(key: entry.name, message: "`\(entry.name)` is stated, but with such a request AWS sends \(derived)"))
  }
}
