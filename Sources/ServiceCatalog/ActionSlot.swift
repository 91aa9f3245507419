/// An entry of the hash table of actions, whose free slots are 0.
///
/// The number of the action and one more in 16 bits, that of its service in 9, and the fingerprint of its name in 7.
struct ActionSlot {
  let bits: Int

  /// How many actions and services a table can tell apart.
  static let limits = (actions: 0xFFFF, services: 0x200)

  init(bits: Int) { self.bits = bits }

  init(action: Int, service: Int, fingerprint: Int) { bits = fingerprint << 25 | service << 16 | action + 1 }

  var isFree: Bool { bits == 0 }
  /// The number of the action; -1 when damage left none.
  var action: Int { bits & 0xFFFF - 1 }
  var service: Int { bits >> 16 & 0x1FF }
  var fingerprint: Int { bits >> 25 }

  /// The slots of a table for so many actions: a power of two of which they fill at most seven eighths.
  static func count(forActions actions: Int) -> Int {
    var slots = 8
    while slots * 7 < actions * 8 { slots *= 2 }
    return slots
  }
}
