import PolicyLanguage
import SourceText

/// The grants of a KMS key, compiled.
///
/// A grant is put as statements of a policy on the key, so that the evaluator of all statements decides whether it covers a
/// request.
public struct KeyGrants: Sendable {
  /// What counts as an Allow on the key's side and no more: callers of other accounts need one of their own as well.
  let ordinary: CompiledPolicies?
  /// What callers of other accounts need no identity policy for.
  let sufficient: CompiledPolicies?

  /// Compiles the grants of one key.
  public init(_ grants: [KMSGrant]) {
    ordinary = Self.compile(grants, sufficient: false)
    sufficient = Self.compile(grants, sufficient: true)
  }

  private static func compile(_ grants: [KMSGrant], sufficient: Bool) -> CompiledPolicies? {
    let documents = grants.compactMap { grant -> PolicyDocument? in
      let statements = GrantStatements(grant).all.filter { $0.isSufficient == sufficient }.map(\.statement)
      guard !statements.isEmpty else { return nil }
      let place = GrantStatements.place(of: grant)
      // Without a version nothing in it is a policy variable.
      let policy = Policy(
        file: place.file, range: place.range, kind: .kmsKey, version: nil, statements: statements)
      return PolicyDocument(identifier: grant.name, policy: policy, isKeyGrant: true)
    }
    guard !documents.isEmpty else { return nil }
    // Every statement has all its elements and operators that there are, so nothing keeps it from being compiled.
    return try? CompiledPolicies(documents, kind: .kmsKey)
  }
}
