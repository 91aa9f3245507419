import PolicyLanguage
import SourceText
import Testing

@Suite struct PolicyPrinterTests {
  private func policy(_ text: String, _ kind: PolicyKind = .resource) throws -> Policy {
    try #require(MarkedText(text).parse(kind).policy)
  }

  @Test func writesElementsInTheOrderOfTheDocumentation() throws {
    let policy = try policy(
      #"""
      {"Statement": {"Condition": {"StringEquals": {"aws:a": ["x"]}, "NumericEquals": {"aws:n": [1, "2"]}, "Null": {"aws:b": true}},
      "Resource": ["*"], "NotAction": ["s3:Get*", "s3:Put*"], "Principal": {"Service": ["ecs.amazonaws.com"], "AWS": ["111122223333", "*"]},
      "Effect": "Deny", "Sid": "a \"b\" \\ \u0001\n"}, "Id": "i", "Version": "2012-10-17"}
      """#)
    #expect(
      PolicyPrinter().print(policy) == #"""
        {
          "Version": "2012-10-17",
          "Id": "i",
          "Statement": [
            {
              "Sid": "a \"b\" \\ \u0001\n",
              "Effect": "Deny",
              "Principal": {
                "Service": "ecs.amazonaws.com",
                "AWS": [
                  "111122223333",
                  "*"
                ]
              },
              "NotAction": [
                "s3:Get*",
                "s3:Put*"
              ],
              "Resource": "*",
              "Condition": {
                "StringEquals": {
                  "aws:a": "x"
                },
                "NumericEquals": {
                  "aws:n": [
                    1,
                    "2"
                  ]
                },
                "Null": {
                  "aws:b": true
                }
              }
            }
          ]
        }
        """#)
  }

  @Test func writesOneLine() throws {
    let policy = try policy(
      #"{"Statement": {"Effect": "Deny", "Principal": "*", "Action": [], "Resource": "*", "Condition": {}}}"#)
    #expect(
      PolicyPrinter(indentation: nil).print(policy)
        == #"{"Statement":[{"Effect":"Deny","Principal":"*","Action":[],"Resource":"*","Condition":{}}]}"#)
  }

  @Test func writesNumbersThatAreNoJSONAsText() throws {
    var policy = try policy(
      #"{"Statement": {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"NumericEquals": {"aws:n": 1}}}}"#
    )
    let numbers = [
      "0": "0", "-1.5e+3": "-1.5e+3", "012": "\"012\"", "0x1F": "\"0x1F\"", ".5": "\".5\"", "1.": "\"1.\"", "": "\"\"",
      "1_0": "\"1_0\"",
    ]
    for (number, expected) in numbers {
      policy.statements[0].condition?.clauses[0].values[0].value = ConditionValue(number, form: .number)
      #expect(PolicyPrinter(indentation: nil).print(policy).contains(#"{"aws:n":\#(expected)}"#), "\(number)")
    }
  }
}
