import DocumentSyntax
import SourceText
import Testing

@Suite("Properties of all documents")
struct DocumentPropertyTests {
  private static let policy = """
    {
      "Version": "2012-10-17",
      "Id": "caf\\u00e9 é 日本 \\ud83d\\ude00",
      "Statement": [
        {"Sid": "A1", "Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "Resource": "*", "N": [1, -2.5e3, true, null]},
        {"Effect": "Deny", "NotAction": [], "Condition": {"Bool": {"aws:SecureTransport": false}}}
      ]
    }
    """

  private static let template = """
    %YAML 1.2
    ---
    Version: 2012-10-17   # date, but a text
    Statement:
    - &first
      Sid: "caf\\u00e9 é 日本 😀"
      Effect: Allow
      Action: [ 's3:Get*', "s3:List*", !Sub x ]
      Note: |
        two
          lines
      Folded: >-
        one
        line
      Numbers: [1, 0x1F, .5, ~, true]
    - Same: *first
      ? complex
      : {a: b, c: [d]}
    """

  @Test func whatIsWrittenIsReadBack() {
    var documents = RandomDocuments(seed: 1)
    for round in 0..<700 {
      let value = documents.value(depth: 6)
      for writer in [JSONWriter.compact, .pretty, JSONWriter(indentation: 1, isASCII: true)] {
        let text = writer.write(value)
        let result = parse(text)
        #expect(result.diagnostics.isEmpty, "round \(round): \(text)")
        #expect(result.tree.root.map { JSONValue($0) } == value, "round \(round): \(text)")
        #expect(misplaced(result) == [], "round \(round): \(text)")
      }
    }
  }

  /// YAML contains JSON, so the same text means the same in both notations.
  @Test func jsonReadAsYAMLIsTheSame() {
    var documents = RandomDocuments(seed: 2)
    for round in 0..<1_000 {
      // Escaped, because libyaml takes some characters for line ends that JSON does not.
      let text = JSONWriter(indentation: 2, isASCII: true).write(documents.value(depth: 5))
      let json = DocumentParser().parse(SourceFile(name: "a", text: text), format: .json)
      let yaml = DocumentParser().parse(SourceFile(name: "a", text: text), format: .yaml)
      // libyaml reads `\/` and surrogate pairs differently; neither is written here except as pairs.
      guard !text.contains("\\ud8") else { continue }
      #expect(shown(yaml) == [], "round \(round): \(text)")
      #expect(yaml.tree.root.map { JSONValue($0) } == json.tree.root.map { JSONValue($0) }, "round \(round): \(text)")
      #expect(yaml.tree.root?.range == json.tree.root?.range)
    }
  }

  @Test func theSameDocumentInBothNotations() throws {
    let json = try #require(
      parse(
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:*", "iam:Get*"], "Resource": "*",
         "Condition": {"Bool": {"aws:SecureTransport": true}, "Null": {"aws:TokenIssueTime": "false"},
         "NumericLessThan": {"aws:MultiFactorAuthAge": 3600}}}]}
        """
      ).tree.root)
    let yaml = try #require(
      parseYAML(
        """
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Action:
              - s3:*
              - "iam:Get*"
            Resource: '*'
            Condition:
              Bool: {aws:SecureTransport: true}
              'Null':
                aws:TokenIssueTime: "false"
              NumericLessThan: { "aws:MultiFactorAuthAge": 3600 }
        """
      ).tree.root)
    #expect(JSONValue(json) == JSONValue(yaml))
  }

  @Test(arguments: [DocumentFormat.json, .yaml])
  func everyTruncationIsRead(format: DocumentFormat) {
    let bytes = Array((format == .json ? Self.policy : Self.template).utf8)
    for length in 0..<bytes.count {
      let result = DocumentParser().parse(SourceFile(name: "p", bytes: Array(bytes[..<length])), format: format)
      #expect(misplaced(result) == [], "length \(length)")
      if format == .json {
        // A text that ends too early has one mistake, whatever it is cut in; a cut character is one more.
        let isCutInCharacter = String(validating: bytes[..<length], as: UTF8.self) == nil
        #expect(result.diagnostics.count == (isCutInCharacter ? 2 : 1), "length \(length): \(shown(result))")
      }
    }
  }

  @Test(arguments: [DocumentFormat.json, .yaml])
  func mutationsAreRead(format: DocumentFormat) {
    var documents = RandomDocuments(seed: 3)
    let bytes = Array((format == .json ? Self.policy : Self.template).utf8)
    for round in 0..<5_000 {
      let changed = documents.mutation(of: bytes)
      let result = DocumentParser(maximumDiagnostics: 20).parse(SourceFile(name: "p", bytes: changed), format: format)
      #expect(misplaced(result) == [], "round \(round): \(String(decoding: changed, as: UTF8.self))")
      #expect(result.diagnostics.count <= 21)
      guard let root = result.tree.root else { continue }
      let value = JSONValue(root)
      guard !result.hasErrors else { continue }
      let again = parse(JSONWriter.compact.write(value))
      #expect(again.tree.root.map { JSONValue($0) } == value, "round \(round)")
    }
  }

  /// A mistake that breaks one place of a correct document gives one diagnostic, as far as one can tell.
  @Test func oneRemovedByteGivesFewDiagnostics() {
    let bytes = Array(Self.policy.utf8)
    var total = 0
    for index in bytes.indices {
      var changed = bytes
      changed.remove(at: index)
      let result = DocumentParser().parse(SourceFile(name: "p", bytes: changed), format: .json)
      #expect(result.diagnostics.count <= 1, "without byte \(index): \(shown(result))")
      total += max(0, result.diagnostics.count - 1)
    }
    #expect(total <= bytes.count / 20, "\(total) diagnostics too many")
  }
}
