/// One value of each class that comparisons with given values tell apart, for analyses that try requests.
///
/// Texts that cannot be read as such values are passed over: no comparison with them ever holds.
public enum ValueSamples {
  /// Numbers: those given, one between each two neighbours, one below and one above all.
  public static func numbers(around texts: [String]) -> [String] {
    samples(texts.compactMap { text in read(text) { DecimalNumber($0) } }).map(decimal)
  }

  /// Instants: those given, one between each two neighbours, one before and one after all; as seconds since 1970.
  public static func instants(around texts: [String]) -> [String] {
    samples(texts.compactMap { text in read(text) { Instant.parse($0) } }).map(decimal)
  }

  /// Addresses: one for each set of ranges that some address lies in and no others, outside of closed ranges.
  ///
  /// - Parameters:
  ///   - texts: the ranges, of either family.
  ///   - closed: ranges without samples.
  ///   - isClosed: whether one of `texts`, by its family and prefix length, is such a range as well.
  public static func addresses(
    in texts: [String], closed: [String] = [],
    isClosed: (_ isIPv6: Bool, _ prefixLength: Int) -> Bool = { _, _ in false }
  ) -> [String] {
    let ranges = texts.compactMap { text in read(text) { AddressRange($0) } }
    let alwaysClosed = closed.compactMap { text in read(text) { AddressRange($0) } }
    return [false, true].flatMap { isIPv6 -> [String] in
      let own = ranges.filter { $0.isIPv6 == isIPv6 }
      let shut = alwaysClosed.filter { $0.isIPv6 == isIPv6 } + own.filter { isClosed(isIPv6, Int($0.prefixLength)) }
      let open = own.filter { !isClosed(isIPv6, Int($0.prefixLength)) }
      return addresses(isIPv6: isIPv6, in: open, closed: shut)
    }
  }

  private static func read<Value>(_ text: String, _ reader: (Bytes) -> Value?) -> Value? {
    var text = text
    return text.withUTF8 { reader(Bytes(rebasing: $0[...])) }
  }

  // MARK: Numbers

  private static func samples(_ values: [DecimalNumber]) -> [DecimalNumber] {
    let sorted = Set(values).sorted()
    guard let first = sorted.first, let last = sorted.last else { return [] }
    var samples = sorted
    for (a, b) in zip(sorted, sorted.dropFirst()) where b.scaled - a.scaled > 1 {
      samples.append(DecimalNumber(scaled: a.scaled + (b.scaled - a.scaled) / 2))
    }
    let limit = DecimalNumber.scale * (DecimalNumber.scale - 1)
    samples.append(DecimalNumber(scaled: max(-limit, first.scaled - DecimalNumber.scale)))
    samples.append(DecimalNumber(scaled: min(limit, last.scaled + DecimalNumber.scale)))
    return samples
  }

  /// With a decimal point always, so that no instant is taken for a year.
  private static func decimal(_ number: DecimalNumber) -> String {
    let magnitude = number.scaled.magnitude
    let scale = DecimalNumber.scale.magnitude
    var fraction = String(magnitude % scale)
    fraction = String(repeating: "0", count: DecimalNumber.fractionDigits - fraction.count) + fraction
    while fraction.count > 1, fraction.last == "0" { fraction.removeLast() }
    return (number.scaled < 0 ? "-" : "") + "\(magnitude / scale).\(fraction)"
  }

  // MARK: Addresses

  private static func addresses(isIPv6: Bool, in open: [AddressRange], closed: [AddressRange]) -> [String] {
    let highest: UInt128 = isIPv6 ? .max : 0xFFFF_FFFF
    var starts: Set<UInt128> = [0]
    for range in open + closed {
      starts.insert(range.lowest)
      if range.highest < highest { starts.insert(range.highest + 1) }
    }
    let sorted = starts.sorted()
    var known: Set<[Bool]> = []
    var samples: [String] = []
    for (index, lower) in sorted.enumerated() {
      let upper = index + 1 < sorted.count ? sorted[index + 1] - 1 : highest
      guard !closed.contains(where: { $0.lowest <= lower && lower <= $0.highest }) else { continue }
      guard known.insert(open.map { $0.lowest <= lower && lower <= $0.highest }).inserted else { continue }
      samples.append(text(of: lower + (upper - lower) / 2, isIPv6: isIPv6))
    }
    return samples
  }

  private static func text(of address: UInt128, isIPv6: Bool) -> String {
    let (count, bits, radix) = isIPv6 ? (8, 16, 16) : (4, 8, 10)
    let mask = UInt128(1) << UInt128(bits) - 1
    return (0..<count).map { String((address >> UInt128((count - 1 - $0) * bits)) & mask, radix: radix) }
      .joined(separator: isIPv6 ? ":" : ".")
  }
}

extension AddressRange {
  private var hostMask: UInt128 {
    let bits = UInt128((isIPv6 ? 128 : 32) - prefixLength)
    return bits >= 128 ? .max : (UInt128(1) << bits) - 1
  }

  fileprivate var lowest: UInt128 { address & ~hostMask }
  fileprivate var highest: UInt128 { address | hostMask }
}
