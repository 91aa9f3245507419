public import PolicyLanguage
public import SourceText

/// A set of policies of one kind, compiled for evaluation: immutable, safe to share between threads.
///
/// The statements of all its documents take part together: any applying Deny denies, else any applying Allow allows.
public struct CompiledPolicies: Sendable {
  /// The documents in the order given.
  public let documents: [PolicyDocument]
  /// The kind of all of them.
  public let kind: PolicyKind
  private let storage: PolicyStorage

  /// Compiles documents; takes time linear in their size.
  ///
  /// - Throws: ``PolicyCompilationError`` with everything that keeps a statement from having a meaning: a missing
  ///   element, an unknown operator.
  public init(_ documents: [PolicyDocument], kind: PolicyKind) throws(PolicyCompilationError) {
    self.documents = documents
    self.kind = kind
    var size = 0
    for document in documents { for statement in document.policy.statements { size += statement.range.count } }
    var compiler = PolicyCompiler(kind: kind, expectedBytes: size / 2)
    for (index, document) in documents.enumerated() { compiler.add(document.policy, document: index) }
    guard compiler.diagnostics.isEmpty else { throw PolicyCompilationError(diagnostics: compiler.diagnostics) }
    storage = PolicyStorage(compiler)
  }

  /// What a decision reads; valid while this value lives.
  var tables: PolicyReference { storage.tables }
}

/// Why documents could not be compiled.
public struct PolicyCompilationError: Error, Sendable {
  /// Everything that stands in the way, each with its place.
  public var diagnostics: [Diagnostic]
}

/// Owns the tables of compiled policies.
private final class PolicyStorage: Sendable {
  private let bytes: FrozenArray<UInt8>
  private let statements: FrozenArray<CompiledStatement>
  private let actionPatterns: FrozenArray<ActionPattern>
  private let resourcePatterns: FrozenArray<ResourcePattern>
  private let principals: FrozenArray<CompiledPrincipal>
  private let clauses: FrozenArray<CompiledClause>
  private let values: FrozenArray<CompiledValue>
  private let templateParts: FrozenArray<TemplatePart>
  private let numbers: FrozenArray<DecimalNumber>
  private let addresses: FrozenArray<AddressRange>
  private let candidates: FrozenArray<CandidateStatement>
  private let exactActions: FrozenArray<NameTable.Slot>
  private let serviceActions: FrozenArray<NameTable.Slot>
  private let storage: FrozenArray<PolicyTables>

  init(_ compiler: consuming PolicyCompiler) {
    let index = ActionIndex(compiler.actionEntries, compiler.arena)
    bytes = FrozenArray(compiler.arena.bytes)
    statements = FrozenArray(compiler.statements)
    actionPatterns = FrozenArray(compiler.actionPatterns)
    resourcePatterns = FrozenArray(compiler.resourcePatterns)
    principals = FrozenArray(compiler.principals)
    clauses = FrozenArray(compiler.clauses)
    values = FrozenArray(compiler.values)
    templateParts = FrozenArray(compiler.templateParts)
    numbers = FrozenArray(compiler.numbers)
    addresses = FrozenArray(compiler.addresses)
    candidates = FrozenArray(index.candidates)
    exactActions = FrozenArray(index.exactActions)
    serviceActions = FrozenArray(index.serviceActions)
    storage = FrozenArray([
      PolicyTables(
        bytes: bytes.elements, statements: statements.base, statementCount: compiler.statements.count,
        actionPatterns: actionPatterns.elements,
        resourcePatterns: resourcePatterns.base, principals: principals.elements, clauses: clauses.base,
        values: values.elements, templateParts: templateParts.elements, numbers: numbers.elements,
        addresses: addresses.elements, candidates: candidates.elements,
        exactActions: NameTable(slots: exactActions.elements),
        serviceActions: NameTable(slots: serviceActions.elements), anyAction: index.anyAction,
        anyActionDenyCount: index.anyActionDenyCount)
    ])
  }

  var tables: PolicyReference { storage.base }
}
