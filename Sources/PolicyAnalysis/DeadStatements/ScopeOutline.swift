import PolicyLanguage
import Wildcards

/// A statement in a few bits, to tell most of those that do not contain each other.
///
/// It never says of one that contains another that it does not. A text sets one bit of 64: what has a bit that another lacks
/// has a text that the other lacks.
struct ScopeOutline {
  /// The actions, and their prefixes.
  private var names: UInt64 = 0
  private var prefixes: UInt64 = 0
  /// Whether an action holds a wildcard, and whether one does in its prefix.
  private var hasPattern = false
  private var hasPrefixPattern = false
  private let isNegated: Bool
  /// Whether the resources are `*`, among others; `nil` when that does not tell.
  private let coversEverything: Bool?

  init(action: ListElement, resource: ListElement?) {
    isNegated = action.isNegated
    if let resource, !resource.isNegated {
      coversEverything = resource.values.contains { $0.value == "*" }
    } else {
      coversEverything = nil
    }
    for value in action.values { add(value.value) }
  }

  private mutating func add(_ action: String) {
    // Fowler, Noll and Vo's hash: any would do.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var isPattern = false
    var hasPrefix = false
    for byte in action.utf8 {
      if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") { isPattern = true }
      if byte == UInt8(ascii: ":"), !hasPrefix {
        hasPrefix = true
        if isPattern { hasPrefixPattern = true } else { prefixes |= Self.bit(hash) }
      }
      hash = (hash ^ UInt64(WildcardEncoding.lowercased(byte))) &* 0x100_0000_01B3
    }
    if !hasPrefix { hasPrefixPattern = true }
    if isPattern { hasPattern = true } else { names |= Self.bit(hash) }
  }

  private static func bit(_ hash: UInt64) -> UInt64 { 1 << (hash >> 58) }

  /// Whether the statement can be about all that another one is about.
  func mayContain(_ other: ScopeOutline) -> Bool {
    if coversEverything == false, other.coversEverything == true { return false }
    guard !isNegated, !other.isNegated, !hasPrefixPattern else { return true }
    if other.hasPrefixPattern || other.prefixes & ~prefixes != 0 { return false }
    return hasPattern || !other.hasPattern && other.names & ~names == 0
  }
}
