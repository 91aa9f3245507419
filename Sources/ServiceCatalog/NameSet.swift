/// A set of numbers below a bound, as bits.
struct NameSet: Hashable {
  private var words: [UInt64]
  /// How many there are.
  private(set) var count: Int

  /// - Parameters:
  ///   - count: the bound.
  ///   - elements: the numbers.
  init(count: Int, _ elements: some Sequence<Int>) {
    words = Array(repeating: 0, count: (count + 63) / 64)
    for element in elements { words[element / 64] |= 1 << UInt64(element % 64) }
    self.count = words.reduce(0) { $0 + $1.nonzeroBitCount }
  }

  /// The numbers in ascending order.
  var elements: [Int] {
    words.indices.flatMap { word in (0..<64).filter { words[word] & 1 << UInt64($0) != 0 }.map { word * 64 + $0 } }
  }

  func intersection(_ other: NameSet) -> NameSet { combined(with: other, &) }
  func union(_ other: NameSet) -> NameSet { combined(with: other, |) }
  func subtracting(_ other: NameSet) -> NameSet { combined(with: other) { $0 & ~$1 } }

  private func combined(with other: NameSet, _ body: (UInt64, UInt64) -> UInt64) -> NameSet {
    var result = self
    result.count = 0
    for index in words.indices {
      result.words[index] = body(words[index], other.words[index])
      result.count += result.words[index].nonzeroBitCount
    }
    return result
  }
}
