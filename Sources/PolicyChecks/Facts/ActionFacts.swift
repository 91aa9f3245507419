import PolicyLanguage
public import ServiceCatalog
public import SourceText
public import Wildcards

/// A value of `Action` or `NotAction`.
public final class ActionFacts {
  /// The value as written.
  public let text: String
  /// Its bytes, with quotes.
  public let range: ByteRange
  /// Whether it stands in `NotAction`.
  public let isNegated: Bool
  // INVARIANT: the statement owns its actions.
  /// The statement that it is part of.
  public unowned let statement: StatementFacts
  /// Its prefix; `nil` for `*` and what is no action.
  public let prefix: String?
  /// The service of the prefix; `nil` when there is none.
  public let service: Service?
  /// Whether it holds a wildcard.
  public let hasWildcard: Bool
  /// Its pattern, without regard to case.
  public private(set) lazy var pattern = WildcardPattern(text, caseInsensitive: true)

  init(_ value: Located<String>, isNegated: Bool, of statement: StatementFacts, _ catalog: CatalogMemory) {
    text = value.value
    range = value.range
    self.isNegated = isNegated
    self.statement = statement
    hasWildcard = value.value.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
    if let colon = value.value.utf8.firstIndex(of: UInt8(ascii: ":")) {
      let prefix = String(value.value[..<colon])
      self.prefix = prefix
      service = catalog.service(named: prefix)
    } else {
      prefix = nil
      service = nil
    }
  }

  /// Whether it is `*`.
  public var isEverything: Bool { text == "*" }

  /// What stands behind the colon.
  public var name: String { prefix.map { String(text.dropFirst($0.count + 1)) } ?? "" }

  /// The action of AWS's that it names; `nil` when there is none, or it holds a wildcard.
  private(set) lazy var named: Action? = hasWildcard ? nil : statement.policy.catalog.catalog.action(named: text)

  /// AWS's actions that it covers.
  public private(set) lazy var expansion: [Action] =
    hasWildcard ? statement.policy.catalog.actions(matching: text) : named.map { [$0] } ?? []

  /// What the actions that it covers do.
  public private(set) lazy var coverage: PatternCoverage = statement.policy.catalog.coverage(of: text)

  /// Whether it is `*`, or `*:*`, which means the same.
  public var isEveryAction: Bool { isEverything || text == "*:*" }

  /// Whether it covers all actions of its service: `s3:*`, also written `s3:**` or `s3:?*`.
  public var isWholeService: Bool {
    guard hasWildcard, let prefix else { return false }
    var stars = 0
    var others = 0
    for byte in text.utf8.dropFirst(prefix.utf8.count + 1) {
      switch byte {
      case UInt8(ascii: "*"): stars += 1
      case UInt8(ascii: "?"): others += 1
      default: return false
      }
    }
    return stars > 0 && others < 3
  }

  /// Whether it covers an action; no allocation for the many that obviously do not.
  public func covers(_ action: String) -> Bool {
    var rest = action.utf8.makeIterator()
    for byte in text.utf8 {
      if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") { return pattern.matches(action) }
      guard let other = rest.next(), Self.lowercased(byte) == Self.lowercased(other) else { return false }
    }
    return rest.next() == nil
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
