/// Reference 6.2, Numeric: an integer or decimal of any length, compared exactly.
struct ReferenceNumber: Hashable {
  /// Whether it is below zero.
  var isNegative: Bool
  /// Digits before the point, without leading zeros.
  var whole: [UInt8]
  /// Digits after the point, without trailing zeros.
  var fraction: [UInt8]

  /// Reads an optional sign, digits, and an optional point with digits.
  init?(_ text: String) {
    var digits = Array(text.utf8)
    isNegative = digits.first == UInt8(ascii: "-")
    if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 1 || parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isDigit) }) else {
      return nil
    }
    let zero = UInt8(ascii: "0")
    whole = Array(parts[0].drop { $0 == zero })
    fraction = parts.count == 2 ? Array(parts[1]) : []
    while fraction.last == zero { fraction.removeLast() }
    if whole.isEmpty, fraction.isEmpty { isNegative = false }
  }

  /// Makes a whole number, with digits after the point.
  init(_ value: Int, fraction: [UInt8] = []) {
    isNegative = value < 0
    whole = value == 0 ? [] : Array(String(value.magnitude).utf8)
    self.fraction = fraction
  }

  /// Negative, zero or positive, as this number is below, equal to or above another.
  func compared(to other: ReferenceNumber) -> Int {
    if isNegative != other.isNegative { return isNegative ? -1 : 1 }
    let outcome = comparedMagnitude(to: other)
    return isNegative ? -outcome : outcome
  }

  private func comparedMagnitude(to other: ReferenceNumber) -> Int {
    if whole.count != other.whole.count { return whole.count < other.whole.count ? -1 : 1 }
    for (left, right) in zip(whole + fraction, other.whole + other.fraction) where left != right {
      return left < right ? -1 : 1
    }
    if fraction.count == other.fraction.count { return 0 }
    return fraction.count < other.fraction.count ? -1 : 1
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
