public import AccountModel
public import DocumentSyntax
public import PolicyLanguage

/// A policy with what is known about it, for rules to ask.
public final class PolicyFacts {
  /// The policy: all of it that could be read.
  public let policy: Policy
  /// Its document.
  public let root: SyntaxNode
  /// What it is used as.
  public let kind: PolicyKind
  /// What it is attached to, if that is known.
  public let resourceType: PolicyResourceType?
  /// The account it belongs to, if that is known.
  public let account: Account?
  /// What AWS's actions, resources and condition keys are.
  public let catalog: CatalogMemory
  /// Its statements.
  public private(set) var statements: [StatementFacts] = []

  init(_ policy: Policy, root: SyntaxNode, subject: RuleSubject, catalog: CatalogMemory) {
    self.policy = policy
    self.root = root
    kind = subject.kind
    resourceType = subject.resourceType
    account = subject.account
    self.catalog = catalog
    statements = policy.statements.map { StatementFacts($0, of: self) }
  }
}
