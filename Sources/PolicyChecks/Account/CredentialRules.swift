import AccountModel
import PolicyLanguage

/// What the credentials of users are like.
enum CredentialRules {
  static let rules = [administratorWithoutMFA]

  // MFA does not protect access keys unless a policy demands it:
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
  private static let administratorWithoutMFA = Rule(
    lint: "admin-user-without-mfa", .high, kinds: [.identity], title: "Administrator without MFA",
    why:
      "Whoever learns the password, which people use elsewhere and type into forged pages, can do everything in the account.",
    remedy: "Enable an MFA device for the user, or take the password away.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#enable-mfa-for-privileged-users",
    basis: .documented,
    example: .account(
      AccountExamples.administratorUser(marked: true), with: .credentials(UnusedAccessExamples.credentials(mfa: false))),
    silent: .account(
      AccountExamples.administratorUser(marked: false), with: .credentials(UnusedAccessExamples.credentials(mfa: true))),
    .account { facts, findings in
      guard let report = facts.credentials else { return }
      let administrators = facts.principals.filter { $0.isUser && $0.isAdministrator }
      let places = Dictionary(administrators.map { ($0.arn, $0.place) }) { first, _ in first }
      for user in report.users where user.hasMFA == false {
        let credentials = words(user)
        guard !credentials.isEmpty else { continue }
        if user.isRoot {
          findings.report(
            "the root user, who can do everything in the account, has no MFA", at: [user.place],
            help: "enable an MFA device for the root user, or take its credentials away")
          continue
        }
        guard let place = places[user.arn] else { continue }
        let message =
          "user \(user.name.quoted) has the rights of an administrator, \(EscalationFamily.list(credentials)), and no MFA"
        if case .set = user.password {
          findings.report(message, at: [place ?? user.place])
        } else {
          findings.report(
            message, at: [place ?? user.place],
            help:
              "delete the access keys and use a role; a device alone does not protect them, unless the policies demand"
              + " `aws:MultiFactorAuthPresent`",
            severity: .medium)
        }
      }
    })

  /// What a user can sign in or sign requests with.
  private static func words(_ user: UserCredentials) -> [String] {
    var words: [String] = []
    switch user.password {
    case .set: words.append("a password")
    case .unknown where user.isRoot: words.append("a password")
    case .unknown, .none: break
    }
    switch user.accessKeys.count {
    case 0: break
    case 1: words.append("an access key")
    default: words.append("\(user.accessKeys.count) access keys")
    }
    return words
  }
}
