import ServiceCatalog
import Testing

@testable import PolicyChecks

/// The lists of actions that matter are data: each must be an action that there is.
@Suite("Lists of sensitive actions")
struct SensitiveActionTests {
  private static let lists: [(name: String, actions: [String])] = [
    ("foreign", CredentialActions.foreign), ("own", CredentialActions.own), ("unsigned", CredentialActions.unsigned),
    ("credentials elsewhere", CredentialActions.reportedElsewhere), ("data", DataActions.all),
    ("exposure", ExposureActions.all), ("exposure elsewhere", ExposureActions.reportedElsewhere),
    ("headline", SensitiveActions.headline),
  ]

  @Test("each is an action of AWS's reference, in AWS's spelling, and not retired")
  func exist() throws {
    let catalog = try ServiceCatalog.embedded()
    for list in Self.lists {
      for name in list.actions {
        let found = catalog.actions(matching: name)
        #expect(found.map(\.fullName) == [name], "\(name) of \(list.name)")
        #expect(found.allSatisfy { !$0.isRetired }, "\(name) of \(list.name) is retired")
      }
    }
  }

  @Test("each stands in one list, once")
  func unique() {
    let all = Self.lists.dropLast().flatMap(\.actions)
    #expect(Set(all).count == all.count)
  }

  @Test("the lists of credentials hold what hands out credentials, and no names that never were")
  func credentials() {
    let all = Set(CredentialActions.foreign + CredentialActions.own + CredentialActions.unsigned)
    // A peer's list spells the first two with a prefix that does not exist; the last returns no credentials.
    #expect(all.contains("gamelift:GetComputeAccess") && all.contains("gamelift:RequestUploadCredentials"))
    #expect(!all.contains("sso:GetRoleCredentials") && !all.contains("iam:UpdateAccessKey"))
  }

  @Test("no rule bears the numbers of a catalogue of escalation paths, which are assigned anew between editions")
  func noPathNumbers() {
    for rule in RuleTable.all {
      for name in [rule.id] + rule.aliases {
        let words = name.split(separator: "-")
        #expect(words.last.map { $0.count != 3 || Int($0) == nil } ?? true, "\(name)")
      }
    }
  }
}
