import Authorization
import PolicyTesting
import SourceText
import Testing

/// Which statements count as having decided.
@Suite struct StatementCoverageTests {
  private static let policy = SourceFile(
    name: "own.json",
    text: #"""
      {"Version": "2012-10-17", "Statement": [
        {"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"},
        {"Sid": "All", "Effect": "Allow", "Action": "s3:Get*", "Resource": "*"},
        {"Sid": "No", "Effect": "Deny", "Action": "s3:GetObjectAcl", "Resource": "*"},
        {"Sid": "Write", "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}]}
      """#)

  /// How many cases each statement of the policy decided.
  private func counts(_ cases: String...) -> [Int] {
    let text = """
      {"policies": {"own": {"file": "own.json"},
        "full": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}},
       "defaults": {"principal": "arn:aws:iam::111111111111:user/alice", "resource": "arn:aws:s3:::b/x"},
       "cases": [\(cases.joined(separator: ",\n"))]}
      """
    let file = PolicyTestReader().read(SourceFile(name: "t.json", text: text)) { _ in .success(Self.policy) }
    #expect(file.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    var coverage = StatementCoverage()
    for testCase in file.cases { coverage.add(PolicyTestRunner().run(testCase)) }
    #expect(coverage.policies.map(\.file.name) == ["own.json"])
    return coverage.policies.flatMap(\.statements).map(\.decidedCases)
  }

  @Test func everyAllowStatementThatAppliesGrants() {
    #expect(
      counts(#"{"name": "a", "action": "s3:GetObject", "identity": "own", "expect": "allowed"}"#) == [1, 1, 0, 0])
  }

  @Test func anAllowThatIsDeniedDecidesNothing() {
    #expect(
      counts(#"{"name": "a", "action": "s3:GetObjectAcl", "identity": "own", "expect": "explicitDeny"}"#)
        == [0, 0, 1, 0])
  }

  @Test func anAllowThatIsNotEnoughDecidesNothing() {
    #expect(
      counts(
        #"{"name": "a", "action": "s3:GetObject", "identity": "own", "boundary": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:Put*", "Resource": "*"}}, "expect": "implicitDeny"}"#
      ) == [0, 0, 0, 0])
  }

  @Test func limitingPoliciesThatLetARequestThroughDecideIt() {
    #expect(
      counts(#"{"name": "a", "action": "s3:PutObject", "identity": "full", "boundary": "own", "expect": "allowed"}"#)
        == [0, 0, 0, 1])
  }

  @Test func aPolicyInTwoPartsDecidesACaseOnce() {
    #expect(
      counts(
        #"{"name": "a", "action": ["s3:PutObject", "s3:GetObject"], "identity": "own", "boundary": "own", "expect": "allowed"}"#
      ) == [1, 1, 0, 1])
  }

  @Test func whatACaseGetsCountsNotWhatItExpects() {
    #expect(
      counts(#"{"name": "a", "action": "s3:PutObject", "identity": "own", "expect": "implicitDeny"}"#) == [0, 0, 0, 1])
  }

  @Test func policiesOfTheFileOfTestsAreNotUnderTest() {
    let text = """
      {"defaults": {"principal": "arn:aws:iam::111111111111:user/alice", "resource": "*", "action": "s3:GetObject"},
       "cases": [{"name": "a", "identity": {"Version": "2012-10-17", "Statement": []}, "expect": "implicitDeny"}]}
      """
    let file = PolicyTestReader().read(SourceFile(name: "t.json", text: text))
    var coverage = StatementCoverage()
    for testCase in file.cases { coverage.add(PolicyTestRunner().run(testCase)) }
    #expect(coverage.policies.isEmpty)
    #expect(coverage.statementCount == 0)
  }
}
