import AWSInterface
import ArgumentParser
import Authorization

/// Facts about the caller, from which condition keys follow.
struct CallerFactOptions: ParsableArguments {
  @Option(
    name: .customLong("principal-tags"), parsing: .upToNextOption,
    help: ArgumentHelp("Tags of the caller's user or role; those in the account when left out.", valueName: "key=value")
  )
  var tags: [String] = []

  @Option(
    name: .customLong("principal-organization"),
    help: ArgumentHelp(
      "Where the caller's account stands: a path `o-…/r-…/ou-…/`, the organization's id, or `none`.", valueName: "path")
  )
  var organization: String?

  @Option(
    name: .customLong("session-tags"), parsing: .upToNextOption,
    help: ArgumentHelp("Tags passed when the session was made.", valueName: "key=value"))
  var sessionTags: [String] = []

  @Option(help: ArgumentHelp("Whether the credentials of a user are temporary: `true` or `false`.", valueName: "truth"))
  var temporaryCredentials: Bool?

  @Option(help: ArgumentHelp("When the credentials were issued.", valueName: "time"))
  var credentialsIssued: String?

  @Option(
    help: ArgumentHelp(
      "Whether a second factor was used, `true` or `false`, or how many seconds ago.", valueName: "use"))
  var mfa: String?

  @Option(help: ArgumentHelp("The source identity of the session.", valueName: "name"))
  var sourceIdentity: String?

  @Option(
    help: ArgumentHelp(
      "The identity provider that vouched for the session: an ARN, or a name such as `accounts.google.com`.",
      valueName: "provider"))
  var federatedProvider: String?

  @Flag(help: "The session is that of an external identity (OIDC, SAML).")
  var externalIdentity = false

  func apply(to circumstances: inout RequestCircumstances) throws {
    if !tags.isEmpty { circumstances.principalTags = try FactText.tags(tags, flag: "--principal-tags") }
    if let organization {
      circumstances.principalOrganization = try FactText.organization(organization, flag: "--principal-organization")
    }
    circumstances.session.tags = try FactText.tags(sessionTags, flag: "--session-tags")
    circumstances.session.isTemporary = temporaryCredentials
    circumstances.session.issueTime = try credentialsIssued.map { try FactText.time($0, flag: "--credentials-issued") }
    if let mfa { circumstances.session.multiFactor = try FactText.multiFactor(mfa, flag: "--mfa") }
    circumstances.session.sourceIdentity = sourceIdentity
    circumstances.session.federatedProvider = federatedProvider
    if externalIdentity { circumstances.session.isOfExternalIdentity = true }
  }
}
