public import PolicyLanguage

/// Statements of a policy that another one makes superfluous: without them every request is decided alike.
public struct StatementOverlap {
  /// A statement that does nothing, and the one that makes it so; by their places in the policy.
  public struct Pair: Sendable, Hashable {
    /// The statement that does nothing.
    public var statement: Int
    /// The one that covers it.
    public var other: Int
  }

  /// Statements that lie within another one of the same effect.
  public private(set) var subsumed: [Pair] = []
  /// Allow statements all of whose requests a Deny refuses.
  public private(set) var denied: [Pair] = []

  /// Most comparisons of two statements; no policy that AWS stores comes near it.
  private static let maximumComparisons = 40_000

  /// Compares the statements of a policy.
  ///
  /// All of a policy's statements must have been read: one that is left out may be what another is there for. Of two statements
  /// that cover each other the later one does nothing.
  ///
  /// - Parameter outlines: those of the statements’ actions, if they are known already.
  public init(_ policy: Policy, outlines: [ActionOutline]? = nil) {
    guard policy.statements.count > 1 else { return }
    var scopes = LazyScopes(policy, outlines)
    var comparisons = 0
    let outlines = scopes.outlines
    let effects = policy.statements.map { $0.effect?.value }
    for (index, effect) in effects.enumerated() {
      guard let effect else { continue }
      let isAllow = effect == .allow
      let outline = outlines[index]
      var covering: Int?
      var denying: Int?
      for (otherIndex, otherEffect) in effects.enumerated() where otherIndex != index {
        guard let otherEffect, comparisons < Self.maximumComparisons else { continue }
        let otherAllows = otherEffect == .allow
        guard otherAllows == isAllow || (isAllow && denying == nil) else { continue }
        comparisons += 1
        guard otherAllows == isAllow ? covering == nil : denying == nil, outlines[otherIndex].mayContain(outline),
          let scope = scopes[index], let other = scopes[otherIndex], other.contains(scope)
        else { continue }
        if otherAllows != isAllow {
          denying = otherIndex
        } else if otherIndex < index || !scope.contains(other) {
          covering = otherIndex
        }
      }
      if let denying {
        denied.append(Pair(statement: index, other: denying))
      } else if let covering {
        subsumed.append(Pair(statement: index, other: covering))
      }
    }
  }
}

/// What the statements of a policy are about; found out for those only that their outlines do not tell apart.
private struct LazyScopes {
  private let statements: [Statement]
  private let actions: [ActionOutline]
  /// What tells most of them apart.
  let outlines: [ScopeOutline]
  private var known: [StatementScope??]

  init(_ policy: Policy, _ outlines: [ActionOutline]?) {
    statements = policy.statements
    known = Array(repeating: nil, count: policy.statements.count)
    let actions =
      outlines ?? policy.statements.map { ActionOutline($0.action?.values.map(\.value) ?? []) }
    self.actions = actions
    self.outlines = policy.statements.indices.map { index in
      let statement = policy.statements[index]
      return ScopeOutline(
        actions[index], isNegated: statement.action?.isNegated ?? false, resource: statement.resource)
    }
  }

  /// What a statement is about; `nil` when a part of it is missing or not understood.
  subscript(index: Int) -> StatementScope? {
    mutating get {
      if let scope = known[index] { return scope }
      let scope = StatementScope(statements[index], actions: actions[index])
      known[index] = .some(scope)
      return scope
    }
  }
}
