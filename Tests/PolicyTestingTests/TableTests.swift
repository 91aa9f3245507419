import PolicyTesting
import SourceText
import Testing

/// Tables of expected decisions.
@Suite struct TableTests {
  private func problems(_ cases: String) -> [String] {
    PolicyTestReaderTests.problems(PolicyTestReaderTests.file(cases: cases))
  }

  @Test func aTableMakesACaseOfEachCell() {
    let file = PolicyTestReaderTests.file(
      cases: #"""
        {"name": "t", "table": [
          ["principal", "action",       "object",       "other"],
          ["alice",     "s3:GetObject", "allowed",      "implicitDeny"],
          ["bob",       "s3:GetObject", "implicitDeny", null]]}
        """#)
    #expect(PolicyTestReaderTests.problems(file) == [])
    #expect(
      file.cases.map(\.name) == [
        "t / alice s3:GetObject object", "t / alice s3:GetObject other", "t / bob s3:GetObject object",
      ])
    #expect(file.cases.map(\.expectation.outcome.word) == ["allowed", "implicitDeny", "implicitDeny"])
    #expect(file.cases.allSatisfy { PolicyTestRunner().run($0).isAsExpected })
    let places = file.cases.map { $0.file.position(at: $0.range.lowerBound) }
    #expect(places == [.init(line: 10, column: 33), .init(line: 10, column: 49), .init(line: 11, column: 33)])
  }

  /// Principals as columns, and rows that stand for several.
  @Test func columnsAreWhatTheirNamesAre() {
    let file = PolicyTestReaderTests.file(
      cases: #"""
        {"name": "t", "table": [
          ["action",                         "alice",   "bob"],
          [["s3:GetObject", "s3:PutObject"], "allowed", "implicitDeny"]]}
        """#)
    #expect(PolicyTestReaderTests.problems(file) == [])
    #expect(
      file.cases.map(\.name) == [
        "t / s3:GetObject alice", "t / s3:PutObject alice", "t / s3:GetObject bob", "t / s3:PutObject bob",
      ])
  }

  @Test func actionsCanBeColumns() {
    let file = PolicyTestReaderTests.file(
      cases: #"{"name": "t", "table": [["principal", "s3:GetObject", "s3:PutObject"], ["bob", "allowed", "allowed"]]}"#)
    #expect(PolicyTestReaderTests.problems(file) == [])
    #expect(file.cases.map { PolicyTestRunner().run($0).mismatch } == [.outcome, .outcome])
  }

  @Test(arguments: [
    (
      #"[["principal", "object"]]"#, "expected `table` to be a list of rows, the first of which names the columns"
    ),
    (#"[["object", "other"], ["allowed", "allowed"]]"#, "expected the first row to begin with one or two of"),
    (#"[["principal"], ["alice"]]"#, "expected the first row to begin with one or two of"),
    (#"[["principal", "principal", "object"], ["bob", "bob", "allowed"]]"#, "expected the first row to begin with"),
    (
      #"[["principal", "objekt"], ["alice", "allowed"]]"#,
      "is no `action` or `resource` of this file (did you mean `object`?)"
    ),
    (
      #"[["action", "alice", "object"], ["s3:GetObject", "allowed", "allowed"]]"#,
      "the columns are not all names of the same"
    ),
    (#"[["principal", "object"], ["alice", "allowed", "allowed"]]"#, "expected a row of 2 cells, as the first row has"),
    (#"[["principal", "object"], ["alice", "yes"]]"#, "`yes` is no decision"),
    (#"[["principal", "object"], ["carol", "allowed"]]"#, "there is no principal `carol`"),
    (#"[["action", "alice"], ["s3:Nothing", "allowed"]]"#, "Amazon S3 has no action `Nothing`"),
  ])
  func reportsMistakes(table: String, message: String) {
    let problems = problems(#"{"name": "t", "table": \#(table)}"#)
    #expect(problems.count == 1)
    #expect(problems.allSatisfy { $0.hasPrefix("8:") && $0.contains(message) }, "\(problems)")
  }

  @Test func aTableHasNoExpectationOfItsOwn() {
    let problems = problems(
      #"{"name": "t", "expect": "allowed", "table": [["principal", "object"], ["alice", "allowed"]]}"#)
    #expect(problems.count == 1)
    #expect(problems.allSatisfy { $0.contains("unknown field `expect` in a case with a table") })
  }
}
