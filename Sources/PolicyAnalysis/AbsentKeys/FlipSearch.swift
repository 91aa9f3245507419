import Authorization

/// Looks for values of the absent keys that change the decision: all combinations where they are few, else single keys,
/// pairs, and combinations that make the conditions of statements hold or fail.
struct FlipSearch {
  /// What was found.
  struct Result {
    /// Keys some value of which changes the decision, alone or beside values of others.
    var changing: Set<Int> = []
    /// Combinations that change the decision of the request as asked, of which no key can be left out.
    var flips: [[RequestContext.Entry]] = []
    /// Whether every combination was tried, and the values stand for all.
    var isExhaustive = false
  }

  /// Places in the lists of values, by key; 0 is the key's absence.
  typealias Assignment = [Int]

  /// Most parts of statements looked up in one search.
  private static let maximumSteps = 24_000

  private let open: OpenDecision
  private let statements: [OpenStatements.Open]
  private let settled: Set<Int>
  /// The keys that the statements read.
  private let keys: [Int]
  /// The places of the groups in doubt in a set of bits.
  private let bits: [Int: Int]
  private var outcomes: PartOutcomes
  private var decisions: [UInt64: Decision] = [:]
  private var steps = 0
  private var result = Result()
  /// The best combination with a key for each decision.
  private var best: [Goal: Found] = [:]

  private struct Goal: Hashable {
    var key: Int
    var decision: Decision
  }

  private struct Found {
    var assignment: Assignment
    /// Fewer keys first, then the likelier values.
    var rank: (Int, Int)
  }

  init(_ open: OpenDecision, _ statements: OpenStatements, _ outcomes: PartOutcomes) {
    self.open = open
    self.statements = statements.list
    settled = statements.settled
    self.outcomes = outcomes
    keys = statements.keys.indices.filter { statements.uses($0) }
    var bits: [Int: Int] = [:]
    for statement in statements.list where bits[statement.candidate.group] == nil {
      bits[statement.candidate.group] = bits.count
    }
    self.bits = bits
  }

  /// Searches.
  mutating func run() -> Result {
    guard bits.count <= UInt64.bitWidth else { return result }
    var size = 1
    for key in keys { size = min(size * outcomes.choices[key].entries.count, Self.maximumSteps) }
    let parts = statements.reduce(0) { $0 + $1.parts.count }
    if size * parts <= Self.maximumSteps {
      tryAll(size)
      result.isExhaustive = !outcomes.isIncomplete && keys.allSatisfy { outcomes.choices[$0].isExact }
    } else {
      trySome()
    }
    // What was not asked for was taken not to match.
    if outcomes.isIncomplete { result.changing = [] }
    report()
    return result
  }

  private func count(_ key: Int) -> Int { outcomes.choices[key].entries.count }

  private var absence: Assignment { Assignment(repeating: 0, count: outcomes.choices.count) }

  private mutating func applies(_ statement: OpenStatements.Open, _ assignment: Assignment) -> Bool {
    for part in statement.parts {
      steps += 1
      if !outcomes.matches(part, of: statement, assignment) { return false }
    }
    return true
  }

  private mutating func decision(_ assignment: Assignment) -> Decision {
    var applying: UInt64 = 0
    for statement in statements {
      guard let bit = bits[statement.candidate.group], applying >> bit & 1 == 0 else { continue }
      if applies(statement, assignment) { applying |= 1 << bit }
    }
    if let known = decisions[applying] { return known }
    let made = open.decision { group in
      settled.contains(group) || bits[group].map { applying >> $0 & 1 == 1 } ?? false
    }
    decisions[applying] = made
    return made
  }

  // MARK: All combinations

  private mutating func tryAll(_ size: Int) {
    var all: [Decision] = []
    all.reserveCapacity(size)
    var assignment = absence
    for _ in 0..<size {
      all.append(decision(assignment))
      advance(&assignment)
    }
    var strides: [Int] = []
    var stride = 1
    for key in keys {
      strides.append(stride)
      stride *= count(key)
    }
    assignment = absence
    for index in 0..<size {
      var isIrreducible = all[index] != all[0]
      for (key, stride) in zip(keys, strides) where assignment[key] > 0 {
        if all[index] != all[index - assignment[key] * stride] {
          result.changing.insert(key)
        } else {
          isIrreducible = false
        }
      }
      if isIrreducible { note(assignment, all[index]) }
      advance(&assignment)
    }
  }

  private func advance(_ assignment: inout Assignment) {
    for key in keys {
      assignment[key] += 1
      if assignment[key] < count(key) { return }
      assignment[key] = 0
    }
  }

  // MARK: Some combinations

