import DocumentSyntax
import Foundation
import SourceText
import Testing

/// Foundation's reader as a second opinion about what is JSON.
@Suite struct JSONOracleTests {
  private static let sample = Array(
    """
    {"Version": "2012-10-17", "Id": "caf\\u00e9 é 日本 \\ud83d\\ude00", "Statement": [
      {"Sid": "A1", "Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "N": [1, -2.5e3, 0.5, true, null]},
      {"Effect": "Deny", "NotAction": [], "Condition": {"Bool": {"aws:SecureTransport": false}}}
    ]}
    """.utf8)

  @Test func mutatedDocumentsAreAcceptedByBothOrNeither() throws {
    var documents = RandomDocuments(seed: 5)
    var accepted = 0
    for _ in 0..<6_000 {
      let bytes = documents.mutation(of: Self.sample)
      let result = DocumentParser().parse(SourceFile(name: "p", bytes: bytes), format: .json)
      let mistakes = result.diagnostics.filter { $0.severity == .error && $0.code != "duplicate-key" }
      // Foundation lets a trailing comma pass, which RFC 8259 does not.
      if mistakes.contains(where: { $0.message.hasPrefix("no comma may stand after the last") }) { continue }
      let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
      #expect(mistakes.isEmpty == (theirs != nil), "\(shown(result)): \(String(decoding: bytes, as: UTF8.self))")
      guard let theirs, result.diagnostics.isEmpty else { continue }
      accepted += 1
      let root = try #require(result.tree.root)
      let written = JSONWriter.compact.write(JSONValue(root))
      let again = try JSONSerialization.jsonObject(with: Data(written.utf8), options: [.fragmentsAllowed])
      #expect((again as? NSObject) == (theirs as? NSObject), "\(written)")
    }
    #expect(accepted > 100)
  }
}
