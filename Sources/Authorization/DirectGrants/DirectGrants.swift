import PolicyLanguage
import SourceText

/// What is granted on a resource beside its policy, compiled: the grants of a KMS key, or an access control list of S3.
///
/// It is put as statements of a policy on the resource, so that the evaluator of all statements decides whether it covers a
/// request.
public struct DirectGrants: Sendable {
  /// What counts as an Allow on the resource's side and no more: callers of other accounts need one of their own as well.
  let ordinary: CompiledPolicies?
  /// What callers of other accounts need no identity policy for.
  let sufficient: CompiledPolicies?

  /// Compiles the grants of one key.
  public init(_ grants: [KMSGrant]) {
    ordinary = Self.compile(grants, sufficient: false)
    sufficient = Self.compile(grants, sufficient: true)
  }

  /// Compiles an access control list.
  public init(_ list: AccessControlList) {
    let policy = Policy(
      file: list.place.file, range: list.place.range, kind: .resource, version: nil, statements: list.statements)
    let document = PolicyDocument(identifier: "access control list", policy: policy, form: .accessControlList)
    ordinary = policy.statements.isEmpty ? nil : try? CompiledPolicies([document], kind: .resource)
    sufficient = nil
  }

  private static func compile(_ grants: [KMSGrant], sufficient: Bool) -> CompiledPolicies? {
    let documents = grants.compactMap { grant -> PolicyDocument? in
      let statements = GrantStatements(grant).all.filter { $0.isSufficient == sufficient }.map(\.statement)
      guard !statements.isEmpty else { return nil }
      let place = GrantStatements.place(of: grant)
      // Without a version nothing in it is a policy variable.
      let policy = Policy(
        file: place.file, range: place.range, kind: .kmsKey, version: nil, statements: statements)
      return PolicyDocument(identifier: grant.name, policy: policy, form: .keyGrant)
    }
    guard !documents.isEmpty else { return nil }
    // Every statement has all its elements and operators that there are, so nothing keeps it from being compiled.
    return try? CompiledPolicies(documents, kind: .kmsKey)
  }
}
