import Authorization
import PolicyLanguage

/// The Allow statement of a gate that came closest to applying, and what it lacked.
///
/// Everything is read off the trace: what matches is decided by the evaluator alone.
struct NearestMiss {
  /// What kept the statement from applying, the closest first.
  enum Obstacle: Int, Comparable {
    /// Only its condition did not hold.
    case condition
    /// It covers the action, but not the resource.
    case resource
    /// It covers action and resource, but not the caller.
    case principal
    /// It covers the action, but neither the resource nor the caller.
    case resourceAndPrincipal

    static func < (a: Obstacle, b: Obstacle) -> Bool { a.rawValue < b.rawValue }
  }

  let statement: StatementTrace
  let obstacle: Obstacle

  /// The nearest of a gate's statements; `nil` when none covers even the action.
  init?(among statements: [StatementTrace], resource: String) {
    var best: (statement: StatementTrace, rank: Rank)?
    for statement in statements where statement.effect == .allow && !statement.applies {
      guard let rank = Rank(statement, resource: resource) else { continue }
      if let current = best, !(rank < current.rank) { continue }
      best = (statement, rank)
    }
    guard let best else { return nil }
    statement = best.statement
    obstacle = best.rank.obstacle
  }

  /// How close a statement came; less is closer.
  private struct Rank: Comparable {
    var obstacle: Obstacle
    var distance: Int

    init?(_ trace: StatementTrace, resource: String) {
      guard trace.actionMatches else { return nil }
      switch (trace.resourceMatches, trace.principalMatches) {
      case (true, true):
        obstacle = .condition
        distance = trace.conditions.count { !$0.holds }
      case (false, true):
        obstacle = .resource
        distance = Self.distance(of: trace.statement.resource?.values ?? [], to: resource)
      case (true, false):
        obstacle = .principal
        distance = 0
      case (false, false):
        obstacle = .resourceAndPrincipal
        distance = 0
      }
    }

    /// Among patterns that all miss, the one that agrees with the resource the longest was meant for it.
    private static func distance(of patterns: [Located<String>], to resource: String) -> Int {
      var agreement = 0
      for pattern in patterns {
        if SecretNameSuffix.hint(pattern: pattern.value, resource: resource) != nil { return -1 }
        let common = zip(pattern.value.utf8, resource.utf8).prefix { $0 == $1 }.count
        agreement = max(agreement, common)
      }
      return max(0, resource.utf8.count - agreement)
    }

    static func < (a: Rank, b: Rank) -> Bool { (a.obstacle, a.distance) < (b.obstacle, b.distance) }
  }
}
