public import PolicyLanguage
public import SourceText

/// One principal.
public final class PrincipalFacts {
  /// The key that it stands under.
  public let kind: PrincipalElement.Kind
  /// Its text.
  public let text: String
  /// Its bytes, with quotes.
  public let range: ByteRange
  /// Whether it stands in `NotPrincipal`.
  public let isNegated: Bool
  /// The element's value.
  public let elementRange: ByteRange
  // INVARIANT: the statement owns its principals.
  /// The statement that it is part of.
  public unowned let statement: StatementFacts

  init(_ entry: PrincipalElement.Entry, of element: PrincipalElement, in statement: StatementFacts) {
    kind = entry.kind
    text = entry.value.value
    range = entry.value.range
    isNegated = element.isNegated
    elementRange = element.range
    self.statement = statement
  }
}
