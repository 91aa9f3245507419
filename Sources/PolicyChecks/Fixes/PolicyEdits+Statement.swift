import PolicyLanguage
import SourceText

/// A clause to put into a condition.
struct NewClause {
  /// The operator with its quantifier: `StringEquals`.
  var operation: String
  /// The condition key.
  var key: String
  /// Its values.
  var values: [String]

  /// A clause of some values.
  init(_ operation: String, _ key: String, _ values: [String]) {
    self.operation = operation
    self.key = key
    self.values = values
  }

  /// A clause of one value.
  init(_ operation: String, _ key: String, _ value: String) { self.init(operation, key, [value]) }

  /// The key with its values, as JSON.
  var member: String { PolicyEdits.quoted(key) + ": " + PolicyEdits.written(values) }

  /// A condition of some clauses as JSON, an operator once.
  static func block(_ clauses: [NewClause]) -> String { "{ " + members(clauses) + " }" }

  /// What stands between the braces of a condition.
  static func members(_ clauses: [NewClause]) -> String {
    var operations: [String] = []
    var members: [String: [String]] = [:]
    for clause in clauses {
      if members[clause.operation] == nil { operations.append(clause.operation) }
      members[clause.operation, default: []].append(clause.member)
    }
    return operations.map { operation in
      PolicyEdits.quoted(operation) + ": { " + (members[operation] ?? []).joined(separator: ", ") + " }"
    }
    .joined(separator: ", ")
  }
}

/// A statement to put into a policy.
struct NewStatement {
  var effect = Effect.allow
  /// The value of `Principal` as JSON, in policies that have one.
  var principal: String?
  var actions: [String]
  var resources: [String]
  var clauses: [NewClause] = []

  /// The statement as JSON in one line.
  var json: String { json(before: " ", behind: " ") }

  /// The statement as JSON.
  ///
  /// - Parameters:
  ///   - before: the white space before each member.
  ///   - behind: that before the closing brace.
  func json(before: String, behind: String) -> String {
    var members = ["\"Effect\": " + PolicyEdits.quoted(effect.rawValue)]
    if let principal { members.append("\"Principal\": " + principal) }
    members.append("\"Action\": " + PolicyEdits.written(actions))
    members.append("\"Resource\": " + PolicyEdits.written(resources))
    if !clauses.isEmpty { members.append("\"Condition\": " + NewClause.block(clauses)) }
    return "{" + before + members.joined(separator: "," + before) + behind + "}"
  }
}

extension PolicyEdits {
  /// Strings as a value: one alone, several as a list in one line.
  static func written(_ values: [String]) -> String {
    if values.count == 1, let only = values.first { return quoted(only) }
    return "[" + values.map(quoted).joined(separator: ", ") + "]"
  }

  /// Adds clauses to a statement's condition, which may have to be made; `nil` when one of the keys is under its operator
  /// already, or the place is not to be found.
  func adding(
    _ clauses: [NewClause], to statement: Statement, title: String, _ safety: FixIt.Safety
  ) -> FixIt? {
    changes(adding: clauses, to: statement).flatMap { edit($0, title: title, safety) }
  }

  /// What has to be changed for that.
  func changes(adding clauses: [NewClause], to statement: Statement) -> [Change]? {
    guard let condition = statement.condition else {
      guard let end = end(of: statement.range) else { return nil }
      return [Change(at: end.offset, end.separator + "\"Condition\": " + NewClause.block(clauses))]
    }
    guard let end = end(of: condition.range, isEmpty: condition.clauses.isEmpty) else { return nil }
    var changes: [Change] = []
    var others: [NewClause] = []
    for clause in clauses {
      // A second block of the same operator would be a duplicate member.
      let siblings = condition.clauses.filter {
        $0.operatorName.value.description.lowercased() == clause.operation.lowercased()
      }
      guard let sibling = siblings.first else {
        others.append(clause)
        continue
      }
      guard !siblings.contains(where: { $0.key.value.lowercased() == clause.key.lowercased() }) else { return nil }
      changes.append(Change(at: sibling.key.range.lowerBound, clause.member + ", "))
    }
    if !others.isEmpty { changes.append(Change(at: end.offset, end.separator + NewClause.members(others))) }
    return changes
  }

  /// Statements as JSON, in lines of their own if those of another statement are.
  func written(_ new: [NewStatement], like range: ByteRange) -> [String] {
    guard let space = space(in: range), space.first.contains("\n") else { return new.map(\.json) }
    return new.map { $0.json(before: space.first, behind: space.last.contains("\n") ? space.last : " ") }
  }

  /// Adds statements behind the last one; `nil` when there is none yet.
  func adding(_ new: [NewStatement], to policy: Policy, title: String, _ safety: FixIt.Safety) -> FixIt? {
    guard isJSON, let last = policy.statements.last else { return nil }
    let range = last.range
    let text = { (separator: String) in written(new, like: range).map { "," + separator + $0 }.joined() }
    if let separator = separator(before: range) {
      return edit([Change(at: range.upperBound, text(separator))], title: title, safety)
    }
    // One statement without a list.
    guard policy.statements.count == 1, end(of: range) != nil else { return nil }
    return edit(
      [Change(at: range.lowerBound, "["), Change(at: range.upperBound, text(" ") + "]")], title: title, safety)
  }
}
