/// How many columns of a terminal text takes.
public enum DisplayWidth {
  /// The columns of a text on one line.
  public static func columns(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + columns($1) } }

  /// 0 for marks that combine with the character before them, 2 for wide East Asian characters and emoji, otherwise 1.
  static func columns(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    return wide.contains { $0.contains(value) } ? 2 : 1
  }

  /// The blocks whose characters are wide or full-width (Unicode Standard Annex 11).
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x23E9...0x23EC, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF,
    0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x1FA70...0x1FAFF,
    0x20000...0x3FFFD,
  ]

  /// Whether a terminal would act on a character instead of showing it, or show text in another order because of it.
  static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    return value < 0x20 || (0x7F...0x9F).contains(value) || (0x202A...0x202E).contains(value)
      || (0x2066...0x2069).contains(value)
  }

  /// A stand-in of one column for an unprintable character.
  static func standIn(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.value < 0x20 { return Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}" }
    return scalar.value == 0x7F ? "\u{2421}" : "\u{FFFD}"
  }

  // Without a way out of the loops below, the compiler looks at sixteen bytes at once.

  /// Whether all is printable ASCII, each byte of one column.
  static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var others: UInt8 = 0
    for byte in bytes { others |= byte &- 0x20 > 0x5E ? 1 : 0 }
    return others == 0
  }

  /// Whether all is printable ASCII and line feeds.
  public static func isPlainLines(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var others: UInt8 = 0
      for byte in bytes { others |= byte &- 0x20 > 0x5E && byte != 0x0A ? 1 : 0 }
      return others == 0
    }
  }

  /// Whether all is ASCII.
  static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var all: UInt8 = 0
    for byte in bytes { all |= byte }
    return all < 0x80
  }

  private static func mayHoldUnprintable(_ text: String) -> Bool {
    var text = text
    // All characters to be replaced begin with one of these bytes: most text has none.
    return text.withUTF8 { $0.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 } }
  }

  /// Text that is safe to print on one line.
  public static func printable(_ text: String) -> String {
    if text.utf8.withContiguousStorageIfAvailable(isPlain) == true { return text }
    guard mayHoldUnprintable(text), text.unicodeScalars.contains(where: isUnprintable) else { return text }
    var result = ""
    for scalar in text.unicodeScalars { result.unicodeScalars.append(isUnprintable(scalar) ? standIn(scalar) : scalar) }
    return result
  }
}
