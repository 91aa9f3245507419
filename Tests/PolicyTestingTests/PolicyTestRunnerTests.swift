import Authorization
import PolicyTesting
import SourceText
import Testing

/// What is compared, and what counts as deciding.
@Suite struct PolicyTestRunnerTests {
  private func mismatch(_ testCase: String) throws -> PolicyTestResult.Mismatch? {
    let file = PolicyTestReaderTests.file(
      cases: testCase,
      policies: #"""
        , "deny": {"Version": "2012-10-17", "Statement": [
            {"Sid": "Other", "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*"},
            {"Sid": "Read", "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*"}]}
        """#)
    #expect(file.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    return PolicyTestRunner().run(try #require(file.cases.first)).mismatch
  }

  @Test(
    arguments: [
      (#""expect": "allowed""#, nil), (#""expect": "implicitDeny""#, .outcome),
      (#""expect": "explicitDeny""#, .outcome),
      (#""expect": "allowed", "by": "identity""#, nil), (#""expect": "allowed", "by": "resource""#, .gate),
      (#""expect": "allowed", "boundary": "full", "by": {"type": "boundary", "policy": "full"}"#, nil),
      (#""expect": "allowed", "by": {"policy": "full", "statement": "All"}"#, nil),
      (#""expect": "allowed", "by": {"policy": "full", "statement": 1}"#, nil),
      (#""expect": "allowed", "boundary": {"file": "read.json"}, "by": {"policy": "read.json"}"#, nil),
      (
        #""expect": "allowed", "boundary": {"file": "read.json"}, "by": {"type": "identity", "policy": "read.json"}"#,
        .statement
      ),
      (#""expect": "implicitDeny", "boundary": "deny", "action": "s3:ListBucket", "by": "boundary""#, nil),
      (#""expect": "implicitDeny", "boundary": "deny", "action": "s3:ListBucket", "by": "identity""#, .gate),
      (
        #""expect": "explicitDeny", "identity": ["full", "deny"], "by": {"type": "identity", "statement": "Read"}"#, nil
      ),
      (#""expect": "explicitDeny", "identity": ["full", "deny"], "by": {"policy": "deny", "statement": 2}"#, nil),
      (#""expect": "explicitDeny", "identity": ["full", "deny"], "by": {"statement": "Other"}"#, .statement),
      (#""expect": "explicitDeny", "identity": ["full", "deny"], "by": {"policy": "full"}"#, .statement),
      (#""expect": "explicitDeny", "identity": ["full", "deny"], "by": "boundary""#, .gate),
    ] as [(String, PolicyTestResult.Mismatch?)])
  func comparesDecisionGateAndStatement(fields: String, mismatch expected: PolicyTestResult.Mismatch?) throws {
    #expect(try mismatch(#"{"name": "a", \#(fields)}"#) == expected)
  }
}
