/// Reference 6.2, Numeric: an integer or decimal of any length, compared exactly.
struct ReferenceNumber: Hashable {
  /// Whether it is below zero.
  var isNegative: Bool
  /// Digits before the point, without leading zeros.
  var whole: [UInt8]
  /// Digits after the point, without trailing zeros.
  var fraction: [UInt8]

  /// Reads an optional sign, digits with or without a point among them, and an optional power of ten, as JSON has it.
  init?(_ text: String) {
    let zero = UInt8(ascii: "0")
    let halves = Array(text.utf8).split(omittingEmptySubsequences: false) { $0 | 0x20 == UInt8(ascii: "e") }
    guard let first = halves.first, halves.count <= 2 else { return nil }
    var digits = Array(first)
    isNegative = Self.takeSign(&digits)
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ $0.allSatisfy(Self.isDigit) }), parts.contains(where: { !$0.isEmpty }),
      var power = halves.count == 2 ? Self.power(Array(halves[1])) : 0
    else { return nil }
    whole = Array(parts[0])
    fraction = parts.count == 2 ? Array(parts[1]) : []
    while power > 0 {
      whole.append(fraction.isEmpty ? zero : fraction.removeFirst())
      power -= 1
    }
    while power < 0 {
      fraction.insert(whole.popLast() ?? zero, at: 0)
      power += 1
    }
    whole = Array(whole.drop { $0 == zero })
    while fraction.last == zero { fraction.removeLast() }
    if whole.isEmpty, fraction.isEmpty { isNegative = false }
  }

  private static func takeSign(_ digits: inout [UInt8]) -> Bool {
    guard let first = digits.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") else { return false }
    digits.removeFirst()
    return first == UInt8(ascii: "-")
  }

  /// A power of ten of up to three digits.
  private static func power(_ text: [UInt8]) -> Int? {
    var digits = text
    let isNegative = takeSign(&digits)
    guard (1...3).contains(digits.count), digits.allSatisfy(isDigit) else { return nil }
    let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return isNegative ? -value : value
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
