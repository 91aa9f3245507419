/// Reference 6.2, Date: the W3C profile of ISO 8601, or seconds since 1970.
/// https://www.w3.org/TR/NOTE-datetime
struct ReferenceInstant: Hashable {
  /// Seconds since the beginning of 1970, UTC.
  var seconds: ReferenceNumber

  /// Reads a date; U15: what is left out is the start of the period, and four digits are a year.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    let isYear = bytes.count == 4 && bytes.allSatisfy(ReferenceNumber.isDigit)
    if !isYear, let number = ReferenceNumber(text) {
      seconds = number
      return
    }
    var reader = Reader(bytes: bytes)
    guard let year = reader.number(digits: 4) else { return nil }
    var month = 1
    var day = 1
    var time = Time()
    if reader.take("-") {
      guard let given = reader.number(digits: 2) else { return nil }
      month = given
      if reader.take("-") {
        guard let given = reader.number(digits: 2) else { return nil }
        day = given
        if reader.take("T") {
          guard let given = Time(&reader) else { return nil }
          time = given
        }
      }
    }
    guard reader.isAtEnd, (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, of: year) else {
      return nil
    }
    let days = Self.daysBefore(year: year) + (1..<month).reduce(0) { $0 + Self.days(inMonth: $1, of: year) } + day - 1
    let whole = (days * 24 + time.hour) * 3600 + time.minute * 60 + time.second - time.offset
    seconds = Self.sum(whole, time.fraction)
  }

  /// A time of day with its distance from UTC.
  struct Time {
    var hour = 0
    var minute = 0
    var second = 0
    /// Digits after the point of the second, without trailing zeros.
    var fraction: [UInt8] = []
    /// Seconds by which the clock is ahead of UTC.
    var offset = 0

    init() {}

    /// Reads `hh:mm`, `hh:mm:ss` or `hh:mm:ss.s` and then `Z` or `±hh:mm`, which must be there.
    fileprivate init?(_ reader: inout Reader) {
      guard let hour = reader.number(digits: 2), reader.take(":"), let minute = reader.number(digits: 2) else {
        return nil
      }
      self.hour = hour
      self.minute = minute
      if reader.take(":") {
        guard let given = reader.number(digits: 2) else { return nil }
        second = given
        if reader.take(".") {
          fraction = reader.digits()
          if fraction.isEmpty { return nil }
          while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
        }
      }
      guard hour < 24, minute < 60, second < 60 else { return nil }
      if reader.take("Z") { return }
      let ahead = reader.take("+")
      guard ahead || reader.take("-"), let hours = reader.number(digits: 2), reader.take(":"),
        let minutes = reader.number(digits: 2), hours < 24, minutes < 60
      else { return nil }
      offset = (hours * 60 + minutes) * (ahead ? 60 : -60)
    }
  }

  /// Whole seconds and a fraction that counts upwards, also before 1970.
  private static func sum(_ whole: Int, _ fraction: [UInt8]) -> ReferenceNumber {
    if whole >= 0 || fraction.isEmpty { return ReferenceNumber(whole, fraction: fraction) }
    // -5 s and .25 s are -4.75 s: the magnitude's fraction is the tens' complement.
    var complement = fraction.map { UInt8(ascii: "9") - ($0 - UInt8(ascii: "0")) }
    complement[complement.count - 1] += 1
    var number = ReferenceNumber(whole + 1, fraction: complement)
    number.isNegative = true
    return number
  }

  private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: return isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  /// Days from the beginning of 1970 to the beginning of a year, counted year by year.
  private static func daysBefore(year: Int) -> Int {
    if year >= 1970 { return (1970..<year).reduce(0) { $0 + (isLeap($1) ? 366 : 365) } }
    return (year..<1970).reduce(0) { $0 - (isLeap($1) ? 366 : 365) }
  }

  /// Reads from the front of a text.
  fileprivate struct Reader {
    var bytes: [UInt8]
    var index = 0

    var isAtEnd: Bool { index == bytes.count }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
      index += 1
      return true
    }

    mutating func digits() -> [UInt8] {
      let start = index
      while index < bytes.count, ReferenceNumber.isDigit(bytes[index]) { index += 1 }
      return Array(bytes[start..<index])
    }

    mutating func number(digits count: Int) -> Int? {
      guard index + count <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[index..<index + count] {
        guard ReferenceNumber.isDigit(byte) else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      index += count
      return value
    }
  }
}
