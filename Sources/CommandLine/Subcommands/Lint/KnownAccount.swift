import AccountModel
import PolicyChecks
import PolicyLanguage
import PolicySources
import SourceText

/// An account whose policies are linted together with what else their holders have.
struct KnownAccount: Sendable {
  private let fileName: String
  private let holders: PolicyHolders

  init(_ account: Account, in file: SourceFile) {
    fileName = file.name
    holders = PolicyHolders(account)
  }

  /// Says of an identity policy of the account's file who has it.
  func addHolders(of policy: FoundPolicy, in file: SourceFile, to subject: inout RuleSubject) {
    guard subject.kind == .identity, file.name == fileName, let declaration = policy.declaration else { return }
    subject.declaration = declaration
    subject.holders = holders.holders(of: declaration)
  }
}
