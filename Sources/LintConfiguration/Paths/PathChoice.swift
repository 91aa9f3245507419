/// Which paths something is about.
public struct PathChoice: Sendable, Hashable {
  /// Patterns of which one must match; empty for every path.
  public var included: [PathGlob]
  /// Patterns of which none may match.
  public var excluded: [PathGlob]

  /// Makes a choice; without patterns it is every path.
  public init(included: [PathGlob] = [], excluded: [PathGlob] = []) {
    self.included = included
    self.excluded = excluded
  }

  /// Whether a path is chosen.
  public func contains(_ path: RelativePath) -> Bool {
    (included.isEmpty || included.contains { $0.matches(path) }) && !excluded.contains { $0.matches(path) }
  }
}
