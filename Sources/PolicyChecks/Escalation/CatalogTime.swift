/// A day as the condition keys `aws:CurrentTime` and `aws:EpochTime` give it.
struct CatalogTime: Sendable {
  /// As `aws:CurrentTime`.
  let text: String
  /// As `aws:EpochTime`.
  let seconds: String

  /// A time far beyond the dates of policies.
  static let distant = CatalogTime("2199-01-01")

  /// The beginning of a day, `2026-10-20`.
  init(_ day: String) {
    text = day + "T00:00:00Z"
    seconds = Self.days(day).map { String($0 * 86_400) } ?? "0"
  }

  /// The seconds since 1970 of the beginning of the day of a time, `2026-10-20T12:30:00+00:00`; `nil` when it is none.
  static func seconds(_ time: String) -> Double? { days(String(time.prefix(10))).map { Double($0) * 86_400 } }

  /// The days since 1970 of a day, `2026-10-20`.
  private static func days(_ day: String) -> Int? {
    let parts = day.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, (1...12).contains(parts[1]), (1...31).contains(parts[2]), (1970...9999).contains(parts[0])
    else { return nil }
    // Years begin in March, so that the day that some have is their last.
    let year = parts[1] > 2 ? parts[0] : parts[0] - 1
    let month = (parts[1] + 9) % 12
    let leapDays = year / 4 - year / 100 + year / 400
    return year * 365 + leapDays + (month * 153 + 2) / 5 + parts[2] - 1 - 719_468
  }
}
