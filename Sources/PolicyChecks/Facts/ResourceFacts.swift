public import PolicyLanguage
public import ServiceCatalog
public import SourceText
public import Wildcards

/// A value of `Resource` or `NotResource`.
public final class ResourceFacts {
  /// Its bytes, with quotes.
  public let range: ByteRange
  /// Whether it stands in `NotResource`.
  public let isNegated: Bool
  // INVARIANT: the statement owns its resources.
  /// The statement that it is part of.
  public unowned let statement: StatementFacts
  /// What is known of the text.
  let written: ResourcePattern

  init(_ value: Located<String>, isNegated: Bool, of statement: StatementFacts, _ catalog: CatalogMemory) {
    range = value.range
    self.isNegated = isNegated
    self.statement = statement
    written = catalog.pattern(ofResource: value.value)
  }

  /// The value as written.
  public var text: String { written.text }
  /// Its six fields, `arn` first; `nil` when it has fewer or is none.
  ///
  /// A colon inside a variable parts no fields.
  public var fields: [String]? { written.fields }
  /// Its pattern.
  public var pattern: WildcardPattern { written.pattern }

  /// Whether it is `*`.
  public var isEverything: Bool { written.isEverything }

  /// A field of the ARN; `nil` when the value is none.
  public subscript(field: ARN.Field) -> String? { fields?[field.rawValue + 1] }

  /// The resource types that it can be of.
  public var types: [ResourceType] { written.types }

  /// The resource types that it could be of, whatever its Region and account.
  public var candidates: [ResourceType] { written.candidates }

  /// The value as a pattern for the catalogue, with `*` for what is not known yet; `nil` when it may be anything.
  var catalogPattern: String? { written.forCatalog?.text }
}
