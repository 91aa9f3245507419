import LintConfiguration
import Testing

@Suite struct CalendarDateTests {
  @Test(
    arguments: [
      ("2024-02-29", true), ("2023-02-29", false), ("2000-02-29", true), ("1900-02-29", false), ("2026-12-31", true),
      ("2026-13-01", false), ("2026-00-01", false), ("2026-04-31", false), ("2026-4-01", false), ("26-04-01", false),
      ("2026-04-01T00:00:00Z", false), ("", false), ("2026-04-0１", false), ("+026-04-01", false), ("0000-01-01", false),
    ])
  func reading(text: String, isDay: Bool) {
    #expect(CalendarDate(text)?.description == (isDay ? text : nil))
  }

  @Test func order() throws {
    let days = try ["2026-12-31", "2027-01-01", "2027-02-01", "2027-02-02"].map { try #require(CalendarDate($0)) }
    #expect(days == days.shuffled().sorted())
  }

  @Test(
    arguments: [
      (0, "1970-01-01"), (-1, "1969-12-31"), (951_782_400, "2000-02-29"), (951_868_800, "2000-03-01"),
      (1_709_164_800, "2024-02-29"), (1_767_225_599, "2025-12-31"), (1_767_225_600, "2026-01-01"),
      (4_107_542_399, "2100-02-28"), (4_107_542_400, "2100-03-01"),
    ] as [(Double, String)])
  func dayOfAnInstant(seconds: Double, day: String) {
    #expect(CalendarDate(secondsSince1970: seconds)?.description == day)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e15, -1e11])
  func noDay(seconds: Double) { #expect(CalendarDate(secondsSince1970: seconds) == nil) }
}
