import Authorization
import PolicyLanguage
import SourceText

/// Policies found so far, and what was named but not found.
struct GatheredPolicies {
  var identity: [PrincipalPolicies.Identity] = []
  private let directory: AccountDirectory
  private var managedARNs: Set<String> = []
  private var problems: [Diagnostic] = []

  init(_ directory: AccountDirectory) { self.directory = directory }

  // The names are those of the policy simulator; that of a group's inline policy by analogy.
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_Statement.html
  mutating func add(_ policies: [InlinePolicy], of arn: String, source: PolicySource, prefix: String) {
    for policy in policies {
      identity.append(
        .init(
          document: PolicyDocument(identifier: prefix + policy.name, policy: policy.policy), source: source,
          declaration: PolicyDeclaration(arn: arn, name: policy.name)))
    }
  }

  mutating func add(_ references: [ManagedPolicyReference], owner: String) {
    for reference in references where managedARNs.insert(reference.arn).inserted {
      guard let (policy, document) = find(reference, owner: owner, use: "attached to") else { continue }
      identity.append(
        .init(
          document: document, source: policy.isAWSManaged ? .awsManaged : .userManaged,
          declaration: PolicyDeclaration(arn: policy.arn, name: policy.name)))
    }
  }

  mutating func boundary(_ reference: ManagedPolicyReference?, owner: String) -> PolicyDocument? {
    guard let reference else { return nil }
    var document = find(reference, owner: owner, use: "the permissions boundary of")?.1
    document?.policy.kind = .permissionsBoundary
    return document
  }

  private mutating func find(
    _ reference: ManagedPolicyReference, owner: String, use: String
  ) -> (ManagedPolicy, PolicyDocument)? {
    let what = ManagedPolicyReference.isAWSManaged(reference.arn) ? "AWS-managed policy" : "policy"
    guard let policy = directory.managedPolicy(arn: reference.arn) else {
      missing(
        "policy-not-in-account", "\(what) `\(reference.arn)` is \(use) \(owner) but not in the account",
        reference.file, reference.range)
      return nil
    }
    guard let version = policy.defaultVersion else {
      missing(
        "policy-version-not-in-account",
        "\(what) `\(reference.arn)` is \(use) \(owner), but its default version `\(policy.defaultVersionID)` is not in the account",
        reference.file, reference.range)
      return nil
    }
    return (policy, PolicyDocument(identifier: policy.name, arn: policy.arn, policy: version.policy))
  }

  mutating func missing(_ code: String, _ message: String, _ file: SourceFile, _ range: ByteRange) {
    problems.append(Diagnostic(.error, code: code, message, in: file, at: range))
  }

  /// All that was named and not found; `nil` when nothing was.
  var problem: AccountError? {
    guard let first = problems.first else { return nil }
    let more = problems.count > 1 ? ", and \(problems.count - 1) more" : ""
    let help =
      "run `aws iam get-account-authorization-details` without `--max-items`; if with `--filter`, then with the types "
      + "`User Group Role LocalManagedPolicy AWSManagedPolicy`"
    var diagnostics = problems
    diagnostics[diagnostics.count - 1].help = help
    return AccountError(first.message + more, help: help, diagnostics: diagnostics)
  }
}
