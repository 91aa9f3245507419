import AWSInterface
import DocumentSyntax
import SourceText
import Testing

/// `StartPosition` and `EndPosition`.
///
/// AWS's page (https://docs.aws.amazon.com/IAM/latest/APIReference/API_Position.html) leaves open what is counted; the
/// published answers of the service show it.
@Suite struct StatementPositionTests {
  /// The places of the statements that decided, as `line:column-line:column`.
  private func places(_ policy: SourceFile, _ action: String = "dynamodb:CreateBackup") throws -> [String] {
    let request = Fixtures.custom([policy], [action]) {
      $0.contextEntries = [.init(keyName: "aws:CurrentTime", values: ["2019-04-25T11:00:00Z"], keyType: "date")]
    }
    let answer = SimulatePolicyResponse(try Simulator().run(request)).json
    return answer.at("EvaluationResults", "0", "MatchedStatements")?.elements.map { statement in
      ["StartPosition", "EndPosition"].map { key in
        ["Line", "Column"].map { part -> String in
          guard case .number(let number)? = statement.at(key, part) else { return "?" }
          return number
        }.joined(separator: ":")
      }.joined(separator: "-")
    } ?? []
  }

  // Policy, question and answer of example 1 of
  // https://docs.aws.amazon.com/cli/latest/reference/iam/simulate-custom-policy.html#examples
  @Test("a statement that is not in a list: from behind its opening brace to behind its closing one")
  func singleStatement() throws {
    let policy = Fixtures.file(
      #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}"#
    )
    #expect(try places(policy) == ["1:38-1:167"])
  }

  // https://docs.aws.amazon.com/cli/latest/reference/iam/simulate-principal-policy.html#examples shows 3:19 to 9:10 for a
  // policy with one action: so it looks when four spaces indent and the statement has a Sid.
  @Test("the first statement of a list: from behind the bracket")
  func firstOfList() throws {
    let policy = Fixtures.file(
      """
      {
          "Version": "2012-10-17",
          "Statement": [
              {
                  "Sid": "ListRepositories",
                  "Effect": "Allow",
                  "Action": "codecommit:ListRepositories",
                  "Resource": "*"
              }
          ]
      }
      """)
    #expect(try places(policy, "codecommit:ListRepositories") == ["3:19-9:10"])
  }

  // An answer of the service printed in https://github.com/ScottLogic/blog/pull/308 gives 1:38-1:248 and 1:248-1:470 for
  // the two statements of a policy on one line: the second starts where the first ends, in front of the comma.
  @Test("a further statement of a list: from where the one before it ends")
  func furtherOfList() throws {
    let statement = #"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#
    let start = #"{"Version":"2012-10-17","Statement":["#
    let policy = Fixtures.file(start + statement + "," + statement + " ,\n " + statement + "]}")
    let first = start.utf8.count + 1
    let second = first + statement.utf8.count
    let third = second + 1 + statement.utf8.count
    #expect(first == 38)
    #expect(
      try places(policy, "s3:GetObject") == [
        "1:\(first)-1:\(second)", "1:\(second)-1:\(third)", "1:\(third)-2:\(2 + statement.utf8.count)",
      ])
  }

  @Test("columns count characters, not bytes")
  func characters() throws {
    let policy = Fixtures.policy(Fixtures.deny("s3:*", on: "arn:aws:s3:::é"), Fixtures.allow("s3:GetObject"))
    // The list begins with column 41; the first statement has 66 characters in 67 bytes.
    #expect(Fixtures.deny("s3:*", on: "arn:aws:s3:::é").unicodeScalars.count == 66)
    #expect(try places(policy, "s3:GetObject") == ["1:107-1:171"])
  }
}
