/// Reads the instants of the `Date` operators.
///
/// The W3C profile of ISO 8601 (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `YYYY-MM-DDThh:mmTZD`, `…:ssTZD`, `…:ss.sTZD` with `Z` or
/// `±hh:mm`) or seconds since 1970. What is left out is the start of the period, and a bare four-digit number is a year: AWS
/// documents neither (docs/undocumented-by-aws.md, U15).
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
enum Instant {
  /// Seconds since 1970; `nil` when the text is no instant.
  static func parse(_ text: Bytes) -> DecimalNumber? {
    var reader = Reader(text: text)
    guard let year = reader.digits(4) else { return DecimalNumber(text) }
    if reader.isAtEnd { return start(year, 1, 1) }
    // Five digits, or a point after four: seconds since 1970.
    guard reader.take("-") else { return DecimalNumber(text) }
    guard let month = reader.digits(2), (1...12).contains(month) else { return nil }
    if reader.isAtEnd { return start(year, month, 1) }
    guard reader.take("-"), let day = reader.digits(2), day >= 1, day <= days(in: month, of: year) else { return nil }
    let midnight = start(year, month, day)
    if reader.isAtEnd { return midnight }
    guard reader.take("T") || reader.take("t"), let time = reader.timeOfDay() else { return nil }
    return DecimalNumber(scaled: midnight.scaled + time.scaled)
  }

  /// Midnight UTC of a day of the Gregorian calendar.
  private static func start(_ year: Int, _ month: Int, _ day: Int) -> DecimalNumber {
    // Counted in years that begin in March, so that leap days come last.
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return DecimalNumber((era * 146_097 + dayOfEra - 719_468) * 86_400)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  private struct Reader {
    var text: Bytes
    var index = 0

    init(text: Bytes) { self.text = text }

    var isAtEnd: Bool { index == text.count }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
      guard index < text.count, text[index] == UInt8(ascii: scalar) else { return false }
      index += 1
      return true
    }

    mutating func digits(_ count: Int) -> Int? {
      guard text.count - index >= count else { return nil }
      var value = 0
      for offset in index..<index + count {
        guard text[offset] &- UInt8(ascii: "0") < 10 else { return nil }
        value = value * 10 + Int(text[offset] &- UInt8(ascii: "0"))
      }
      index += count
      return value
    }

    /// `hh:mm[:ss[.s…]]` with its time zone, as seconds since midnight UTC.
    mutating func timeOfDay() -> DecimalNumber? {
      guard let hour = digits(2), hour < 24, take(":"), let minute = digits(2), minute < 60 else { return nil }
      var seconds = DecimalNumber(hour * 3600 + minute * 60)
      if take(":") {
        let start = index
        while index < text.count, text[index] &- UInt8(ascii: "0") < 10 || text[index] == UInt8(ascii: ".") {
          index += 1
        }
        let part = text.part(start, index)
        guard part.count == 2 || (part.count > 3 && part[2] == UInt8(ascii: ".")), let value = DecimalNumber(part),
          value < DecimalNumber(61)
        else { return nil }
        seconds.scaled += value.scaled
      }
      guard let offset = timeZone(), isAtEnd else { return nil }
      return DecimalNumber(scaled: seconds.scaled - DecimalNumber(offset).scaled)
    }

    /// `Z` or `±hh:mm`, in seconds east of UTC.
    private mutating func timeZone() -> Int? {
      if take("Z") || take("z") { return 0 }
      let isWest = take("-")
      guard isWest || take("+"), let hours = digits(2), hours < 24, take(":"), let minutes = digits(2), minutes < 60
      else { return nil }
      return (hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
    }
  }
}
