import Foundation
import Testing

/// Every rule that AWS states as a table or an example has its rows, and keeps them.
@Suite struct ConformanceCoverageTests {
  /// How many cases each file holds at least; a file that gains cases raises its number.
  static let minimumCases = [
    "actions.yaml": 33,
    "condition-logic.yaml": 32,
    "condition-truth-table.yaml": 35,
    "cross-account.yaml": 30,
    "derived-context.yaml": 27,
    "empty-lists.yaml": 12,
    "evaluation-logic.yaml": 44,
    "kms-keys.yaml": 41,
    "missing-keys.yaml": 101,
    "not-principal.yaml": 19,
    "operators-arn.yaml": 46,
    "operators-bool-binary-null.yaml": 28,
    "operators-date.yaml": 66,
    "operators-ip-address.yaml": 37,
    "operators-numeric.yaml": 57,
    "operators-string.yaml": 60,
    "principals.yaml": 58,
    "resource-control-policies.yaml": 29,
    "resources.yaml": 58,
    "root-user.yaml": 24,
    "same-account-resource-policy.yaml": 78,
    "secrets-manager.yaml": 45,
    "service-control-policies.yaml": 42,
    "services-and-anonymous.yaml": 22,
    "sessions.yaml": 23,
    "set-operators.yaml": 90,
    "trust-policies.yaml": 58,
    "type-failures.yaml": 27,
    "variables.yaml": 49,
    "vpc-endpoint-policies.yaml": 16,
  ]

  @Test func everyFileIsCounted() {
    #expect(ConformanceData.fileNames == Self.minimumCases.keys.sorted())
  }

  @Test(arguments: minimumCases.keys.sorted())
  func noCaseIsLost(fileName: String) throws {
    let file = try ConformanceData.read(fileName)
    let minimum = try #require(Self.minimumCases[fileName])
    #expect(file.cases.count >= minimum, "\(fileName) lost cases")
  }

  /// The 23 acceptance vectors are spread over the topics; a group or case that holds one says so in its name.
  @Test func acceptanceVectorsArePresent() throws {
    let names = try ConformanceData.fileNames.flatMap { try ConformanceData.read($0).names }
    for number in 1...23 {
      #expect(
        names.contains { $0.hasPrefix("vector \(number): ") || $0.contains("/ vector \(number): ") },
        "acceptance vector \(number)")
    }
  }

  /// What a case decides beyond AWS's pages is explained to users.
  @Test func undocumentedPointsAreExplained() throws {
    let page = try String(contentsOf: ConformanceData.undocumentedPoints, encoding: .utf8)
    let marks = try ConformanceData.fileNames.flatMap { try ConformanceData.read($0).undocumented }
    #expect(!marks.isEmpty)
    for mark in Set(marks).sorted() { #expect(page.contains("**\(mark) – "), "\(mark) is not explained") }
  }

  /// The ten worked examples of the same-account matrix.
  @Test func examplesOfTheSameAccountMatrixArePresent() throws {
    let names = try ConformanceData.read("same-account-resource-policy.yaml").names
    for letter in "abcdefghij" { #expect(names.contains("vector 9: examples / \(letter)")) }
  }

  /// The nineteen rows of conditions that are often misread.
  @Test func rowsOfTheConditionTruthTableArePresent() throws {
    let names = try ConformanceData.read("condition-truth-table.yaml").names
    for row in 1...19 {
      let number = row < 10 ? "0\(row)" : "\(row)"
      #expect(names.contains { $0.hasPrefix("\(number) ") && $0.contains(" / ") }, "row \(number)")
    }
  }

  /// Each operator is tried with a match, without one, without the key, and with `IfExists`.
  @Test(arguments: [
    "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike",
    "StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals",
    "NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals", "DateNotEquals", "DateLessThan",
    "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress",
    "NotIpAddress", "ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike",
  ])
  func operatorIsTried(name: String) throws {
    let files = ConformanceData.fileNames.filter { $0.hasPrefix("operators-") }
    let names = try files.flatMap { try ConformanceData.read($0).names }
    #expect(names.filter { $0.hasPrefix("\(name) / ") }.count >= 3)
    #expect(names.contains("\(name) / absent"))
    for row in ["match", "no match", "absent"] { #expect(names.contains("\(name)IfExists / \(row)")) }
  }
}
