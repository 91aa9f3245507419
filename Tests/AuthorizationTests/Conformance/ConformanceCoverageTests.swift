import Foundation
import PolicyTesting
import Testing

/// Every rule that AWS states as a table or an example has its rows, and keeps them.
@Suite struct ConformanceCoverageTests {
  /// How many cases each file holds at least; a file that gains cases raises its number.
  static let minimumCases = [
    "actions": 33,
    "condition-logic": 32,
    "condition-truth-table": 35,
    "cross-account": 30,
    "cross-account-operations": 94,
    "derived-context": 41,
    "empty-lists": 20,
    "evaluation-logic": 44,
    "facts": 55,
    "kms-grants": 97,
    "kms-keys": 41,
    "lambda-sqs-sns": 62,
    "missing-keys": 101,
    "not-principal": 19,
    "operators-arn": 46,
    "operators-bool-binary-null": 28,
    "operators-date": 66,
    "operators-ip-address": 37,
    "operators-numeric": 57,
    "operators-string": 60,
    "principals": 66,
    "resource-control-policies": 29,
    "resources": 58,
    "root-user": 24,
    "s3-access-control": 78,
    "same-account-resource-policy": 78,
    "secrets-manager": 45,
    "service-control-policies": 44,
    "services-and-anonymous": 22,
    "sessions": 47,
    "set-operators": 90,
    "trust-policies": 58,
    "type-failures": 27,
    "variables": 49,
    "vpc-endpoint-policies": 22,
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
    let marks = try ConformanceData.fileNames.flatMap { try ConformanceData.read($0).cases.compactMap(\.undocumented) }
    #expect(!marks.isEmpty)
    for mark in Set(marks).sorted() { #expect(page.contains("**\(mark) – "), "\(mark) is not explained") }
  }

  /// The ten worked examples of the same-account matrix.
  @Test func examplesOfTheSameAccountMatrixArePresent() throws {
    let names = try ConformanceData.read("same-account-resource-policy").names
    for letter in "abcdefghij" { #expect(names.contains("vector 9: examples / \(letter)")) }
  }

  /// The nineteen rows of conditions that are often misread.
  @Test func rowsOfTheConditionTruthTableArePresent() throws {
    let names = try ConformanceData.read("condition-truth-table").names
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
