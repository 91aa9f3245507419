import Authorization
import PolicyAnalysis
import PolicyTesting
import ServiceCatalog
import SourceText
import Testing

/// A case that failed says which condition keys it lacks could change the decision.
///
/// Pages: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html (an absent key
/// fails `StringEquals` and `Bool`), https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
@Suite("Absent keys of failed cases") struct AbsentKeyResultTests {
  /// A policy for one address, one for a second factor, and one that asks for nothing.
  private static let policies = #"""
    , "office": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*",
        "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}},
      "named": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:username": "alice"}}}},
      "both": {"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
        {"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}}]}
    """#

  private func run(_ fields: String) throws -> PolicyTestResult {
    let file = PolicyTestReaderTests.file(cases: #"{"name": "a", \#(fields)}"#, policies: Self.policies)
    #expect(file.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    return PolicyTestRunner(catalog: try .embedded()).run(try #require(file.cases.first))
  }

  private func flips(_ result: PolicyTestResult) -> [String] {
    (result.absentKeys?.flips ?? []).map { flip in
      flip.entries.map { "\($0.name)=\($0.values.joined(separator: ","))" }.joined(separator: " ")
        + " \(flip.decision.rawValue)"
    }
  }

  @Test("a key that is not given")
  func absentKey() throws {
    let result = try run(#""identity": "office", "expect": "allowed""#)
    #expect(result.mismatch == .outcome)
    #expect(result.absentKeys?.keys == [.init(name: "aws:SourceIp", certainty: .changes)])
    let flip = try #require(result.absentKeys?.flips.first)
    #expect(flip.decision == .allowed)
    #expect(flip.entries.first?.values.first?.hasPrefix("203.0.113.") == true)
  }

  @Test("only cases that failed are looked at")
  func passed() throws {
    #expect(try run(#""identity": "office", "expect": "implicitDeny""#).absentKeys == nil)
    #expect(try run(#""identity": "office", "expect": "allowed""#).absentKeys != nil)
  }

  @Test("a key that AWS never sends with such a request is none")
  func neverSent() throws {
    // Role sessions have no `aws:username`.
    let fields = #""principal": "arn:aws:iam::111111111111:role/app", "identity": "named", "expect": "allowed""#
    #expect(try run(fields).absentKeys?.keys == [])
  }

  @Test("a key that the case says is absent stays so unless it is the one in question")
  func leftOut() throws {
    // `aws:username` would follow from the caller.
    let stated = try run(#""identity": "named", "context": {"aws:username": null}, "expect": "allowed""#)
    #expect(flips(stated) == ["aws:username=alice allowed"])
    let other = try run(
      #""identity": ["named", "office"], "context": {"aws:username": null}, "expect": "explicitDeny""#)
    #expect(other.absentKeys?.keys.map(\.name) == ["aws:username", "aws:SourceIp"])
    // With an address of another network the request stays without a user name.
    #expect(!flips(other).contains { $0.hasPrefix("aws:SourceIp=") && !$0.contains("203.0.113.") })
  }

  @Test("a case without derived keys")
  func underived() throws {
    let result = try run(#""identity": "named", "derive": false, "expect": "allowed""#)
    #expect(flips(result) == ["aws:username=alice allowed"])
  }

  @Test("the values that lead to the decision expected come first")
  func expectedFirst() throws {
    let fields = #""identity": "both", "derive": false, "expect": "explicitDeny""#
    let result = try run(fields)
    #expect(result.outcome == .decision(.implicitDeny))
    #expect(result.absentKeys?.flips.map(\.decision) == [.explicitDeny, .allowed])
  }
}
