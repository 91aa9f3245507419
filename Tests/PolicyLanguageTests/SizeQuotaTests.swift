import PolicyLanguage
import SourceText
import Testing

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
@Suite struct SizeQuotaTests {
  @Test func countsWhatTheQuotaCounts() {
    let text = Array("{ \"é\"\t:\r\n 1 }".utf8)
    #expect(SizeQuota(name: "x", limit: 1, unit: .charactersWithoutWhitespace).size(of: text) == 7)
    #expect(SizeQuota(name: "x", limit: 1, unit: .characters).size(of: text) == 13)
    #expect(SizeQuota(name: "x", limit: 1, unit: .bytes).size(of: text) == 14)
  }

  @Test("eight bytes at a time count as one by one", arguments: [" ", "\n", "\t\r", "é", "日", "\u{B}", "!", "a  \n"])
  func words(text: String) {
    for count in 0..<20 {
      for padding in ["", "x", "xyz ", "        ", "abcdefg"] {
        let whole = padding + String(repeating: text, count: count) + "z" + padding
        let file = SourceFile(name: "p.json", text: whole)
        let policy = Policy(file: file, range: ByteRange(0, file.bytes.count), kind: .identity)
        #expect(SizeQuota.managedPolicy.size(of: policy) == SizeQuota.managedPolicy.size(of: file.bytes))
      }
    }
  }

  @Test func whiteSpaceDoesNotCountInManagedPolicies() throws {
    // 60 characters of document around the name.
    func policy(_ count: Int, padding: String) throws -> Policy {
      let sid = String(repeating: "a", count: count)
      let text = #"{"Statement":[{"Sid":"\#(sid)","Effect":"Allow","Action":"*","Resource":"*"}]}"# + padding
      return try #require(PolicyParser(kind: .identity).parse(SourceFile(name: "p.json", text: text)).policy)
    }
    let overhead = SizeQuota.managedPolicy.size(of: try policy(0, padding: ""))
    let fits = try policy(6_144 - overhead, padding: String(repeating: " ", count: 5_000))
    #expect(SizeQuota.managedPolicy.check([fits]) == nil)
    let tooLarge = try #require(SizeQuota.managedPolicy.check([try policy(6_145 - overhead, padding: "")]))
    #expect(tooLarge.code == "size-quota")
    #expect(tooLarge.severity == .warning)
    #expect(tooLarge.message == "6145 characters are more than the 6144 that a managed policy can have")
  }

  @Test func inlinePoliciesCountTogether() throws {
    let sid = String(repeating: "a", count: 1_000)
    let text = #"{"Statement":[{"Sid":"\#(sid)","Effect":"Allow","Action":"*","Resource":"*"}]}"#
    let policy = try #require(PolicyParser(kind: .identity).parse(SourceFile(name: "p.json", text: text)).policy)
    #expect(SizeQuota.userInline.check([policy]) == nil)
    #expect(SizeQuota.userInline.check([policy, policy]) != nil)
    #expect(SizeQuota.groupInline.check([policy, policy]) == nil)
  }

  @Test func limitsAreThoseOfTheDocumentation() {
    #expect(SizeQuota.userInline.limit == 2_048)
    #expect(SizeQuota.groupInline.limit == 5_120)
    #expect(SizeQuota.roleInline.limit == 10_240)
    #expect(SizeQuota.roleTrust.limit == 2_048)
    #expect(SizeQuota.session.unit == .characters)
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
    #expect(SizeQuota.serviceControl.limit == 10_240)
    #expect(SizeQuota.resourceControl.limit == 5_120)
    // https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
    #expect(SizeQuota.kmsKey.limit == 32_768)
    #expect(SizeQuota.kmsKey.unit == .bytes)
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
    #expect(SizeQuota.simulatorDocument.limit == 131_072)
    #expect(SizeQuota.quota(of: .resource) == nil)
  }
}
