import Authorization

/// What is odd about stated condition keys, over all questions of a simulation.
///
/// One set of keys serves all questions, so a key that suits some of them is in order.
struct StatedKeyOddities {
  private var found: [(warning: DerivedContext.Warning, count: Int)] = []
  private var questions: [String: Int] = [:]

  /// Takes the warnings of one question, and the keys stated for it.
  mutating func add(_ warnings: [DerivedContext.Warning], stated: RequestContext) {
    for entry in stated.entries { questions[entry.name, default: 0] += 1 }
    for warning in warnings {
      if let index = found.firstIndex(where: { $0.warning.key == warning.key }) {
        found[index].count += 1
      } else {
        found.append((warning, 1))
      }
    }
  }

  /// The remarks on keys that are odd in every question they are stated for.
  var warnings: [String] { found.filter { $0.count == questions[$0.warning.key] }.map(\.warning.message) }
}
