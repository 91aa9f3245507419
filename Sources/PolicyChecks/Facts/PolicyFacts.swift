import AccountModel
public import DocumentSyntax
import PolicyAnalysis
public import PolicyLanguage
import SourceText

/// A policy with what is known about it, for rules to ask.
public final class PolicyFacts {
  /// The policy: all of it that could be read.
  public let policy: Policy
  /// Its document; `nil` where only what the policy says is asked, as of one that counts beside the one that is checked.
  public let root: SyntaxNode?
  /// What it is used as.
  public let kind: PolicyKind
  /// What it is attached to, if that is known.
  public let resourceType: PolicyResourceType?
  /// What else is known of the place where it is used.
  public let surroundings: PolicySurroundings
  /// What AWS's actions, resources and condition keys are.
  public let catalog: CatalogMemory
  /// Where reading it found errors: what stands there may be missing from ``policy``.
  private let brokenOffsets: [Int]
  /// The account that owns what the policy is attached to; `nil` when nothing says it.
  ///
  /// A resource policy says it too: the ARNs of its `Resource` are those of its own resource.
  private(set) lazy var owner: String? = findOwner()
  /// Which of its statements let in callers that they do not name.
  private(set) lazy var outsiderAccess = OutsiderAccess(self)
  /// Its statements.
  public var statements: [StatementFacts] { parts }
  // As the parts of a statement.
  private var parts: [StatementFacts] = []

  /// Which of its statements others make superfluous.
  private(set) lazy var overlap = StatementOverlap(policy, outlines: statements.map(\.outline))

  /// What tells it from other policies of the account.
  let declaration: PolicyDeclaration?
  /// The users and roles that have it and of whom all policies are known; `nil` when nobody is known to have it.
  let holders: [PrincipalPolicies]?
  /// It by itself, whoever has it.
  private(set) lazy var alone = PolicySet(self)
  /// What it counts together with: for each user or role that has it all of the holder's identity policies, otherwise it alone.
  ///
  /// None when somebody has it, but of everybody who does some policy is missing. What a policy does not say, another one of
  /// the same holder may: rules that conclude from it ask the sets.
  private(set) lazy var sets: [PolicySet] = makeSets()

  init(_ policy: Policy, root: SyntaxNode, subject: RuleSubject, catalog: CatalogMemory) {
    self.policy = policy
    self.root = root
    kind = subject.kind
    resourceType = subject.resourceType
    surroundings = subject.surroundings
    self.catalog = catalog
    declaration = subject.declaration
    holders = subject.holders
    brokenOffsets = subject.parsed.diagnostics.filter { $0.severity == .error }.map(\.range.lowerBound).sorted()
    parts = policy.statements.map { StatementFacts($0, of: self) }
  }

  /// A policy without mistakes of which only what it says is asked.
  init(_ policy: Policy, in surroundings: PolicySurroundings = PolicySurroundings(), catalog: CatalogMemory) {
    self.policy = policy
    root = nil
    kind = policy.kind
    resourceType = nil
    self.surroundings = surroundings
    self.catalog = catalog
    declaration = nil
    holders = nil
    brokenOffsets = []
    parts = policy.statements.map { StatementFacts($0, of: self) }
  }

  private lazy var charactersWithoutWhitespace = SizeQuota.roleInline.size(of: policy)

  /// Whether a value of its YAML may stand in several places, so that an edit of one would change the others.
  private(set) lazy var mayHoldAliases = YAMLBlocks.mayHoldAliases(policy.file.bytes)

  /// Whether it may have some characters or more: no unit is smaller than a byte, so that most JSON need not be counted.
  func mayHave(_ size: Int) -> Bool { policy.range.count >= size || root?.tree.format == .yaml }

  /// The policy in JSON, as AWS gets what is written in YAML; `nil` for what is JSON already.
  private lazy var json: String? = root.flatMap {
    $0.tree.format == .yaml ? JSONWriter.compact.write(JSONValue($0)) : nil
  }

  /// Its size as a quota counts; what most count is counted once.
  func size(for quota: SizeQuota) -> Int {
    if let json { return quota.size(of: json.utf8) }
    return quota.unit == SizeQuota.roleInline.unit ? charactersWithoutWhitespace : quota.size(of: policy)
  }

  /// Whether all of a statement could be read.
  func isWhole(_ statement: Statement) -> Bool {
    var low = 0
    var high = brokenOffsets.count
    while low < high {
      let middle = (low + high) / 2
      if brokenOffsets[middle] < statement.range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low == brokenOffsets.count || brokenOffsets[low] >= statement.range.upperBound
  }
}
