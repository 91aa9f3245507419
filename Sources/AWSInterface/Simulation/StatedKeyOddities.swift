import Authorization

/// What is odd about stated condition keys, over all questions of a simulation.
///
/// One set of keys serves all actions, so a key that suits some of them is in order.
struct StatedKeyOddities {
  private var questions = 0
  private var found: [(warning: DerivedContext.Warning, count: Int)] = []

  /// Takes the warnings of one question.
  mutating func add(_ warnings: [DerivedContext.Warning]) {
    questions += 1
    for warning in warnings {
      if let index = found.firstIndex(where: { $0.warning.key == warning.key }) {
        found[index].count += 1
      } else {
        found.append((warning, 1))
      }
    }
  }

  /// The remarks on keys that are odd in every question.
  var warnings: [String] { found.filter { $0.count == questions }.map(\.warning.message) }
}
