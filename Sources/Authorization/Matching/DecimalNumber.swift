/// A number of the `Numeric` operators and, as seconds since 1970, an instant of the `Date` operators: exact, never binary
/// floating point.
///
/// Holds 18 digits before and 18 after the decimal point, so that comparing is comparing integers. Fractions are cut off
/// beyond the 18th digit; larger numbers are unreadable (docs/undocumented-by-aws.md, U43).
struct DecimalNumber: BitwiseCopyable, Sendable, Hashable, Comparable {
  /// The number times 10¹⁸.
  var scaled: Int128

  static let fractionDigits = 18
  static let scale: Int128 = 1_000_000_000_000_000_000

  static func < (a: DecimalNumber, b: DecimalNumber) -> Bool { a.scaled < b.scaled }

  init(scaled: Int128) { self.scaled = scaled }

  init(_ value: Int) { scaled = Int128(value) * Self.scale }

  /// Reads `-12`, `3.5`, `1e3`; `nil` for anything else.
  init?(_ text: Bytes) {
    var index = 0
    let isNegative = Self.takeSign(text, &index)
    var digits: Int128 = 0
    var digitCount = 0
    var significant = 0
    var fraction = 0
    var seenPoint = false
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "."), !seenPoint {
        seenPoint = true
      } else if byte &- UInt8(ascii: "0") < 10 {
        digitCount += 1
        if !(seenPoint && fraction >= Self.fractionDigits) {
          digits = digits * 10 + Int128(byte &- UInt8(ascii: "0"))
          if digits != 0 { significant += 1 }
          if significant > 2 * Self.fractionDigits { return nil }
          if seenPoint { fraction += 1 }
        }
      } else {
        break
      }
      index += 1
    }
    guard digitCount > 0 else { return nil }
    var exponent = 0
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      guard let value = Self.exponent(text, &index) else { return nil }
      exponent = value
    }
    guard index == text.count else { return nil }
    var shift = Self.fractionDigits - fraction + exponent
    while shift > 0, digits != 0 {
      let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      digits = product
      shift -= 1
    }
    while shift < 0, digits != 0 {
      digits /= 10
      shift += 1
    }
    guard digits < Self.scale * Self.scale else { return nil }
    scaled = isNegative ? -digits : digits
  }

  private static func takeSign(_ text: Bytes, _ index: inout Int) -> Bool {
    guard index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") else { return false }
    index += 1
    return text[index - 1] == UInt8(ascii: "-")
  }

  private static func exponent(_ text: Bytes, _ index: inout Int) -> Int? {
    let isNegative = takeSign(text, &index)
    guard (1...3).contains(text.count - index) else { return nil }
    var value = 0
    while index < text.count {
      guard text[index] &- UInt8(ascii: "0") < 10 else { return nil }
      value = value * 10 + Int(text[index] &- UInt8(ascii: "0"))
      index += 1
    }
    return isNegative ? -value : value
  }
}
