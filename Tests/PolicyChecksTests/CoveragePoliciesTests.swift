import Foundation
import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// The policies of testdata/validation/policies, in which every rule finds something.
@Suite("Policies that every rule finds something in")
struct CoveragePoliciesTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../testdata/validation").standardized

  private static let kinds: [String: PolicyKind] = [
    "identity": .identity, "resource": .resource, "role-trust": .roleTrust, "key": .kmsKey,
    "vpc-endpoint": .vpcEndpoint, "service-control": .serviceControl, "resource-control": .resourceControl,
    "boundary": .permissionsBoundary, "session": .session,
  ]

  private static let resourceTypes: [String: PolicyResourceType] = [
    "s3-bucket": .s3Bucket, "s3-access-point": .s3AccessPoint, "dynamodb-table": .dynamoDBTable,
    "s3-multi-region-access-point": .s3MultiRegionAccessPoint, "s3-object-lambda": .s3ObjectLambdaAccessPoint,
  ]

  /// The subject that a file's name tells: `KIND[.RESOURCE-TYPE][.RULE].json`.
  private static func subject(_ name: String) throws -> RuleSubject {
    let parts = name.split(separator: ".").map(String.init)
    let kind = try #require(kinds[parts[0]], "\(name) begins with no kind of policies")
    let bytes = Array(try Data(contentsOf: folder.appending(path: "policies").appending(path: name)))
    return RuleSubject(
      reading: SourceFile(name: name, bytes: bytes), kind: kind,
      resourceType: kind == .roleTrust ? .roleTrust : resourceTypes[parts[1]])
  }

  /// With `IAMSIM_RECORD=1` the list is written instead: look at the difference before keeping it.
  @Test("every rule finds something, at the places of the committed list")
  func everyRuleFindsSomething() throws {
    let engine = RuleEngine(
      rules: RuleTable.all.filter { $0.issueCode != nil }, configuration: RuleConfiguration(others: .on),
      catalog: try ServiceCatalog.embedded())
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.appending(path: "policies").path)
    var silent = Set(RuleTable.all.filter { $0.issueCode != nil }.map(\.id))
    var lines = ["# what every rule finds in the files of policies/; see README.md"]
    for name in names.sorted() {
      let subject = try Self.subject(name)
      let findings = engine.findings(subject)
      let table = findings.first.map { LineTable($0.file) }
      for finding in findings {
        silent.remove(finding.ruleID)
        let place = table?.position(at: finding.range.lowerBound) ?? SourcePosition(line: 1, column: 1)
        lines.append("\(name):\(place.line):\(place.column)\t\(finding.ruleID)")
      }
    }
    #expect(silent.sorted() == [], "rules that find nothing: add a statement to a file of testdata/validation/policies")
    let found = lines.joined(separator: "\n") + "\n"
    let list = Self.folder.appending(path: "findings.txt")
    if ProcessInfo.processInfo.environment["IAMSIM_RECORD"] == "1" { try Data(found.utf8).write(to: list) }
    #expect(try String(contentsOf: list, encoding: .utf8) == found)
  }

  // MARK: Broken neighbours

  /// Statements that are broken in one way each.
  static let broken = [
    "7", #""statement""#, "null", "[]", "{}", #"{"Effect":"allow","Action":7,"Resource":{}}"#,
    #"{"effect":"Allow","Actions":[],"Resource":[null]}"#,
    #"{"Effect":["Allow"],"Action":"GetObject","Resource":"bucket"}"#,
    #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":"x","Foo":{"a":[[]]}}}"#,
    #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":7}"#,
    #"{"Effect":"Allow","Principal":7,"Action":"s3:GetObject","Resource":"${aws:username"}"#,
    #"{"Effect":"Allow" "Action":"s3:GetObject","Resource":"*"}"#,
    #"{"Effect":"Allow",,"Action":"s3:GetObject","Resource":"*",}"#,
    #"{"Effect":'Allow',"Action":s3:GetObject,"Resource":"*"}"#, #"{"Effect":"Allow","Action":"s3:\q"}"#,
  ]

  @Test("a broken statement hides no finding of the statements around it", arguments: broken)
  func brokenNeighbours(statement: String) throws {
    let engine = RuleEngine(
      configuration: RuleConfiguration(others: .on), catalog: try ServiceCatalog.embedded(), leavesOutNarrower: false)
    let open = #"{"Version":"2012-10-17","Statement":["#
    for rule in RuleTable.all
    where !rule.needsWholePolicy && rule.example.text.hasPrefix(open) && rule.example.text.hasSuffix("]}") {
      let statements = rule.example.text.dropFirst(open.count).dropLast(2)
      guard !statements.isEmpty else { continue }
      for text in ["\(open)\(statement),\(statements)]}", "\(open)\(statements),\(statement)]}"] {
        let findings = engine.findings(
          RuleSubject(
            reading: SourceFile(name: "p.json", text: text), kind: rule.example.kind,
            resourceType: rule.example.resourceType, surroundings: rule.example.surroundings))
        let range = try #require(text.range(of: statements))
        let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
        let end = start + statements.utf8.count
        let found = findings.filter { finding in
          finding.ruleID == rule.id && finding.locations.contains { (start..<end).contains($0.range.lowerBound) }
        }
        #expect(!found.isEmpty, "\(rule.id) in \(text)")
      }
    }
  }

  @Test("a document that ends early keeps the findings of what is there")
  func cutShort() throws {
    let engine = RuleEngine(catalog: try ServiceCatalog.embedded())
    let text =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Nope","Resource":"*"},{"Effect":"Allow","Action":"s3:G"#
    let subject = RuleSubject(reading: SourceFile(name: "p.json", text: text), kind: .identity)
    #expect(Set(engine.findings(subject).map(\.ruleID)).isSuperset(of: ["invalid-action", "json-syntax-error"]))
  }
}
