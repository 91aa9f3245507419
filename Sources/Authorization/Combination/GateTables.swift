import PolicyLanguage

/// The tables of all gates in one place, so that a decision counts no references.
final class GateTables: Sendable {
  private let tables: FrozenArray<PolicyTables>
  private let accountBytes: FrozenArray<UInt8>
  // INVARIANT: point into `tables`, which never changes.
  nonisolated(unsafe) let resourceControl: UnsafeBufferPointer<PolicyTables>.References
  nonisolated(unsafe) let serviceControl: UnsafeBufferPointer<PolicyTables>.References
  nonisolated(unsafe) let vpcEndpoint: PolicyReference?
  nonisolated(unsafe) let resource: PolicyReference?
  nonisolated(unsafe) let grants: PolicyReference?
  nonisolated(unsafe) let sufficientGrants: PolicyReference?
  nonisolated(unsafe) let identity: PolicyReference?
  nonisolated(unsafe) let permissionsBoundary: PolicyReference?
  nonisolated(unsafe) let session: PolicyReference?
  let resourceForm: Evidence.ResourceForm
  let hasGrants: Bool
  let vpcEndpointIsGateway: Bool

  init(_ policies: ApplicablePolicies) {
    var resourcePolicy: CompiledPolicies?
    switch policies.resource {
    case .none: resourceForm = .none
    case .assumedToDelegate: resourceForm = .assumedToDelegate
    case .policy(let policy):
      resourcePolicy = policy
      switch policy.kind {
      case .roleTrust: resourceForm = .roleTrust
      case .kmsKey: resourceForm = .kmsKey
      default: resourceForm = .resource
      }
    }
    let single = [
      policies.vpcEndpoint, resourcePolicy, policies.identity, policies.permissionsBoundary, policies.session,
      policies.directGrants?.ordinary, policies.directGrants?.sufficient,
    ]
    let levels = policies.resourceControl + policies.serviceControl
    let all = FrozenArray((levels + single.compactMap { $0 }).map(\.tables.pointee))
    tables = all
    var next = 0
    func take(_ count: Int) -> UnsafeBufferPointer<PolicyTables>.References {
      defer { next += count }
      return .init(all.elements, next, count)
    }
    resourceControl = take(policies.resourceControl.count)
    serviceControl = take(policies.serviceControl.count)
    let references = single.map { $0 == nil ? nil : take(1)[0] }
    vpcEndpoint = references[0]
    resource = references[1]
    identity = references[2]
    permissionsBoundary = references[3]
    session = references[4]
    grants = references[5]
    sufficientGrants = references[6]
    vpcEndpointIsGateway = policies.vpcEndpointIsGateway
    hasGrants = references[5] != nil || references[6] != nil
    accountBytes = FrozenArray(Array((policies.managementAccountID ?? "").utf8))
  }

  /// The management account's id; empty when not known.
  var managementAccount: Bytes { accountBytes.elements }
}

extension UnsafeBufferPointer<PolicyTables> {
  /// Some of the tables in place.
  struct References: BitwiseCopyable {
    private let base: PolicyReference?
    let count: Int

    init(_ tables: UnsafeBufferPointer<PolicyTables>, _ first: Int, _ count: Int) {
      base = tables.baseAddress.map { $0 + first }
      self.count = count
    }

    subscript(index: Int) -> PolicyReference {
      guard let base else { preconditionFailure("no tables") }
      return base + index
    }
  }
}
