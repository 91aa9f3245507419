import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

@testable import PolicyAnalysis

/// Conditions that never hold together, or always.
@Suite("Conditions on one key together")
struct ConditionTruthTests {
  private func verdict(_ block: String) throws -> ConditionTruth.Verdict {
    let text =
      #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":\#(block)}}"#
    let parsed = PolicyParser(kind: .identity).parse(SourceFile(name: "p.json", text: text))
    let policy = try #require(parsed.policy)
    return ConditionTruth(catalog: try ServiceCatalog.embedded())
      .verdict(policy.statements[0].condition?.clauses ?? [], of: policy)
  }

  @Test(
    "exclude each other",
    arguments: [
      #"{"StringEquals":{"aws:PrincipalAccount":"1"},"StringLike":{"aws:PrincipalAccount":"2*"}}"#,
      #"{"StringLike":{"aws:UserAgent":"a*"},"StringNotLike":{"aws:UserAgent":"*"}}"#,
      #"{"StringEquals":{"aws:UserAgent":["a","b"]},"StringNotEquals":{"aws:UserAgent":["b","a","c"]}}"#,
      #"{"NumericLessThan":{"s3:max-keys":"5"},"NumericGreaterThan":{"s3:max-keys":"10"}}"#,
      #"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"},"NotIpAddress":{"aws:SourceIp":"203.0.0.0/16"}}"#,
      #"{"DateGreaterThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"},"DateLessThan":{"aws:CurrentTime":"2025-01-01T00:00:00Z"}}"#,
      #"{"Null":{"aws:SourceVpc":"true"},"StringEquals":{"aws:SourceVpc":"vpc-1"}}"#,
    ])
  func never(block: String) throws { #expect(try verdict(block) == .never) }

  @Test(
    "hold together for some value, or that is not known",
    arguments: [
      #"{"StringEquals":{"aws:PrincipalAccount":["1","2"]},"StringLike":{"aws:PrincipalAccount":"2*"}}"#,
      #"{"StringLike":{"aws:UserAgent":"a*"},"StringNotLike":{"aws:UserAgent":"ab*"}}"#,
      #"{"StringEqualsIfExists":{"aws:SourceVpc":"a"},"StringNotEquals":{"aws:SourceVpc":"a"}}"#,
      #"{"StringEquals":{"aws:UserAgent":"${aws:username}"},"StringNotEquals":{"aws:UserAgent":"${aws:username}"}}"#,
      #"{"NumericGreaterThanEquals":{"s3:max-keys":"5"},"NumericLessThanEquals":{"s3:max-keys":"5"}}"#,
      #"{"NumericGreaterThan":{"s3:max-keys":"5"},"NumericLessThan":{"s3:max-keys":"6"}}"#,
      #"{"ForAnyValue:StringEquals":{"aws:TagKeys":"a"},"ForAllValues:StringNotEquals":{"aws:TagKeys":"b"}}"#,
      #"{"Null":{"aws:SourceVpc":"true"},"StringEqualsIfExists":{"aws:SourceVpc":"vpc-1"}}"#,
    ])
  func open(block: String) throws { #expect(try verdict(block) == .open) }

  @Test func always() throws {
    #expect(try verdict(#"{"BoolIfExists":{"aws:SecureTransport":["true","false"]}}"#) == .always)
    #expect(try verdict(#"{"Bool":{"aws:SecureTransport":["true","false"]}}"#) == .open)
  }
}
