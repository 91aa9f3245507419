import Testing
import Wildcards

@testable import PolicyAnalysis

/// What is told by a few bits may only err on the side of asking further.
@Suite("Actions in a few bits")
struct ActionOutlineTests {
  private static let actions =
    ["s3", "S3", "kms", "k?s", "*", "iam", ""].flatMap { prefix in
      ["GetObject", "getobject", "Decrypt", "*", "Get*", "?ecrypt", ""].map { prefix + ":" + $0 }
    } + ["*", "**", "s3", "s3*"]

  @Test("the services of patterns that have an action in common meet")
  func services() {
    for action in Self.actions {
      let pattern = WildcardPattern(action, caseInsensitive: true)
      for other in Self.actions where pattern.intersects(WildcardPattern(other, caseInsensitive: true)) {
        #expect(ActionOutline(action).services.meets(ActionOutline(other).services), "\(action) \(other)")
      }
    }
  }

  @Test("an action's services are those of its prefix, in any case")
  func prefixes() {
    #expect(ActionOutline("S3:GetObject").services.meets(ServiceMask(["s3"])))
    #expect(ActionOutline("s3:*").services.meets(ServiceMask(["kms", "S3"])))
    #expect(ActionOutline("*").services.meets(ServiceMask(["kms"])))
    #expect(!ActionOutline("s3:GetObject").services.meets(ServiceMask(["iam"])))
    #expect(!ActionOutline("s3:GetObject").services.meets(.none))
  }

  @Test("several values have the bits of each")
  func union() {
    let both = ActionOutline(["s3:GetObject", "kms:Decrypt"])
    #expect(both.mayContain(ActionOutline("KMS:decrypt")))
    #expect(both.mayContain(ActionOutline("s3:GetObject")))
    #expect(!both.mayContain(ActionOutline("s3:*")))
    #expect(ActionOutline(["s3:Get*", "kms:Decrypt"]).mayContain(ActionOutline("s3:GetObject")))
  }
}
