import PolicyLanguage
import Testing

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
@Suite struct ARNTests {
  @Test func splitsAtTheFirstFiveColons() throws {
    let text = "arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf"
    let arn = try #require(ARN(text))
    #expect(arn.partition == "aws")
    #expect(arn.service == "secretsmanager")
    #expect(arn.region == "us-east-1")
    #expect(arn.account == "111122223333")
    #expect(arn.resource == "secret:prod/db-AbCdEf")
    #expect(arn.resourceType == "secret")
    #expect(arn.hasPartitionForm)
    #expect(arn.hasAccountID)
    #expect(arn.isConcrete)
    for field in ARN.Field.allCases {
      let utf8 = Array(text.utf8)
      #expect(String(decoding: utf8[arn.range(of: field)], as: UTF8.self) == arn[field])
    }
  }

  @Test func fieldsMayBeEmptyOrPatterns() throws {
    let arn = try #require(ARN("arn:*:s3:::b/ü/*:x"))
    #expect(arn.region == "")
    #expect(arn.account == "")
    #expect(arn.resource == "b/ü/*:x")
    #expect(!arn.isConcrete)
    #expect(!arn.hasPartitionForm)
    #expect(try #require(ARN("arn:::::")).resource == "")
  }

  @Test(arguments: [
    "", "*", "arn", "arn:", "arn:aws:s3", "arn:aws:s3::b", "ARN:aws:s3:::b", "x:aws:s3:::b", " arn:aws:s3:::b",
  ])
  func refusesWhatHasNotSixFields(_ text: String) {
    #expect(ARN(text) == nil)
  }

  @Test func partitions() {
    for name in ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-eusc"] { #expect(ARN.isPartition(name)) }
    for name in ["", "*", "AWS", "amazon", "aws-", "aws--cn", "awscn", "aws cn"] { #expect(!ARN.isPartition(name)) }
  }

  @Test func accounts() {
    #expect(AccountID.isValid("111122223333"))
    for text in ["", "11112222333", "1111222233334", "1111-2222-3333", "11112222333a", "１１１１２２２２３３３３"] {
      #expect(!AccountID.isValid(text))
    }
  }
}
