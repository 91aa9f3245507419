public import AccountModel
import Authorization
import PolicyLanguage
import SourceText

extension RuleEngine {
  /// What the rules about single policies find in the identity policies of an account, for those that ask about an account
  /// (``AccountSubject/findings``); the places are those of the policies' own texts.
  public func policyFindings(_ account: Account) -> [PolicyDeclaration: [Finding]] {
    let directory = AccountDirectory(account)
    let holders = PolicyHolders(account)
    let entries =
      account.users.flatMap { directory.policies(of: $0).policies.identity }
      + account.roles.flatMap { directory.policies(of: $0).policies.identity }
    var found: [PolicyDeclaration: [Finding]] = [:]
    for entry in entries where entry.source != .awsManaged && found[entry.declaration] == nil {
      let policy = entry.document.policy
      let text = SourceFile(name: policy.file.name, text: policy.file.text(policy.range))
      var subject = RuleSubject(reading: text, kind: .identity)
      subject.declaration = entry.declaration
      subject.holders = holders.holders(of: entry.declaration)
      found[entry.declaration] = findings(subject)
    }
    return found
  }
}
