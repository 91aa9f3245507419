import Authorization
public import PolicyLanguage
public import SourceText

/// How many cases each statement of the policies under test decided.
///
/// Under test are the policies that stand in files of their own: what is written in place, or managed by AWS, only helps a
/// case along. A statement decides a case when the decision would want a reason without it: on a denial by statement the Deny
/// statements that applied, on an allowed request the Allow statements of every type of policies that let it through. Where an
/// allow is missing no statement decides.
public struct StatementCoverage: Sendable {
  /// A policy under test.
  public struct Policy: Sendable {
    /// Its file.
    public var file: SourceFile
    /// Its statements in the order written.
    public var statements: [Statement]
  }

  /// A statement of a policy under test.
  public struct Statement: Sendable {
    /// The statement as written.
    public var statement: PolicyLanguage.Statement
    /// Its number in the policy, from 1.
    public var number: Int
    /// How many cases it decided.
    public var decidedCases: Int
  }

  private var found: [Policy] = []
  /// Where each file stands in `found`.
  private var indices: [ObjectIdentifier: Int] = [:]

  /// Makes an empty coverage.
  public init() {}

  /// The policies, by the names of their files.
  public var policies: [Policy] { found.sorted { $0.file.name < $1.file.name } }

  /// The number of all statements.
  public var statementCount: Int { found.reduce(0) { $0 + $1.statements.count } }

  /// The number of statements that decided a case.
  public var decidedStatementCount: Int {
    found.reduce(0) { $0 + $1.statements.count { $0.decidedCases > 0 } }
  }

  /// Counts a case that was run.
  ///
  /// One file of a policy must be one ``SourceFile`` in all cases, or it counts as several policies.
  public mutating func add(_ result: PolicyTestResult) {
    for document in result.testCase.policies.all where document.hasOwnFile && !document.parsed.hasErrors {
      if let policy = document.parsed.policy { add(policy) }
    }
    // A policy may take part twice in a case, which is still one case.
    var counted: Set<Place> = []
    for deciding in result.trace?.effectiveStatements ?? [] {
      let trace = deciding.statement
      guard let index = indices[ObjectIdentifier(trace.document.policy.file)],
        found[index].statements.indices.contains(trace.index),
        counted.insert(Place(policy: index, statement: trace.index)).inserted
      else { continue }
      found[index].statements[trace.index].decidedCases += 1
    }
  }

  private struct Place: Hashable {
    var policy: Int
    var statement: Int
  }

  private mutating func add(_ policy: PolicyLanguage.Policy) {
    let key = ObjectIdentifier(policy.file)
    guard indices[key] == nil else { return }
    indices[key] = found.count
    found.append(
      Policy(
        file: policy.file,
        statements: policy.statements.enumerated().map {
          Statement(statement: $0.element, number: $0.offset + 1, decidedCases: 0)
        }))
  }
}
