import PolicyLanguage
import SourceText
import Testing

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html
@Suite struct ReferencedContextKeysTests {
  private func keys(_ text: String) throws -> [String] {
    try #require(MarkedText(text).parse(.identity).policy).referencedContextKeys
  }

  @Test func listsKeysOfConditionsAndVariablesInOrder() throws {
    let keys = try keys(
      #"""
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/${aws:username}/${aws:PrincipalTag/team, 'x'}/${*}",
         "Condition": {"StringLike": {"s3:prefix": "${aws:userid}/*", "AWS:UserName": "a"}, "Bool": {"aws:SecureTransport": true}}},
        {"Condition": {"ArnLike": {"aws:SourceArn": "${aws:PrincipalArn}"}}, "Effect": "Deny", "Action": "*",
         "NotResource": "arn:aws:s3:::${aws:PrincipalTag/Team}"}
      ]}
      """#)
    #expect(
      keys == [
        "aws:username", "aws:PrincipalTag/team", "s3:prefix", "aws:userid", "aws:SecureTransport", "aws:SourceArn",
        "aws:PrincipalArn",
      ])
  }

  @Test func variablesCountOnlyWhereTheyAreExpanded() throws {
    // No version: plain text.
    #expect(
      try keys(#"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::${aws:username}"}}"#) == [])
    // Before the fifth colon, and under operators without variables.
    #expect(
      try keys(
        #"""
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:sqs:${aws:RequestedRegion}:1:q",
         "Condition": {"NumericEquals": {"s3:max-keys": "${aws:userid}"}, "Bool": {"aws:x": "${aws:y}"}}}}
        """#) == ["s3:max-keys", "aws:x", "aws:y"])
  }
}
