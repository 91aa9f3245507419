import Authorization
public import PolicyLanguage

/// Whether two versions of a policy decide alike, over requests that the patterns of both tell apart.
///
/// Meant for small edits: a difference that is found is one, and where none is found there may still be one behind a
/// combination of conditions that was not tried. Statements are held against those for the same principals, so that an edit of
/// principals always counts as a difference.
public struct DecisionComparison {
  private let old: Policy
  private let new: Policy

  /// Prepares to compare two versions.
  public init(_ old: Policy, _ new: Policy) {
    self.old = old
    self.new = new
  }

  /// Whether no request was found that they decide otherwise; `false` when either cannot be evaluated.
  public func findsNoDifference() -> Bool {
    let before = Self.groups(old)
    let after = Self.groups(new)
    guard old.expandsVariables == new.expandsVariables else {
      // The version says whether `${` is a variable; where there is none it changes nothing.
      return Self.hasNoVariables(old) && Self.hasNoVariables(new) && Self.alike(before, after)
    }
    return Self.alike(before, after)
  }

  private static func alike(_ before: [String: Policy], _ after: [String: Policy]) -> Bool {
    Set(before.keys).union(after.keys).allSatisfy { key in
      // Nothing is said any more of these principals, or for the first time.
      guard let old = before[key], let new = after[key] else { return false }
      return alike(old, new)
    }
  }

  private static func alike(_ old: Policy, _ new: Policy) -> Bool {
    guard let before = authorizer(old), let after = authorizer(new) else { return false }
    let requests = DistinguishingRequests(old, new)
    return requests.allSatisfy { before.decide($0) == after.decide($0) }
  }

  private static func authorizer(_ policy: Policy) -> Authorizer? {
    let document = PolicyDocument(identifier: "policy", policy: policy)
    guard let compiled = try? CompiledPolicies([document], kind: .identity) else { return nil }
    return Authorizer(ApplicablePolicies(identity: compiled))
  }

  /// The statements by their principals, without them.
  private static func groups(_ policy: Policy) -> [String: Policy] {
    var groups: [String: Policy] = [:]
    for statement in policy.statements {
      var plain = statement
      plain.principal = nil
      let key = statement.principal.map { name($0) } ?? ""
      var group =
        groups[key]
        ?? Policy(file: policy.file, range: policy.range, kind: .identity, version: policy.version)
      group.statements.append(plain)
      groups[key] = group
    }
    return groups
  }

  private static func name(_ principal: PrincipalElement) -> String {
    let entries = Set(principal.entries.map { "\($0.kind.rawValue)\u{0}\($0.value.value)" })
    return (principal.isNegated ? "!" : "=") + entries.sorted().joined(separator: "\u{1}")
  }

  private static func hasNoVariables(_ policy: Policy) -> Bool {
    policy.statements.allSatisfy { statement in
      let texts =
        (statement.resource?.values.map(\.value) ?? [])
        + (statement.condition?.clauses.flatMap { $0.values.map(\.value.text) } ?? [])
      return !texts.contains { VariableTemplate.mayHoldVariables($0) }
    }
  }
}
