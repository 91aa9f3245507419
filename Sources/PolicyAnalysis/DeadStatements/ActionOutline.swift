import Wildcards

/// Values of `Action` in a few bits, to tell most of those that have nothing in common.
public struct ActionOutline: Sendable {
  /// The services whose actions they can cover.
  public private(set) var services: ServiceMask
  /// A bit for each action without a wildcard.
  private var names: UInt64
  /// Whether one holds a wildcard, and whether one does in its prefix.
  public private(set) var hasPattern: Bool
  private var hasPrefixPattern: Bool

  /// That of no value.
  public static let none = ActionOutline()

  private init() {
    services = .none
    names = 0
    hasPattern = false
    hasPrefixPattern = false
  }

  /// That of one value; linear in its length.
  public init(_ action: String) { self = ActionReading(action).outline }

  fileprivate init(prefix: UInt64?, isPattern: Bool, _ hash: FoldedHash) {
    services = ServiceMask(bits: prefix ?? .max)
    hasPrefixPattern = prefix == nil || prefix == .max
    hasPattern = isPattern
    names = isPattern ? 0 : hash.bit
  }

  /// That of some values.
  public init(_ actions: [String]) {
    self = actions.reduce(into: .none) { $0.formUnion(ActionOutline($1)) }
  }

  /// Adds other values.
  public mutating func formUnion(_ other: ActionOutline) {
    services.bits |= other.services.bits
    names |= other.names
    hasPattern = hasPattern || other.hasPattern
    hasPrefixPattern = hasPrefixPattern || other.hasPrefixPattern
  }

  /// Whether the values can cover all actions that others cover.
  func mayContain(_ other: ActionOutline) -> Bool {
    if hasPrefixPattern { return true }
    if other.hasPrefixPattern || !services.mayContain(other.services) { return false }
    return hasPattern || !other.hasPattern && other.names & ~names == 0
  }
}

/// What one look at a value of `Action` tells.
public struct ActionReading: Sendable {
  /// It in a few bits.
  public let outline: ActionOutline
  /// A hash of it without regard to case.
  public let hash: FoldedHash
  /// The bytes before its first colon; `nil` when there is none.
  public let prefixLength: Int?
  /// Whether it holds no other characters than those of ASCII.
  public let isASCII: Bool

  /// Reads a value; linear in its length.
  public init(_ action: String) { self = action.withBytes { ActionReading($0) } }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    prefixLength = bytes.firstIndex(of: UInt8(ascii: ":"))
    let prefix = UnsafeBufferPointer(rebasing: bytes[..<(prefixLength ?? 0)])
    var hash = FoldedHash()
    for byte in prefix { hash.add(byte) }
    let prefixBit = hash.bit
    for byte in UnsafeBufferPointer(rebasing: bytes[prefix.count...]) { hash.add(byte) }
    self.hash = hash
    let isPattern = Self.hasWildcard(bytes)
    let services = isPattern && Self.hasWildcard(prefix) ? .max : prefixBit
    outline = ActionOutline(prefix: prefixLength == nil ? nil : services, isPattern: isPattern, hash)
    isASCII = bytes.allSatisfy { $0 < 0x80 }
  }

  private static func hasWildcard(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
  }
}
