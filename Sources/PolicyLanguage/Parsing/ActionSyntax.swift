/// The form of an action: `service:Name`, wildcards anywhere.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
enum ActionSyntax {
  /// What can be wrong with it.
  enum Problem: Equatable {
    case empty
    case noService
    case emptyService
    case emptyName
    case severalColons
    case character(Unicode.Scalar)

    func message(_ text: String) -> String {
      switch self {
      case .empty: return "the action is empty"
      case .noService: return "the action \(text.quoted) does not name its service"
      case .emptyService: return "the action \(text.quoted) has no service before the colon"
      case .emptyName: return "the action \(text.quoted) has no name after the colon"
      case .severalColons: return "the action \(text.quoted) has more than one colon"
      case .character(let scalar): return "the action \(text.quoted) holds \(String(Character(scalar)).quoted)"
      }
    }

    var help: String { "write `service:Action`, such as `s3:GetObject` or `s3:Get*`, or `*` for every action" }
  }

  /// The first problem of an action other than `*`.
  static func problem(of text: String) -> Problem? {
    var text = text
    let scan = text.withUTF8 { Self.scan($0) }
    if scan.colons > 1 { return .severalColons }
    if scan.isStrange, let strange = firstStrange(in: text) { return .character(strange) }
    if text.isEmpty { return .empty }
    if scan.colons == 0 { return .noService }
    if scan.colon == 0 { return .emptyService }
    return scan.colon == text.utf8.count - 1 ? .emptyName : nil
  }

  /// Whether an action has no problem, and is not `*`; eight bytes at a time, of which nearly all are letters.
  static func isWellFormed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var colon: Int?
    func isAllowed(at offset: Int) -> Bool {
      let byte = bytes[offset]
      guard byte == UInt8(ascii: ":") else { return Self.isAllowed(Unicode.Scalar(byte)) }
      if colon != nil { return false }
      colon = offset
      return true
    }
    let raw = UnsafeRawBufferPointer(bytes)
    var start = 0
    while start + 8 <= raw.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      let folded = (word | 0x2020_2020_2020_2020) & 0x7F7F_7F7F_7F7F_7F7F
      // The highest bit of each byte from `a` to `z`: no carry leaves a byte.
      let letters = (folded &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(folded &+ 0x0505_0505_0505_0505) & ~word
      var others = ~letters & 0x8080_8080_8080_8080
      while others != 0 {
        guard isAllowed(at: start + others.trailingZeroBitCount >> 3) else { return false }
        others &= others &- 1
      }
      start += 8
    }
    while start < bytes.count {
      guard isAllowed(at: start) else { return false }
      start += 1
    }
    guard let colon else { return false }
    return colon > 0 && colon < bytes.count - 1
  }

  private static func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> (colons: Int, colon: Int, isStrange: Bool) {
    var colons = 0
    var colon = 0
    var isStrange = false
    for offset in bytes.indices {
      let byte = bytes[offset]
      // Nearly all are letters.
      if (byte | 0x20) &- UInt8(ascii: "a") < 26 { continue }
      if byte == UInt8(ascii: ":") {
        colons += 1
        colon = offset
      } else if !isAllowed(Unicode.Scalar(byte)) {
        isStrange = true
      }
    }
    return (colons, colon, isStrange)
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "*", "?", "-", "_", ".", ":": return true
    default: return false
    }
  }

  private static func firstStrange(in text: String) -> Unicode.Scalar? {
    text.unicodeScalars.first { !isAllowed($0) }
  }
}
