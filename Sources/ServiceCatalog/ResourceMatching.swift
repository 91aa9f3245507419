// Which resource types an ARN can be of, and which actions apply to it. The formats of the types decide, never the name of
// the service in the ARN: that of `execute-api` is not `apigateway`, and a type of `ssm` can be an `ec2` instance.

extension ServiceCatalog {
  /// The resource types that ARNs matching a pattern can be of, in the order of the catalogue.
  ///
  /// The pattern is a value of a policy's `Resource`: an ARN, with `*`, `?` and policy variables, which stand for any text.
  /// An ARN with fewer than six fields is completed with `*`, as AWS completes it in identity policies. `*` can be of every
  /// type; a text that is no ARN, and matches none, of no type.
  ///
  /// More than one type where formats do not tell them apart: the alias and the version of a Lambda function. A type whose
  /// format takes the ARNs of another type as well is left out where the pattern matches ARNs of the other only:
  /// `arn:aws:s3:::bucket/*` is of objects, not of buckets.
  ///
  /// O(formats), and as long as the pattern.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
  public func resourceTypes(matching pattern: String) -> [ResourceType] {
    ARNResolver(ARNPattern(pattern: pattern), in: self).types()
  }

  /// The same among the types of some services, which must be all that have formats with the pattern’s service; in the
  /// catalogue’s order.
  public func resourceTypes(matching pattern: String, among services: [Service]) -> [ResourceType] {
    ARNResolver(ARNPattern(pattern: pattern), in: self).types(among: services)
  }

  /// The resource types that the resource of an ARN can be of; wildcards in it are ordinary characters.
  public func resourceTypes(ofARN arn: String) -> [ResourceType] {
    guard let pattern = ARNPattern(arn: arn) else { return [] }
    return ARNResolver(pattern, in: self).types()
  }
}

extension Service {
  /// The resource types of this service that ARNs matching a pattern can be of; see
  /// ``ServiceCatalog/resourceTypes(matching:)``.
  public func resourceTypes(matching pattern: String) -> [ResourceType] {
    ARNResolver(ARNPattern(pattern: pattern), in: catalog).types(of: self)
  }
}

extension ResourceType {
  /// Whether the resource of an ARN can be of this type; wildcards in it are ordinary characters.
  public func matches(_ arn: String) -> Bool {
    guard let pattern = ARNPattern(arn: arn) else { return false }
    return ARNResolver(pattern, in: catalog).types(of: owner).contains(self)
  }

  /// Whether some ARN that a policy's `Resource` value matches can be of this type; see
  /// ``ServiceCatalog/resourceTypes(matching:)``.
  public func canMatch(_ pattern: String) -> Bool {
    ARNResolver(ARNPattern(pattern: pattern), in: catalog).types(of: owner).contains(self)
  }
}

extension Action {
  /// Whether a statement on some resources can reach an action.
  public enum Applicability: Sendable, Hashable {
    /// The statement is on `*`, which covers every resource and actions without resources.
    case everyResource
    /// The action accepts only `*`, so no ARN reaches it.
    case onlyStar
    /// It acts on resources of these types, and the statement's can be of them.
    case types([ResourceType])
    /// It acts on resources of other types only.
    case never
    /// AWS's reference does not say, or what is known of it has gaps there.
    case unknown

    /// Whether the statement may reach the action: all but ``onlyStar`` and ``never``.
    public var isPossible: Bool { self != .onlyStar && self != .never }
  }

  /// Whether a statement whose `Resource` is a pattern can reach this action.
  ///
  /// - Parameter pattern: as in ``ServiceCatalog/resourceTypes(matching:)``.
  ///
  /// An action without resource types is authorized on `*`, which only `*` matches.
  /// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
  public func canApply(to pattern: String) -> Applicability {
    let pattern = ARNPattern(pattern: pattern)
    if pattern.isEverything { return .everyResource }
    return applicability { ARNResolver(pattern, in: catalog).types(of: owner) }
  }

  /// How far a statement on resources other than `*` gets to an action.
  public enum Reach: Sendable, Hashable {
    /// The action can act on one of the resources, or that is not known.
    case possible
    /// Requests for it are decided on `*`, which none of the resources covers.
    case onlyStar
    /// It acts on resources of other types only.
    case never
  }

  /// How far a statement gets to this action of which it is known already what its resources can be; allocates nothing.
  ///
  /// - Parameters:
  ///   - possible: the types of the action's service that they can be of (``Service/resourceTypes(matching:)``).
  ///   - types: ``resourceTypes`` of the action.
  public func reach(onResourcesOf possible: [ResourceType], types: [ResourceType]) -> Reach {
    guard isDescribed else { return .possible }
    guard !types.isEmpty else { return lacksRows ? .possible : .onlyStar }
    if types.contains(where: { type in possible.contains { $0.index == type.index } }) { return .possible }
    // The missing rows are those of types that the service has.
    return !possible.isEmpty && lacksRows ? .possible : .never
  }

  private func applicability(_ possibleTypes: () -> [ResourceType]) -> Applicability {
    let types = resourceTypes
    let possible = isDescribed && !types.isEmpty ? possibleTypes() : []
    switch reach(onResourcesOf: possible, types: types) {
    case .possible:
      let both = isDescribed ? types.filter(possible.contains) : []
      return both.isEmpty ? .unknown : .types(both)
    case .onlyStar: return .onlyStar
    case .never: return .never
    }
  }

  private var lacksRows: Bool {
    let prefix = catalog.tables.text(.services, owner.index, 0)
    return Self.servicesWithMissingRows.contains { $0.utf8.count == prefix.count && prefix.elementsEqual($0.utf8) }
  }

  /// Services some of whose actions lack resource types that AWS's reference gives them (docs/catalogue.md, known errors).
  private static let servicesWithMissingRows = ["aws-external-anthropic", "profile", "wisdom"]
}
