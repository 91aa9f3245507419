import Foundation
import Testing

@testable import PolicyChecks

/// Policies in which there is nothing that must be changed.
@Suite("Correct policies")
struct CorrectPolicyTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../testdata/least-privilege/correct-policies.json").standardized

  @Test("get no finding of medium severity or more")
  func restraint() throws {
    let policies = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: Self.file)) as? [String: [Any]])
    #expect(policies.count >= 50)
    for (name, statements) in policies.sorted(by: { $0.key < $1.key }) {
      let document = ["Version": "2012-10-17", "Statement": statements] as [String: Any]
      let text = String(decoding: try JSONSerialization.data(withJSONObject: document), as: UTF8.self)
      let found = try Lint().findings(document: text).filter { $0.severity >= .medium }
      #expect(found.isEmpty, "\(name): \(found.map { "\($0.ruleID): \($0.message)" })")
    }
  }
}
