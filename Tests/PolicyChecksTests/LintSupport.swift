import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyChecks

/// What the linter finds in a policy made for a test.
struct Lint {
  var kind = PolicyKind.identity
  var resourceType: PolicyResourceType?
  var surroundings = PolicySurroundings()

  /// All findings in some statements.
  func findings(_ statements: String) throws -> [Finding] {
    try findings(document: #"{"Version":"2012-10-17","Statement":[\#(statements)]}"#)
  }

  /// All findings in a document.
  func findings(document: String) throws -> [Finding] {
    let engine = RuleEngine(catalog: try ServiceCatalog.embedded())
    return engine.findings(
      RuleSubject(
        reading: SourceFile(name: "p.json", text: document), kind: kind, resourceType: resourceType,
        surroundings: surroundings))
  }

  /// The ids of all findings in some statements, sorted.
  func ids(_ statements: String) throws -> [String] { try findings(statements).map(\.ruleID).sorted() }

  /// The findings of one rule.
  func findings(_ id: String, _ statements: String) throws -> [Finding] {
    try findings(statements).filter { $0.ruleID == id }
  }
}

extension Finding {
  /// The document with one of the finding's edits made.
  func text(after fix: FixIt) -> String {
    var bytes = file.bytes
    bytes.replaceSubrange(fix.range.indices, with: Array(fix.replacement.utf8))
    return String(decoding: bytes, as: UTF8.self)
  }
}
