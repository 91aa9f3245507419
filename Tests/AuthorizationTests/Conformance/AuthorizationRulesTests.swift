import Foundation
import Testing

/// docs/authorization-rules.md names files that are there, and leaves none of the cases out.
@Suite struct AuthorizationRulesTests {
  private struct Row {
    var number: String
    var rule: String
    var places: [String]
    var cases: [String]
    var pages: [String]
  }

  private static func page() throws -> String {
    try String(contentsOf: ConformanceData.repository.appending(path: "docs/authorization-rules.md"), encoding: .utf8)
  }

  /// The targets of `[text](../target)`.
  private static func targets(_ cell: String) -> [String] {
    cell.matches(of: /\]\(\.\.\/([^)]+)\)/).map { String($0.1) }
  }

  private static func rows() throws -> [Row] {
    try page().split(separator: "\n").filter { $0.hasPrefix("| ") && $0.contains("](../Sources/") }.map { line in
      let cells = line.dropFirst(2).dropLast(2).components(separatedBy: " | ")
      try #require(cells.count == 5, "\(line)")
      return Row(
        number: cells[0], rule: cells[1], places: targets(cells[2]), cases: targets(cells[3]),
        pages: cells[4].matches(of: /\[([^\]]+)\]/).map { String($0.1) })
    }
  }

  @Test func everyRuleHasItsFileItsCasesAndItsPage() throws {
    let text = try Self.page()
    let rows = try Self.rows()
    #expect(rows.count >= 60)
    #expect(Set(rows.map(\.number)).count == rows.count)
    for row in rows {
      #expect(!row.rule.isEmpty && !row.places.isEmpty && !row.cases.isEmpty && !row.pages.isEmpty, "\(row.number)")
      for path in row.places + row.cases {
        let exists = FileManager.default.fileExists(atPath: ConformanceData.repository.appending(path: path).path)
        #expect(exists, "\(row.number): \(path)")
      }
      for path in row.places { #expect(path.hasPrefix("Sources/") && path.hasSuffix(".swift"), "\(row.number)") }
      for path in row.cases { #expect(path.hasSuffix(ConformanceData.ending), "\(row.number)") }
      for page in row.pages {
        #expect(text.contains("\n[\(page)]: https://docs.aws.amazon.com/"), "\(row.number): \(page)")
      }
    }
  }

  @Test func everyFileOfCasesBelongsToARule() throws {
    let named = Set(try Self.rows().flatMap(\.cases))
    let all = ConformanceData.fileNames.map { "testdata/conformance/\($0)\(ConformanceData.ending)" }
    #expect(named == Set(all))
  }

  /// The files that hold nothing but rules are all in the table.
  @Test(arguments: ["Combination", "Operators", "Context/Rules"])
  func everyFileOfRulesIsNamed(folder: String) throws {
    // What only carries values from one place to another.
    let carriers = [
      "ApplicablePolicies", "Authorizer", "Decision", "Evidence", "GateTables", "ConditionOperand", "ConditionOperator",
      "ContextKeyRule", "OpenDecision", "PolicySet",
    ]
    let named = Set(try Self.rows().flatMap(\.places))
    let path = "Sources/Authorization/" + folder
    let files = try FileManager.default.contentsOfDirectory(
      atPath: ConformanceData.repository.appending(path: path).path)
    #expect(!files.isEmpty)
    for file in files.sorted() where !carriers.contains(String(file.dropLast(".swift".count))) {
      #expect(named.contains("\(path)/\(file)"), "\(file) is in no row")
    }
  }
}
