import Authorization
import DocumentSyntax
import PolicyLanguage
import SourceText

/// The policies of a file of tests: each is opened, read and compiled once for each part it plays.
struct PolicyLibrary {
  /// What a reading stands under.
  struct Key: Hashable {
    /// The path of a file, the ARN of a managed policy, or the place in the file of tests.
    var source: String
    var kind: PolicyKind
    var name: String
  }

  /// Policies that are taken together.
  private struct Set: Hashable {
    var numbers: [Int]
    var kind: PolicyKind
  }

  /// The files opened, by path; `nil` for those that could not be.
  var files: [String: SourceFile?] = [:]
  /// The policies read; `nil` for those that could not be had.
  var documents: [Key: CasePolicies.Document?] = [:]
  /// The mistakes that have been reported.
  var reported: Swift.Set<String> = []
  /// The actions that have been looked up, by their places: whether AWS has them.
  var checkedActions: [Int: Bool] = [:]
  /// A bucket and its policy.
  struct StatusKey: Hashable {
    var policy: Int
    var bucket: String
  }

  /// Which buckets' policies are public.
  var isPublic: [StatusKey: Bool] = [:]
  private var compiled: [Set: CompiledPolicies] = [:]
  /// Grants that are taken together, by their places.
  private var grants: [[Int]: DirectGrants] = [:]

  /// Compiles policies that are taken together.
  mutating func compile(
    _ documents: [CasePolicies.Document], as kind: PolicyKind
  ) throws(PolicyCompilationError) -> CompiledPolicies {
    let set = Set(numbers: documents.map(\.number), kind: kind)
    if let done = compiled[set] { return done }
    let policies = documents.compactMap { document in
      document.parsed.policy.map { PolicyDocument(identifier: document.name, arn: document.arn, policy: $0) }
    }
    let result = try CompiledPolicies(policies, kind: kind)
    compiled[set] = result
    return result
  }

  private mutating func compile(_ keyGrants: [KMSGrant]) -> DirectGrants {
    let places = keyGrants.map { $0.place?.range.lowerBound ?? 0 }
    if let done = grants[places] { return done }
    let result = DirectGrants(keyGrants)
    grants[places] = result
    return result
  }

  /// Compiles the policies of a case.
  mutating func compile(_ policies: CasePolicies) throws(PolicyCompilationError) -> ApplicablePolicies {
    var result = ApplicablePolicies()
    if !policies.identity.isEmpty { result.identity = try compile(policies.identity, as: .identity) }
    if !policies.session.isEmpty { result.session = try compile(policies.session, as: .session) }
    if let boundary = policies.boundary {
      result.permissionsBoundary = try compile([boundary], as: .permissionsBoundary)
    }
    if let endpoint = policies.endpoint { result.vpcEndpoint = try compile([endpoint], as: .vpcEndpoint) }
    if let resource = policies.resource, let kind = resource.parsed.policy?.kind {
      result.resource = .policy(try compile([resource], as: kind))
    }
    for level in policies.serviceControl { result.serviceControl.append(try compile(level, as: .serviceControl)) }
    for level in policies.resourceControl { result.resourceControl.append(try compile(level, as: .resourceControl)) }
    result.vpcEndpointIsGateway = policies.endpointIsGateway
    if let list = policies.accessControl { result.directGrants = DirectGrants(list) }
    if !policies.keyGrants.isEmpty { result.directGrants = compile(policies.keyGrants) }
    result.managementAccountID = policies.managementAccountID
    return result
  }
}
