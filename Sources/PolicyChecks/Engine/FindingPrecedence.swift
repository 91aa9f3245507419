import PolicyLanguage
import SourceText

/// Leaves out findings on a statement of which another finding already says more.
struct FindingPrecedence {
  /// What it goes by of a finding.
  struct Item {
    /// Where it begins.
    var offset: Int
    /// Its number among all findings.
    var number: Int
    /// The number of its rule.
    var rule: Int?
  }

  /// The numbers of the rules by their ids.
  private let numbers: [String: Int]
  /// Of each rule those that say more.
  private let stronger: [[Int]]

  /// - Parameter rules: those that run; each has its place among them as its number.
  init(_ rules: [Rule]) {
    var numbers: [String: Int] = [:]
    for (number, rule) in rules.enumerated() { numbers[rule.id] = number }
    self.numbers = numbers
    stronger = rules.map { rule in rule.yieldsTo.compactMap { numbers[$0] } }
  }

  /// The number of a rule.
  func number(of id: String) -> Int? { numbers[id] }

  /// Drops the findings whose rules yield to one that found something in the same statement.
  ///
  /// - Parameters:
  ///   - items: the findings in the order of the text.
  ///   - statements: the policy's.
  func leaveOutNarrower(_ items: inout [Item], in statements: [Statement]) {
    guard items.count > 1, items.contains(where: { !stronger(than: $0).isEmpty }) else { return }
    let places = Self.statements(of: items, in: statements)
    // The last statement that each rule found something in.
    var last = [Int](repeating: -1, count: stronger.count)
    var kept: [Item] = []
    kept.reserveCapacity(items.count)
    var start = 0
    while start < items.count {
      var end = start
      while end < items.count, places[end] == places[start] {
        if let place = places[end], let rule = items[end].rule { last[rule] = place }
        end += 1
      }
      for item in items[start..<end] {
        if let place = places[start], stronger(than: item).contains(where: { last[$0] == place }) { continue }
        kept.append(item)
      }
      start = end
    }
    items = kept
  }

  private func stronger(than item: Item) -> [Int] { item.rule.map { stronger[$0] } ?? [] }

  /// The statement in which each finding lies; `nil` where it lies in none.
  private static func statements(of items: [Item], in statements: [Statement]) -> [Int?] {
    var place = 0
    return items.map { item in
      while place < statements.count, statements[place].range.upperBound <= item.offset { place += 1 }
      return place < statements.count && statements[place].range.contains(item.offset) ? place : nil
    }
  }
}
