import PolicyChecks
import ServiceCatalog
import SourceText

/// AWS's own managed policies, 1,582 documents, with the rules of AWS's validator and with all; and large single policies.
enum ValidationScenario {
  /// The documents.
  static func managedPolicies() throws -> [SourceFile] {
    try ManagedPolicies.embedded().map { SourceFile(name: $0.name + ".json", text: $0.document) }
  }

  /// Reads and checks all documents with an engine that has seen nothing before; the number of findings.
  static func check(_ files: [SourceFile], with rules: [Rule]) throws -> Int {
    let engine = RuleEngine(rules: rules, catalog: try ServiceCatalog.embedded())
    return files.reduce(0) { $0 + engine.findings(RuleSubject(reading: $1, kind: .identity)).count }
  }

  /// One policy of many statements, on one line, with a mistake in each.
  static func long(statements count: Int) -> SourceFile {
    let statements = (0..<count).map { number in
      """
      {"Sid":"S\(number)","Effect":"Allow","Action":["s3:GetObject","s3:GetObjekt\(number)"],\
      "Resource":["arn:aws:s3:::b\(number)/*","arn:aws:s3:::b\(number)/a/*"],\
      "Condition":{"StringLike":{"aws:PrincipalTag/é":"*"}}}
      """
    }
    let text = #"{"Version":"2012-10-17","Statement":["# + statements.joined(separator: ",") + "]}"
    return SourceFile(name: "long.json", text: text)
  }
}
