import Testing

@testable import Authorization

@Suite("Reading values")
struct ValueReadingTests {
  private func with<Result>(_ text: String, _ body: (Bytes) -> Result) -> Result {
    Array(text.utf8).withUnsafeBufferPointer(body)
  }

  @Test(arguments: [
    ("1", "1.0"), ("-0", "0"), ("1e3", "1000"), ("1.5e1", "15"), ("100e-2", "1"), ("+7", "7"), (".5", "0.5"),
    ("5.", "5"), ("0000012", "12"),
  ])
  func equalNumbersAreEqual(a: String, b: String) {
    let first = with(a) { DecimalNumber($0) }
    #expect(first != nil && first == with(b) { DecimalNumber($0) })
  }

  @Test func numbersBeyondDoublePrecisionDiffer() {
    #expect(with("9007199254740993") { DecimalNumber($0) } != with("9007199254740992") { DecimalNumber($0) })
    #expect(with("0.1") { DecimalNumber($0) } != with("0.1000000000000000055") { DecimalNumber($0) })
  }

  @Test(arguments: [
    "", "-", ".", "e3", "1e", "1e+", "ten", "1 ", " 1", "0x10", "1e9999", "1e30", "--1", "1.2.3",
    "12345678901234567890123456789012345678901234567890",
  ])
  func otherTextsAreNoNumbers(text: String) { #expect(with(text) { DecimalNumber($0) } == nil) }

  /// Forms: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
  /// Seconds computed with `date -u -d … +%s`.
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", "0"), ("2000", "946684800"), ("2000-03", "951868800"), ("2000-02-29", "951782400"),
    ("2026-11-21T05:48:00Z", "1795240080"), ("2026-11-21T05:48Z", "1795240080"),
    ("2026-11-21T07:18:00+01:30", "1795240080"), ("2026-11-20T22:48:00-07:00", "1795240080"),
    ("2026-11-21T05:48:00.25Z", "1795240080.25"), ("1969-12-31T23:59:59Z", "-1"), ("1900-03-01", "-2203891200"),
    ("19999", "19999"),
  ])
  func instantsAreSecondsSince1970(text: String, seconds: String) {
    let instant = with(text) { Instant.parse($0) }
    #expect(instant != nil && instant == with(seconds) { DecimalNumber($0) })
  }

  @Test(arguments: [
    "", "2026-13", "2026-00", "2026-02-29", "2026-11-31", "2026-1-1", "2026-11-21T", "2026-11-21T05Z",
    "2026-11-21T05:48", "2026-11-21T24:00Z", "2026-11-21T05:48:61Z", "2026-11-21T05:48:00.Z", "2026-11-21T05:48:0Z",
    "2026-11-21 05:48Z", "2026-11-21T05:48Z ", "20261121T054800Z", "yesterday",
  ])
  func otherTextsAreNoInstants(text: String) { #expect(with(text) { Instant.parse($0) } == nil) }

  @Test(arguments: [
    ("203.0.113.0/24", "203.0.113.255", true), ("203.0.113.77/24", "203.0.113.1", true),
    ("203.0.113.0/24", "203.0.114.0", false), ("0.0.0.0/0", "255.255.255.255", true), ("0.0.0.0/0", "::1", false),
    ("::/0", "2001:db8::1", true), ("::/0", "10.0.0.1", false), ("2001:db8::/33", "2001:db8:8000::", false),
    ("2001:DB8::1", "2001:db8:0:0:0:0:0:1", true), ("10.0.0.1", "10.0.0.2", false),
    ("::ffff:0:0/96", "::ffff:203.0.113.1", true), ("203.0.113.0/24", "203.0.113.0/25", false),
  ])
  func rangesContainAddresses(range: String, address: String, expected: Bool) throws {
    let range = try #require(with(range) { AddressRange($0) })
    let address = try #require(with(address) { AddressRange($0) })
    #expect(range.contains(address) == expected)
  }

  @Test(arguments: [
    "", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4/33", "1.2.3.4/", "1.2.3.4/-1", "1.2.3.4/08", "::/129",
    ":::",
    "1.2.3.4 ", "g::1", "a", "::1%eth0",
  ])
  func otherTextsAreNoAddresses(text: String) { #expect(with(text) { AddressRange($0) } == nil) }
}
