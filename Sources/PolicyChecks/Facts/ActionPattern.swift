import PolicyAnalysis
import ServiceCatalog
import Wildcards

/// A text that stands in `Action` or `NotAction`, with what is known of it; one for all statements that write it.
final class ActionPattern {
  /// The text.
  let text: String
  /// Its prefix; `nil` for `*` and what is no action.
  let prefix: String?
  /// The prefix in lower case.
  let foldedPrefix: String?
  /// The service of the prefix; `nil` when there is none.
  let service: Service?
  /// Whether it holds a wildcard.
  let hasWildcard: Bool
  /// Whether it is `*`.
  let isEverything: Bool
  /// Whether it is `*`, or `*:*`, which means the same.
  let isEveryAction: Bool
  /// It in a few bits.
  let outline: ActionOutline
  /// A hash of it without regard to case.
  let foldedHash: FoldedHash
  /// Whether it holds no other characters than those of ASCII.
  let isASCII: Bool
  // INVARIANT: the memory owns what it knows.
  private unowned let memory: CatalogMemory
  private var lackedKeys: [String: Bool] = [:]

  init(_ text: String, in memory: CatalogMemory) {
    self.text = text
    self.memory = memory
    let reading = ActionReading(text)
    outline = reading.outline
    foldedHash = reading.hash
    isASCII = reading.isASCII
    hasWildcard = outline.hasPattern
    isEverything = hasWildcard && text == "*"
    isEveryAction = isEverything || hasWildcard && text == "*:*"
    if let length = reading.prefixLength {
      let prefix = text.withBytes { String(decoding: UnsafeBufferPointer(rebasing: $0[..<length]), as: UTF8.self) }
      self.prefix = prefix
      foldedPrefix = prefix.lowercased()
      service = memory.service(named: prefix)
    } else {
      prefix = nil
      foldedPrefix = nil
      service = nil
    }
  }

  /// Whether its service is AWS KMS.
  private(set) lazy var isOfKMS = service?.prefix == "kms"
  /// Whether it may set tags, by its text alone: most are done with here.
  private(set) lazy var mayTag = hasWildcard || foldedText.holds("tag")
  /// The text in lower case.
  private(set) lazy var foldedText = text.lowercased()
  /// It as a pattern, without regard to case.
  private(set) lazy var pattern = WildcardPattern(text, caseInsensitive: true)
  /// The action of AWS's that it names; `nil` when there is none, or it holds a wildcard.
  private(set) lazy var named: Action? = hasWildcard ? nil : memory.catalog.action(named: text)
  /// AWS's actions that it covers.
  private(set) lazy var expansion: [Action] = hasWildcard ? memory.actions(matching: text) : named.map { [$0] } ?? []
  /// Whether there is none.
  var coversNothing: Bool { hasWildcard ? expansion.isEmpty : named == nil }
  /// Whether AWS had them all once and has them no more.
  private(set) lazy var isRetired: Bool =
    hasWildcard ? !expansion.isEmpty && expansion.allSatisfy(\.isRetired) : named?.isRetired ?? false
  /// Whether it names actions that exist, of a service that exists: all that rules on names ask of most.
  private(set) lazy var isInOrder: Bool =
    service.map { !$0.isRetired } ?? false && !coversNothing && !isRetired
  /// Those of them that exist still.
  private(set) lazy var current: [KnownAction] =
    hasWildcard
    ? expansion.compactMap { $0.isRetired ? nil : memory.known($0) }
    : named.map { $0.isRetired ? [] : [memory.known($0)] } ?? []
  /// What they do.
  private(set) lazy var coverage = PatternCoverage(current)
  /// Whether all of them are about tags and nothing else.
  private(set) lazy var isOnTags = expansion.allSatisfy { memory.known($0).isOnTags }
  /// The first of them that sets tags of what is there: taking a tag away gives no access by it.
  private(set) lazy var tagging: KnownAction? = expansion.lazy.map(memory.known).first(where: \.setsTags)
  /// Those of them that ways to more permissions take.
  private(set) lazy var escalating = memory.escalation.actions(of: text)
  /// Those of them whose every request names a resource.
  private(set) lazy var limitable: [KnownAction] =
    current.allSatisfy(\.isLimitable) ? current : current.filter(\.isLimitable)
  /// Whether one of them hands out credentials, reads what is stored, or gives access.
  private(set) lazy var isSensitive: Bool = current.contains { $0.sensitivity.isMoreThanWriting }

  /// Whether no request for an action that it covers has a condition key, which is named as in the catalogue, as far as AWS's
  /// reference describes the actions.
  func lacks(_ key: String) -> Bool {
    if let known = lackedKeys[key] { return known }
    let lacks = !current.isEmpty && findsLacking(key)
    lackedKeys[key] = lacks
    return lacks
  }

  private func findsLacking(_ name: String) -> Bool {
    var service: Service?
    var key: ConditionKey?
    for action in current {
      guard action.action.isDescribed else { return false }
      if action.service != service {
        service = action.service
        key = memory.key(inCatalogAs: name, of: action.service)
      }
      if let key, action.action.canHave(key) { return false }
    }
    return true
  }

  /// Whether it covers all actions of its service: `s3:*`, also written `s3:**` or `s3:?*`.
  private(set) lazy var isWholeService: Bool = {
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
  }()
}
