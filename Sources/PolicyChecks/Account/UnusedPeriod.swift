/// Some days, up to the time at which AWS looked, in which something was used or not.
struct UnusedPeriod {
  /// How many.
  let days: Int
  /// Its end, in seconds since 1970-01-01T00:00:00Z.
  private let end: Double

  /// - Parameters:
  ///   - report: when AWS looked, in ISO 8601: what was used later it cannot know.
  ///   - now: the current time, where it is not said when AWS looked.
  /// - Returns: `nil` when neither is known.
  init?(days: Int, until report: String?, now: Double?) {
    guard let end = report.flatMap(CatalogTime.seconds) ?? now else { return nil }
    self.days = days
    self.end = end
  }

  /// How many days before its end something was, in ISO 8601; `nil` when that is not known.
  func age(_ time: String?) -> Int? { time.flatMap(CatalogTime.seconds).map { Int((end - $0) / 86_400) } }

  /// Whether it began after something was made or last used; `false` when that is not known.
  func began(after time: String?) -> Bool { age(time).map { $0 >= days } ?? false }

  /// Whether something was not used in it.
  ///
  /// What was made or granted in the meantime may yet be used.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-unused.html
  func lacksUse(lastUsed: String?, since made: String?) -> Bool { began(after: lastUsed ?? made) }

  /// For people: how long ago something was used.
  func words(lastUsed: String?) -> String { age(lastUsed).map { "\($0) days" } ?? "never" }
}
