public import Authorization
public import SourceText

/// One request with the decision it must get.
public struct PolicyTestCase: Sendable {
  /// The names of its groups and its own, joined by ` / `.
  public var name: String
  /// The file it stands in.
  public var file: SourceFile
  /// The bytes of the case, or of its cell in a table.
  public var range: ByteRange
  /// Who asks, as the file calls it.
  public var principalName: String
  /// What the request acts on, as the file calls it.
  public var resourceName: String
  /// Who asks for what.
  public var request: AuthorizationRequest
  /// Where the keys of the request come from; `nil` when the case leaves out those that follow from the facts.
  public var derivedContext: DerivedContext?
  /// What they follow from; `nil` likewise.
  public var facts: PolicyTestFacts?
  /// The policies that take part.
  public var policies: CasePolicies
  /// The same, compiled; `nil` when AWS would refuse one of them, which only a case that expects this may have.
  public var applicable: ApplicablePolicies?
  /// What must come out.
  public var expectation: Expectation
  /// The page that the expected decision rests on.
  public var page: String?
  /// The rule behind it, in a line.
  public var reason: String?
  /// The number of the point that AWS leaves open, when the case holds what iamsim does there.
  public var undocumented: String?
}
