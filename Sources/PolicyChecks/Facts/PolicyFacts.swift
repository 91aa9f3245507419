public import DocumentSyntax
import PolicyAnalysis
public import PolicyLanguage
import SourceText

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
  public private(set) var statements: [StatementFacts] = []

  /// Which of its statements others make superfluous.
  private(set) lazy var overlap = StatementOverlap(policy)
  /// Whether it looks like a policy of a rotation function.
  private(set) lazy var isOfRotationFunction = RotationRole.looksSo(self)

  init(_ policy: Policy, root: SyntaxNode, subject: RuleSubject, catalog: CatalogMemory) {
    self.policy = policy
    self.root = root
    kind = subject.kind
    resourceType = subject.resourceType
    surroundings = subject.surroundings
    self.catalog = catalog
    brokenOffsets = subject.parsed.diagnostics.filter { $0.severity == .error }.map(\.range.lowerBound).sorted()
    statements = policy.statements.map { StatementFacts($0, of: self) }
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
