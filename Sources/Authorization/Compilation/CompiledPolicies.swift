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

  /// Compiles documents.
  ///
  /// - Throws: ``PolicyCompilationError`` with everything that keeps a statement from having a meaning: a missing
  ///   element, an unknown operator.
  public init(_ documents: [PolicyDocument], kind: PolicyKind) throws(PolicyCompilationError) {
    self.documents = documents
    self.kind = kind
  }
}

/// Why documents could not be compiled.
public struct PolicyCompilationError: Error, Sendable {
  /// Everything that stands in the way, each with its place.
  public var diagnostics: [Diagnostic]
}
