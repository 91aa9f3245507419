import ServiceCatalog
import Wildcards

/// An action of AWS's with what rules ask of it again and again; one for each, from one policy to the next.
final class KnownAction {
  let action: Action
  /// Its service.
  let service: Service
  // INVARIANT: the memory owns what it knows.
  private unowned let memory: CatalogMemory

  init(_ action: Action, in memory: CatalogMemory) {
    self.action = action
    service = action.owner
    self.memory = memory
  }

  /// The resource types that it can be limited to.
  private(set) lazy var types = action.resourceTypes
  /// The same as rules know them.
  private(set) lazy var knownTypes = types.map(memory.known)
  /// The prefix of its service.
  private(set) lazy var prefix = service.prefix
  /// Whether ``FitTolerance`` knows more of its service than AWS's reference.
  private(set) lazy var isOfSpecialService = FitTolerance.special.contains(prefix)
  /// Its name without prefix, in lower case.
  private(set) lazy var foldedName = action.name.lowercased()
  /// Its name with prefix.
  private(set) lazy var fullName = action.fullName
  /// What it lets its callers do, if that is anything special.
  private(set) lazy var sensitivity = ActionSensitivity(action, memory.kind(of: action))

  /// Whether it sets, takes away or tells tags, and nothing else.
  private(set) lazy var isOnTags: Bool =
    action.hasOnly(.tagging)
    || foldedName.holds("tag") && ["get", "list", "describe"].contains(where: foldedName.hasPrefix)

  /// Whether it sets tags of what is there.
  private(set) lazy var setsTags: Bool =
    action.has(.tagging) && foldedName.holds("tag")
    && !["get", "list", "describe", "untag", "delete", "remove"].contains(where: foldedName.hasPrefix)

  /// The resource types that every request for it names.
  ///
  /// Of S3's, one is a way to another: a request names a bucket or an access point to it, and the reference calls both
  /// optional.
  private(set) lazy var limitingTypes: [KnownType] = {
    guard !action.requiresResource else { return action.requiredResourceTypes.map(memory.known) }
    guard service == memory.s3 else { return [] }
    return knownTypes.filter { $0.type.name == "bucket" || $0.type.name == "object" }
  }()
  /// Whether there are some.
  private(set) lazy var isLimitable: Bool =
    action.requiresResource || service == memory.s3 && !limitingTypes.isEmpty

  /// Whether its name holds that of a type that it can be limited to.
  private(set) lazy var isNamedAfterOwnType: Bool = knownTypes.contains(where: isNamedAfter)

  /// Whether it does more than list, and is decided by one resource alone: for one that names several, as `ec2:RunInstances`,
  /// another statement often says which.
  private(set) lazy var isDecidedByOneResource: Bool = limitingTypes.count == 1 && !action.hasOnly(.list)

  /// Whether its name holds the name of a type, as `DescribeEndpointConfig` that of `endpoint-config`.
  func isNamedAfter(_ type: KnownType) -> Bool { !type.word.isEmpty && foldedName.holds(type.word) }

  /// Whether it can act on some resource of a pattern other than `*`, or that is not known.
  func canApply(to pattern: ResourcePattern) -> Bool {
    action.reach(onResourcesOf: pattern.types(of: service), types: types) == .possible
  }
}
