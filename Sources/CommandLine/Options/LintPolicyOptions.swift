import ArgumentParser
import PolicyChecks
import PolicyLanguage
import SourceText

/// What the policies are, and where they are used.
struct LintPolicyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What all the policies are used as: identity, permissions-boundary, session, resource, role-trust, kms-key, vpc-endpoint, service-control or resource-control. Otherwise it is recognised, policy by policy.",
      valueName: "kind"))
  var policyKind: String?

  @Option(
    help: ArgumentHelp(
      "What all the resource policies are attached to, such as AWS::SecretsManager::Secret. Otherwise it is recognised.",
      valueName: "type"))
  var resourceType: String?

  @Option(help: ArgumentHelp("The account that the policies belong to: 12 digits.", valueName: "account"))
  var ownAccount: String?

  @Option(
    name: .customLong("trusted-account"),
    help: ArgumentHelp(
      "An account whose principals may be given access, or several, joined by commas; may be given several times.",
      valueName: "account"))
  var trustedAccounts: [String] = []

  @Option(help: ArgumentHelp("The organization, `o-…`, whose principals may be given access.", valueName: "id"))
  var organization: String?

  /// The kind that is given.
  func kind() throws -> PolicyKind? {
    guard let policyKind else { return nil }
    return try PolicyKind(flag: "--policy-kind", policyKind)
  }

  /// The resource type that is given.
  func type() throws -> PolicyResourceType? {
    guard let resourceType else { return nil }
    let all = PolicyResourceType.allCases
    if let known = all.first(where: { $0.rawValue.lowercased() == resourceType.lowercased() }) { return known }
    let near = SpellingSuggestion.nearest(to: resourceType, among: all.map(\.rawValue)).map {
      "; did you mean `\($0)`?"
    }
    throw CommandFailure(
      "`--resource-type`: unknown type `\(resourceType)`"
        + (near ?? ", expected one of " + all.map { "`\($0.rawValue)`" }.joined(separator: ", ")))
  }

  /// The place where the policies are used.
  func surroundings(_ base: PolicySurroundings = PolicySurroundings()) throws -> PolicySurroundings {
    var surroundings = base
    if let ownAccount { surroundings.ownAccount = try Self.account("--own-account", ownAccount) }
    for account in LintRuleOptions.list(trustedAccounts) {
      surroundings.trustedAccounts.insert(try Self.account("--trusted-account", account))
    }
    if let organization {
      guard organization.hasPrefix("o-"), organization.utf8.count > 2 else {
        throw CommandFailure(
          "`--organization`: `\(organization)` is no organization's id, expected `o-` and its letters")
      }
      surroundings.organization = organization
    }
    return surroundings
  }

  private static func account(_ flag: String, _ value: String) throws -> String {
    guard value.utf8.count == 12, value.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      throw CommandFailure("`\(flag)`: `\(value)` is no account, expected 12 digits")
    }
    return value
  }
}

extension PolicyKind {
  /// The kind that a flag's value names.
  init(flag: String, _ value: String) throws {
    guard let kind = PolicyKind(named: value) else {
      let names = Self.allCases.map(\.name)
      let near = SpellingSuggestion.nearest(to: value, among: names + Self.shortNames.keys.sorted())
      let all = names.map { "`\($0)`" }.joined(separator: ", ")
      throw CommandFailure(
        "`\(flag)`: unknown kind `\(value)`" + (near.map { "; did you mean `\($0)`?" } ?? ", expected one of \(all)"))
    }
    self = kind
  }
}
