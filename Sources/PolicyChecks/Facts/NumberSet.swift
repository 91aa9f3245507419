/// Numbers of the catalogue, a bit for each: for lists of which each element is asked for once.
struct NumberSet {
  private var words: [UInt64]

  /// An empty set for numbers from 0.
  init(below end: Int) { words = Array(repeating: 0, count: (end + 63) / 64) }

  /// Adds a number; whether it was missing.
  mutating func insert(_ number: Int) -> Bool {
    let bit: UInt64 = 1 << UInt64(number & 63)
    if words[number >> 6] & bit != 0 { return false }
    words[number >> 6] |= bit
    return true
  }
}
