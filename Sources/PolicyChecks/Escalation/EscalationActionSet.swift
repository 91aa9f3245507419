/// A set of the actions that ways to more permissions take, a bit for each.
struct EscalationActionSet: Sendable, Hashable {
  private var bits = SIMD4<UInt64>()

  var isEmpty: Bool { bits == SIMD4() }

  mutating func insert(_ number: Int) { bits[number / 64] |= 1 << UInt64(number % 64) }

  func contains(_ number: Int) -> Bool { bits[number / 64] >> UInt64(number % 64) & 1 == 1 }

  mutating func formUnion(_ other: EscalationActionSet) { bits |= other.bits }

  func isSuperset(of other: EscalationActionSet) -> Bool { bits & other.bits == other.bits }

  func isDisjoint(with other: EscalationActionSet) -> Bool { bits & other.bits == SIMD4() }

  func subtracting(_ other: EscalationActionSet) -> EscalationActionSet {
    var result = self
    result.bits &= ~other.bits
    return result
  }
}
