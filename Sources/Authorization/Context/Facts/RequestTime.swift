/// A moment, in whole seconds.
public struct RequestTime: Sendable, Hashable {
  /// Seconds since 1970, in UTC.
  public var secondsSince1970: Int

  /// Makes a moment.
  public init(secondsSince1970: Int) { self.secondsSince1970 = secondsSince1970 }

  /// Reads a date as conditions do: `2026-01-31`, `2026-01-31T12:00:00Z`, seconds since 1970; `nil` for anything else.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
  public init?(_ text: String) {
    var text = text
    guard let number = text.withUTF8({ Instant.parse($0) }) else { return nil }
    var whole = number.scaled / DecimalNumber.scale
    if number.scaled < 0, number.scaled % DecimalNumber.scale != 0 { whole -= 1 }
    guard let seconds = Int(exactly: whole), Self.dated.contains(seconds) else { return nil }
    secondsSince1970 = seconds
  }

  /// From the year 1 to the year 9999, which have four digits.
  private static let dated = -62_135_596_800..<253_402_300_800

  /// The moment as AWS writes it: `2026-01-31T12:00:00Z`.
  public var iso8601: String {
    let (days, second) = Self.divide(secondsSince1970, by: 86_400)
    // Counted in years that begin in March, so that leap days come last.
    let (era, dayOfEra) = Self.divide(days + 719_468, by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(Self.digits(year, 4))-\(Self.digits(month, 2))-\(Self.digits(day, 2))T"
      + "\(Self.digits(second / 3600, 2)):\(Self.digits(second / 60 % 60, 2)):\(Self.digits(second % 60, 2))Z"
  }

  /// Quotient and remainder, the latter never negative.
  private static func divide(_ number: Int, by divisor: Int) -> (Int, Int) {
    let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  private static func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }
}
