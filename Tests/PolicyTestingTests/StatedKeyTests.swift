import PolicyTesting
import SourceText
import Testing

/// A stated key that AWS never sends may make a test pass for a reason that does not exist.
@Suite struct StatedKeyTests {
  private func warnings(_ cases: String) -> [String] {
    PolicyTestReaderTests.file(cases: cases).diagnostics.filter { $0.code == "stated-key" }.map { diagnostic in
      "\(diagnostic.severity.rawValue) \(diagnostic.file.position(at: diagnostic.range.lowerBound).column)"
    }
  }

  @Test func whatAWSNeverSendsIsAWarning() {
    #expect(
      warnings(#"{"name": "a", "expect": "allowed", "context": {"aws:SourceArn": "arn:aws:s3:::b"}}"#)
        == ["warning 48"])
    #expect(warnings(#"{"name": "a", "expect": "allowed", "context": {"aws:username": "bob"}}"#) == ["warning 48"])
  }

  @Test func whatAWSSendsIsNone() {
    #expect(warnings(#"{"name": "a", "expect": "allowed", "context": {"aws:username": "alice"}}"#) == [])
    #expect(warnings(#"{"name": "a", "expect": "allowed", "context": {"aws:SourceIp": "203.0.113.7"}}"#) == [])
  }

  @Test func whatSuitsOneOfTheCasesIsNone() {
    #expect(
      warnings(
        #"{"name": "a", "principal": ["alice", "s3.amazonaws.com"], "expect": "allowed", "context": {"aws:SourceArn": "arn:aws:s3:::b"}}"#
      ) == [])
  }

  @Test func keysThatStandForOthersAreNone() {
    #expect(
      warnings(
        #"{"name": "a", "derive": false, "expect": "allowed", "context": {"aws:SourceArn": "arn:aws:s3:::b"}}"#) == [])
    #expect(warnings(#"{"name": "a", "expect": "allowed", "context": {"aws:SourceArn": null}}"#) == [])
  }
}
