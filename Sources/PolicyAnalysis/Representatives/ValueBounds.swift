import Authorization

/// Values on, between and beyond those that the clauses on a key name.
///
/// Each gives the texts, and whether they stand for all values: one of each class that the named ones tell apart.
enum ValueBounds {
  /// Numbers.
  static func numbers(_ named: [String]) -> (texts: [String], isExact: Bool) {
    let readable = named.filter { ConditionOperand.isNumber($0) }
    let whole = Set(readable.compactMap(Int.init)).filter { abs($0) < 1_000_000_000_000_000 }.sorted()
    var texts = readable
    guard let first = whole.first, let last = whole.last else { return (texts + ["1"], readable.isEmpty) }
    for (a, b) in zip(whole, whole.dropFirst()) { texts.append(b - a > 1 ? "\(a + 1)" : half(above: a)) }
    texts += ["\(first - 1)", "\(last + 1)"]
    return (texts, readable.allSatisfy { text in Int(text).map { whole.contains($0) } ?? false })
  }

  /// The number half a step above a whole one.
  private static func half(above number: Int) -> String { number < 0 ? "-\(-(number + 1)).5" : "\(number).5" }

  /// Dates, also as seconds since 1970.
  static func dates(_ named: [String]) -> (texts: [String], isExact: Bool) {
    let readable = named.filter { ConditionOperand.isDate($0) }
    let far = ["1970-01-02T00:00:00Z", "2199-01-01T00:00:00Z"]
    let isExact = readable.allSatisfy { text in
      guard !text.contains("."), let year = Int(text.prefix(4)) else { return false }
      return text.dropFirst(4).first == "-" && (1971..<2199).contains(year)
    }
    return (readable.flatMap { [$0, justAfter($0)] } + far, isExact)
  }

  /// Half a second later.
  static func justAfter(_ date: String) -> String {
    if date.hasSuffix("Z"), !date.contains("."), date.count == 20 { return date.dropLast() + ".5Z" }
    return date.contains("-") && !date.contains("T") ? day(date) + "T00:00:00.5Z" : date + ".5"
  }

  /// The first day of a year or month.
  private static func day(_ date: String) -> String {
    switch date.count {
    case 4: return date + "-01-01"
    case 7: return date + "-01"
    default: return date
    }
  }

  /// Addresses: in each range beside those within it, and in none.
  ///
  /// The ranges of a family are nested or apart, so that each class begins where a range begins or ends.
  static func addresses(_ named: [String]) -> (texts: [String], isExact: Bool) {
    let networks = named.compactMap { ConditionOperand.network($0) }
    var texts: [String] = []
    for network in networks {
      if network.prefixLength < network.width - 1 { texts.append(text(network.start + 1, network)) }
      texts.append(text(network.start, network))
    }
    texts += ["198.51.100.1", "2001:db8:ffff::1"]
    for network in networks {
      let size = network.width - network.prefixLength
      let (end, overflow) = network.start.addingReportingOverflow(size < 128 ? 1 << UInt128(size) : 0)
      if size < 128, !overflow, network.isIPv6 || end < 1 << 32 { texts.append(text(end, network)) }
    }
    return (texts + ["0.0.0.0", "::"], true)
  }

  private static func text(_ address: UInt128, _ network: ConditionOperand.Network) -> String {
    if network.isIPv6 {
      return (0..<8).map { String(UInt16(truncatingIfNeeded: address >> UInt128(112 - 16 * $0)), radix: 16) }
        .joined(separator: ":")
    }
    return (0..<4).map { String(UInt8(truncatingIfNeeded: address >> UInt128(24 - 8 * $0))) }.joined(separator: ".")
  }
}
