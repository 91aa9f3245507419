import Foundation
import Testing

@testable import PolicyChecks

/// The rules are AWS's checks, all of them and no more.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
@Suite("AWS's issue codes")
struct IssueCodeTests {
  private static let list = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../testdata/validation/issue-codes.txt").standardized

  @Test("each documented code has one rule of its type, and no rule has another code")
  func codesAreThoseOfThePage() throws {
    let documented = try String(contentsOf: Self.list, encoding: .utf8)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
    #expect(documented.count == 153)
    let declared = RuleTable.all.compactMap { rule in
      rule.issueCode.map { (rule.findingType?.rawValue ?? "-") + "\t" + $0 }
    }
    #expect(declared.sorted() == documented.sorted())
  }

  @Test("the checks that AWS's page leaves in doubt run only when asked for")
  func doubtfulChecksAreOff() {
    let off = RuleTable.all.filter { $0.status == .off && $0.issueCode != nil }.map(\.id)
    #expect(off.sorted() == ["scp-syntax-error-action-wildcard", "unsupported-global-condition-key"])
    #expect(!RuleTable.validation.contains { off.contains($0.id) })
  }
}
