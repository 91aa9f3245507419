import PolicyAnalysis
import PolicyLanguage
public import ServiceCatalog
public import SourceText
public import Wildcards

/// A value of `Action` or `NotAction`.
public final class ActionFacts {
  /// Its bytes, with quotes.
  public let range: ByteRange
  /// Whether it stands in `NotAction`.
  public let isNegated: Bool
  // INVARIANT: the statement owns its actions.
  /// The statement that it is part of.
  public unowned let statement: StatementFacts
  /// What is known of the text.
  let written: ActionPattern

  init(_ value: Located<String>, isNegated: Bool, of statement: StatementFacts, _ catalog: CatalogMemory) {
    range = value.range
    self.isNegated = isNegated
    self.statement = statement
    written = catalog.pattern(ofAction: value.value)
  }

  /// The value as written.
  public var text: String { written.text }
  /// Its prefix; `nil` for `*` and what is no action.
  public var prefix: String? { written.prefix }
  /// The service of the prefix; `nil` when there is none.
  public var service: Service? { written.service }
  /// Whether it holds a wildcard.
  public var hasWildcard: Bool { written.hasWildcard }
  /// Its pattern, without regard to case.
  public var pattern: WildcardPattern { written.pattern }

  /// Whether it is `*`.
  public var isEverything: Bool { written.isEverything }

  /// What stands behind the colon.
  public var name: String { prefix.flatMap { String(text.utf8.dropFirst($0.utf8.count + 1)) } ?? "" }

  /// The action of AWS's that it names; `nil` when there is none, or it holds a wildcard.
  var named: Action? { written.named }

  /// AWS's actions that it covers.
  public var expansion: [Action] { written.expansion }

  /// What the actions that it covers do.
  var coverage: PatternCoverage { written.coverage }

  /// Whether it is `*`, or `*:*`, which means the same.
  public var isEveryAction: Bool { written.isEveryAction }

  /// Whether it covers all actions of its service: `s3:*`, also written `s3:**` or `s3:?*`.
  public var isWholeService: Bool { written.isWholeService }

  /// Whether it may cover actions of some services: spares most a comparison of names.
  func mayBe(of services: ServiceMask) -> Bool { written.outline.services.meets(services) }

  /// Whether it covers an action; no allocation for the many that obviously do not.
  public func covers(_ action: String) -> Bool {
    if written.hasWildcard { return pattern.matches(action) }
    if text.utf8.count != action.utf8.count { return false }
    return text.withBytes { mine in
      action.withBytes { other in
        mine.indices.allSatisfy { WildcardEncoding.lowercased(mine[$0]) == WildcardEncoding.lowercased(other[$0]) }
      }
    }
  }
}
