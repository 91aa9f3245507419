import DocumentSyntax
import PolicyLanguage
import SourceText
import Testing

@Suite struct ValidPolicyTests {
  @Test func validPoliciesGiveNoDiagnostics() {
    for (kind, text) in ValidPolicies.all {
      let parsed = MarkedText(text).parse(kind)
      #expect(parsed.diagnostics.map(\.message) == [], "\(kind) \(text)")
      #expect(parsed.policy?.statements.isEmpty == false)
    }
    #expect(Set(ValidPolicies.all.map(\.kind)) == Set(PolicyKind.allCases))
  }

  /// What is printed reads as the same policy, and prints the same again.
  @Test func printingAndReadingAgainGivesTheSamePolicy() throws {
    for (kind, text) in ValidPolicies.all {
      let policy = try #require(MarkedText(text).parse(kind).policy)
      for printer in [PolicyPrinter(), PolicyPrinter(indentation: nil)] {
        let printed = printer.print(policy)
        let parsed = MarkedText(printed).parse(kind)
        #expect(parsed.diagnostics.isEmpty)
        let again = try #require(parsed.policy)
        #expect(PolicyOutline(again) == PolicyOutline(policy), "\(printed)")
        #expect(printer.print(again) == printed)
      }
    }
  }

  @Test func everyPartKnowsItsBytes() throws {
    for (kind, text) in ValidPolicies.all {
      let policy = try #require(MarkedText(text).parse(kind).policy)
      for statement in policy.statements {
        for value in (statement.action?.values ?? []) + (statement.resource?.values ?? []) {
          #expect(policy.file.text(value.range) == "\"\(value.value)\"")
        }
        for entry in statement.principal?.entries ?? [] {
          #expect(policy.file.text(entry.value.range) == "\"\(entry.value.value)\"")
        }
        for clause in statement.condition?.clauses ?? [] {
          #expect(policy.file.text(clause.key.range) == "\"\(clause.key.value)\"")
          for value in clause.values {
            let quotes = value.value.form == .string ? "\"" : ""
            #expect(policy.file.text(value.range) == quotes + value.value.text + quotes)
          }
        }
        #expect(policy.file.text(statement.range).first == "{")
        #expect(policy.file.text(statement.range).last == "}")
      }
    }
  }

  @Test func decodesEscapes() throws {
    let text =
      #"{"Statement": {"Effect": "\u0041llow", "Action": "s3:\u0047et*", "Resource": "arn:aws:s3:::b\/\u00e9"}}"#
    let parsed = MarkedText(text).parse(.identity)
    #expect(parsed.diagnostics.isEmpty)
    let statement = try #require(parsed.policy?.statements.first)
    #expect(statement.effect?.value == .allow)
    #expect(statement.action?.values.map(\.value) == ["s3:Get*"])
    #expect(statement.resource?.values.map(\.value) == ["arn:aws:s3:::b/é"])
  }
}

/// What a policy says, without the places of its parts.
struct PolicyOutline: Equatable {
  let version: PolicyVersion?
  let id: String?
  let statements: [[String]]

  init(_ policy: Policy) {
    version = policy.version?.value
    id = policy.id?.value
    statements = policy.statements.map(Self.describe)
  }

  private static func describe(_ statement: Statement) -> [String] {
    var lines = ["sid \(statement.sid?.value ?? "-")", "effect \(statement.effect?.value.rawValue ?? "-")"]
    for (name, element) in [("action", statement.action), ("resource", statement.resource)] {
      guard let element else { continue }
      lines += element.values.map { "\(name) \(element.isNegated) \($0.value)" }
    }
    if let principal = statement.principal {
      lines += principal.entries.map { "principal \(principal.isNegated) \($0.kind) \($0.value.value)" }
    }
    for clause in statement.condition?.clauses ?? [] {
      lines += clause.values.map { "\(clause.operatorName.value) \(clause.key.value) \($0.value)" }
    }
    return lines
  }
}
