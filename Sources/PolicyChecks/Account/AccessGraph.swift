import AccountModel
import PolicyLanguage

/// The principals of an account, and the ways from one to another.
struct AccessGraph {
  let principals: [AccountPrincipal]
  /// The ways from each principal.
  let edges: [[AccessEdge]]

  init(_ facts: AccountFacts) {
    principals = facts.principals
    let explorer = AccessExplorer(facts)
    edges = facts.principals.indices.map { explorer.edges(from: $0) }
  }

  /// A way over several principals.
  struct Chain {
    /// The principal that it begins with.
    var start: Int
    /// The ways, each beginning where the one before ends.
    var edges: [AccessEdge]

    var certainty: AccessEdge.Certainty { edges.map(\.certainty).min() ?? .certain }
  }

  /// The shortest chain from a principal to the rights of an administrator: one that is certain before others; `nil` when there
  /// is none, or it is an administrator.
  func chainToAdministrator(from start: Int) -> Chain? {
    guard !principals[start].isAdministrator else { return nil }
    return chain(from: start, atLeast: .certain) ?? chain(from: start, atLeast: .possible)
  }

  /// Breadth first, so that the first that arrives is a shortest one.
  private func chain(from start: Int, atLeast certainty: AccessEdge.Certainty) -> Chain? {
    var arrivedBy: [Int: (from: Int, edge: AccessEdge)] = [:]
    var queue = [start]
    var next = 0
    while next < queue.count {
      let place = queue[next]
      next += 1
      for edge in edges[place] where edge.certainty >= certainty {
        switch edge.target {
        case .administrator: return Chain(start: start, edges: way(to: place, arrivedBy) + [edge])
        case .principal(let other):
          if principals[other].isAdministrator {
            return Chain(start: start, edges: way(to: place, arrivedBy) + [edge])
          }
          guard other != start, arrivedBy[other] == nil else { continue }
          arrivedBy[other] = (place, edge)
          queue.append(other)
        }
      }
    }
    return nil
  }

  private func way(to place: Int, _ arrivedBy: [Int: (from: Int, edge: AccessEdge)]) -> [AccessEdge] {
    var edges: [AccessEdge] = []
    var place = place
    while let step = arrivedBy[place] {
      edges.append(step.edge)
      place = step.from
    }
    return edges.reversed()
  }

  /// The principals that a principal can become by ways that are certain, over others too.
  func reachable(from start: Int) -> Set<Int> {
    var seen: Set<Int> = []
    var queue = [start]
    while let place = queue.popLast() {
      for edge in edges[place] where edge.certainty == .certain {
        if case .principal(let other) = edge.target, seen.insert(other).inserted { queue.append(other) }
      }
    }
    return seen
  }
}