  private mutating func trySome() {
    let asked = decision(absence)
    for key in keys {
      for value in 1..<max(1, count(key)) {
        var assignment = absence
        assignment[key] = value
        consider(assignment, asked)
      }
    }
    for statement in statements {
      guard steps < Self.maximumSteps else { break }
      if let assignment = satisfying(statement, absence, fixed: []) { consider(assignment, asked) }
    }
    for start in statements where !start.candidate.isDeny {
      guard steps < Self.maximumSteps else { break }
      consider(granting(from: start), asked)
    }
    for (place, first) in keys.enumerated() {
      for second in keys[(place + 1)...] {
        for a in 1..<max(1, count(first)) {
          for b in 1..<max(1, count(second)) {
            guard steps < Self.maximumSteps else { return }
            var assignment = absence
            assignment[first] = a
            assignment[second] = b
            consider(assignment, asked)
          }
        }
      }
    }
  }

  /// Notes a combination if it changes the decision, without the keys that it does not need.
  private mutating func consider(_ assignment: Assignment, _ asked: Decision) {
    let changed = decision(assignment)
    guard changed != asked else { return }
    var reduced = assignment
    var isReduced = false
    while !isReduced {
      isReduced = true
      for key in keys where reduced[key] > 0 {
        let value = reduced[key]
        reduced[key] = 0
        if decision(reduced) == changed { isReduced = false } else { reduced[key] = value }
      }
    }
    result.changing.formUnion(keys.filter { reduced[$0] > 0 })
    note(reduced, changed)
  }

  /// Changes keys that are not fixed so that a statement applies; `nil` when that was not found.
  private mutating func satisfying(
    _ statement: OpenStatements.Open, _ start: Assignment, fixed: Set<Int>
  ) -> Assignment? {
    var assignment = start
    let read = OpenStatements.unique(statement.parts.flatMap(\.keys))
    for key in read where !fixed.contains(key) {
      let holds = outcomes.holding(key, of: statement)
      if !holds[assignment[key]], let first = holds.firstIndex(of: true) { assignment[key] = first }
    }
    for part in statement.parts where part.keys.count > 1 && !outcomes.matches(part, of: statement, assignment) {
      let free = part.keys.filter { !fixed.contains($0) }
      guard let found = matching(part, of: statement, assignment, free) else { return nil }
      assignment = found
    }
    return applies(statement, assignment) ? assignment : nil
  }

  /// Values of some keys that make a part match that reads several.
  private mutating func matching(
    _ part: OpenStatements.Part, of statement: OpenStatements.Open, _ start: Assignment, _ free: [Int]
  ) -> Assignment? {
    var assignment = start
    for key in free { assignment[key] = 0 }
    for _ in 0..<64 {
      steps += 1
      if outcomes.matches(part, of: statement, assignment) { return assignment }
      var place = 0
      while place < free.count {
        assignment[free[place]] += 1
        if assignment[free[place]] < count(free[place]) { break }
        assignment[free[place]] = 0
        place += 1
      }
      if place == free.count { return nil }
    }
    return nil
  }

  /// Values with which as many Allow statements as possible apply, one of them first, and no Deny.
  private mutating func granting(from first: OpenStatements.Open) -> Assignment {
    var assignment = absence
    var fixed: Set<Int> = []
    for statement in [first] + statements.filter({ !$0.candidate.isDeny && $0.id != first.id }) {
      if let next = satisfying(statement, assignment, fixed: fixed) {
        assignment = next
        fixed.formUnion(statement.parts.flatMap(\.keys))
      }
    }
    for statement in statements where statement.candidate.isDeny && applies(statement, assignment) {
      refute(statement, &assignment, fixed: fixed)
    }
    return assignment
  }

  /// Changes one key that is not fixed so that a statement does not apply.
  private mutating func refute(_ statement: OpenStatements.Open, _ assignment: inout Assignment, fixed: Set<Int>) {
    for key in OpenStatements.unique(statement.parts.flatMap(\.keys)) where !fixed.contains(key) {
      var changed = assignment
      for value in 0..<count(key) {
        changed[key] = value
        if !applies(statement, changed) {
          assignment = changed
          return
        }
      }
    }
  }

  // MARK: The best

  private mutating func note(_ assignment: Assignment, _ decision: Decision) {
    let used = keys.filter { assignment[$0] > 0 }
    let rank = (used.count, used.reduce(0) { $0 + assignment[$1] })
    for key in used {
      let goal = Goal(key: key, decision: decision)
      if let current = best[goal], current.rank <= rank { continue }
      best[goal] = Found(assignment: assignment, rank: rank)
    }
  }

  /// Most combinations reported.
  private static let maximumFlips = 12

  /// The best combinations, each once, those of few keys first.
  private mutating func report() {
    var seen: Set<Assignment> = []
    var found: [Found] = []
    for key in keys {
      for decision in Decision.allCases {
        guard let one = best[Goal(key: key, decision: decision)], seen.insert(one.assignment).inserted else { continue }
        found.append(one)
      }
    }
    found = found.enumerated().sorted { a, b in
      (a.element.rank.0, a.offset) < (b.element.rank.0, b.offset)
    }.map(\.element)
    result.flips = found.prefix(Self.maximumFlips).map { one in
      keys.compactMap { outcomes.choices[$0].entries[one.assignment[$0]] }
    }
  }
}
