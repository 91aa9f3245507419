/// Services in one number, so that whoever asks about a few of them is spared what has nothing to do with these.
///
/// Each service sets one of 64 bits, which it may share with others: what lacks the bit has nothing of the service, what has it
/// may.
public struct ServiceMask: Sendable {
  var bits: UInt64

  /// No service.
  public static let none = ServiceMask(bits: 0)
  /// Every service.
  public static let all = ServiceMask(bits: .max)

  init(bits: UInt64) { self.bits = bits }

  /// Some services, named by their prefixes in any case.
  public init(_ prefixes: some Sequence<String>) {
    bits = prefixes.reduce(0) { bits, prefix in
      var hash = FoldedHash()
      for byte in prefix.utf8 { hash.add(byte) }
      return bits | hash.bit
    }
  }

  /// Adds other services.
  public mutating func formUnion(_ other: ServiceMask) { bits |= other.bits }

  /// Whether the two may have a service in common.
  public func meets(_ other: ServiceMask) -> Bool { bits & other.bits != 0 }

  /// Whether all services of another mask may be among its own.
  func mayContain(_ other: ServiceMask) -> Bool { other.bits & ~bits == 0 }
}
