public import PolicyLanguage
public import ServiceCatalog
public import SourceText
public import Wildcards

/// A value of `Resource` or `NotResource`.
public final class ResourceFacts {
  /// The value as written.
  public let text: String
  /// Its bytes, with quotes.
  public let range: ByteRange
  /// Whether it stands in `NotResource`.
  public let isNegated: Bool
  // INVARIANT: the statement owns its resources.
  /// The statement that it is part of.
  public unowned let statement: StatementFacts
  /// Its six fields, `arn` first; `nil` when it has fewer or is none.
  ///
  /// A colon inside a variable parts no fields.
  public let fields: [String]?
  /// Its pattern.
  public private(set) lazy var pattern = WildcardPattern(text)

  init(_ value: Located<String>, isNegated: Bool, of statement: StatementFacts) {
    text = value.value
    range = value.range
    self.isNegated = isNegated
    self.statement = statement
    fields = Self.fields(of: value.value)
  }

  /// Whether it is `*`.
  public var isEverything: Bool { text == "*" }

  /// A field of the ARN; `nil` when the value is none.
  public subscript(field: ARN.Field) -> String? { fields?[field.rawValue + 1] }

  /// The resource types that it can be of.
  public private(set) lazy var types: [ResourceType] = statement.policy.catalog.resourceTypes(matching: text)

  /// The resource types that it could be of, whatever its Region and account.
  public private(set) lazy var candidates: [ResourceType] = {
    guard var parts = fields else { return [] }
    let fields = [ARN.Field.region, .account].map { $0.rawValue + 1 }
    for field in fields { parts[field] = "*" }
    return statement.policy.catalog.resourceTypes(
      matching: parts.joined(separator: ":"), ofService: parts[ARN.Field.service.rawValue + 1])
  }()

  private static func fields(of text: String) -> [String]? {
    guard text.utf8.starts(with: "arn:".utf8) else { return nil }
    var fields: [String] = []
    var start = text.startIndex
    var index = start
    var isInVariable = false
    while index < text.endIndex, fields.count < 5 {
      switch text.utf8[index] {
      case UInt8(ascii: "{"):
        isInVariable = index > text.startIndex && text.utf8[text.utf8.index(before: index)] == UInt8(ascii: "$")
      case UInt8(ascii: "}"): isInVariable = false
      case UInt8(ascii: ":") where !isInVariable:
        fields.append(String(text[start..<index]))
        start = text.utf8.index(after: index)
      default: break
      }
      text.utf8.formIndex(after: &index)
    }
    guard fields.count == 5 else { return nil }
    fields.append(String(text[start...]))
    return fields
  }
}
