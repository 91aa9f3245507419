import DocumentSyntax
import PolicyLanguage
import SourceText
import Testing

/// One reading reports every mistake of a document, each once.
@Suite struct RecoveryTests {
  @Test func reportsAllMistakesInOneGo() throws {
    let marked = MarkedText(
      """
      {
        "Version": ▸"2012-10-71",
        ▸"Statment": [
          {
            "Sid": ▸"first one",
            "Effect": ▸"allow",
            "Action": ["s3:GetObject", ▸"GetObject", ▸17],
            ▸"Resources": [▸"my-bucket", "arn:▸amazon:s3:::b/*"],
            "Condition": {
              "StringEquals": {▸"username": "a", "aws:username": ▸null},
              ▸"NullIfExists": {"aws:username": true}
            }
          },
          ▸"statement",
          ▸{
            "Effect": "Deny",
            ▸"Principal": "*",
            "NotAction": "iam:*",
            ▸"Action": "s3:*"
          }
        ]
      }
      """)
    let parsed = marked.parse(.identity)
    #expect(parsed.diagnostics.map(\.range.lowerBound) == marked.marks)
    #expect(
      parsed.diagnostics.map(\.code) == [
        "invalid-version", "unknown-element", "invalid-sid", "invalid-effect", "invalid-action", "wrong-type",
        "unknown-element", "invalid-arn-prefix", "invalid-partition", "invalid-condition-key", "wrong-type",
        "null-with-if-exists", "wrong-type", "missing-resource", "principal-not-allowed", "conflicting-elements",
      ])
    // What could be read is there all the same, under the names that were meant.
    let policy = try #require(parsed.policy)
    #expect(policy.statements.count == 2)
    #expect(policy.statements.first?.resource?.values.count == 2)
    #expect(policy.statements.first?.action?.values.map(\.value) == ["s3:GetObject", "GetObject"])
    #expect(policy.statements.last?.action?.isNegated == true)
  }

  @Test func reportsMistakesOfTheNotationAndOfThePolicyTogether() {
    let marked = MarkedText(
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": ▸"Permit", "Action": "s3:*", "Resource": "*"▸,},
        {"Effect": "Allow", "Action": "s3:*", ▸"Action": "s3:Get*", "Resource": "*"}
      ]}
      """)
    let diagnostics = marked.parse(.identity).diagnostics
    #expect(diagnostics.count == 3)
    #expect(diagnostics.map(\.code).contains("invalid-effect"))
    #expect(diagnostics.map(\.code).contains("duplicate-key"))
  }

  @Test func doesNotMissWhatWasCutOff() {
    // The end of the file is one mistake; that the statement then lacks a resource is no other.
    let diagnostics = MarkedText(#"{"Statement": [{"Effect": "Allow", "Action": "s3:*""#).parse(.identity).diagnostics
    #expect(!diagnostics.isEmpty)
    #expect(diagnostics.allSatisfy { $0.code != "missing-resource" })
  }

  @Test func aDuplicateElementIsReportedOnceAndTheFirstCounts() throws {
    let text = #"{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Effect": "Deny"}}"#
    let parsed = MarkedText(text).parse(.identity)
    #expect(parsed.diagnostics.map(\.code) == ["duplicate-key"])
    #expect(parsed.policy?.statements.first?.effect?.value == .allow)
  }

  @Test func readsAPolicyInsideALargerDocument() throws {
    let text =
      #"{"Name": "p", "Name": "q", "Document": {"Statement": [{"Effect": "Alow", "Action": "*", "Resource": "*"}]}}"#
    let file = SourceFile(name: "account.json", text: text)
    let root = try #require(DocumentParser().parse(file, format: .json).tree.root)
    let parsed = PolicyParser(kind: .identity).parse(try #require(root["Document"]))
    // The duplicate name is no mistake of the policy.
    #expect(parsed.diagnostics.map(\.code) == ["invalid-effect"])
    #expect(parsed.policy.map { file.text($0.range).hasPrefix(#"{"Statement""#) } == true)
  }

  @Test func errorsAreNotCrowdedOutByWarnings() {
    let resources = Array(repeating: #""arn:aws:sqs""#, count: 500).joined(separator: ", ")
    let text = #"{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": [\#(resources), "bucket"]}]}"#
    let parsed = MarkedText(text).parse(.identity)
    #expect(parsed.hasErrors)
    #expect(parsed.diagnostics.count == 102)
    #expect(parsed.diagnostics.last?.code == "too-many-diagnostics")
    #expect(parsed.diagnostics.last?.message.contains("400") == true)
  }

  @Test func suggestsWhatWasMeant() throws {
    func first(_ statement: String, _ kind: PolicyKind = .identity) throws -> Diagnostic {
      let text = #"{"Version": "2012-10-17", "Statement": [\#(statement)]}"#
      return try #require(MarkedText(text).parse(kind).diagnostics.first)
    }
    let element = try first(#"{"Effect": "Allow", "actions": "s3:*", "Resource": "*"}"#)
    #expect(element.help == "did you mean `Action`?")
    #expect(element.fixIts.map(\.replacement) == [#""Action""#])
    let effect = try first(#"{"Effect": "deny", "Action": "s3:*", "Resource": "*"}"#)
    #expect(effect.help == "did you mean `Deny`?")
    #expect(effect.fixIts.map(\.replacement) == [#""Deny""#])
    let service = try first(
      #"{"Effect": "Deny", "Principal": {"Service": "ecs"}, "Action": "s3:*", "Resource": "*"}"#, .resource)
    #expect(service.help == "did you mean `ecs.amazonaws.com`?")
    let account = try first(
      #"{"Effect": "Deny", "Principal": "111122223333", "Action": "s3:*", "Resource": "*"}"#, .resource)
    #expect(account.help == #"write `"Principal": { "AWS": "111122223333" }`"#)
  }

  @Test func messagesFollowTheHouseStyle() {
    let examples =
      DiagnosticTests.documents + DiagnosticTests.statements + DiagnosticTests.lists + DiagnosticTests.principals
      + DiagnosticTests.organizations + DiagnosticTests.conditions + DiagnosticTests.variables
    for example in examples {
      for diagnostic in MarkedText(example.document).parse(example.kind).diagnostics {
        for text in [diagnostic.message, diagnostic.help].compactMap({ $0 }) {
          #expect(!text.hasSuffix("."), "\(text)")
          #expect(!text.contains("\n"), "\(text)")
        }
        #expect(
          diagnostic.message.first?.isUppercase == false || diagnostic.message.hasPrefix("AWS"), "\(diagnostic.message)"
        )
      }
    }
  }
}
