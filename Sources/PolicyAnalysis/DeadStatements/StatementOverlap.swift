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
  public init(_ policy: Policy) {
    let scopes = policy.statements.map { StatementScope($0) }
    var comparisons = 0
    for (index, scope) in scopes.enumerated() {
      guard let scope else { continue }
      let isAllow = scope.statement.effect?.value == .allow
      var covering: Int?
      var denying: Int?
      for (otherIndex, other) in scopes.enumerated() where otherIndex != index {
        guard let other, comparisons < Self.maximumComparisons else { continue }
        let otherAllows = other.statement.effect?.value == .allow
        guard otherAllows == isAllow || (isAllow && denying == nil) else { continue }
        comparisons += 1
        guard otherAllows == isAllow ? covering == nil : denying == nil, other.contains(scope) else { continue }
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
