#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An IPv4 or IPv6 address range in CIDR notation, or a single address.
///
/// An address without a prefix length means `/32`, for IPv6 `/128` (docs/undocumented-by-aws.md, U11). Bits beyond the prefix
/// are ignored, and the two families never match each other.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
struct AddressRange: BitwiseCopyable, Sendable, Hashable {
  var isIPv6: Bool
  /// The address in the low 32 or all 128 bits.
  var address: UInt128
  var prefixLength: UInt8

  /// Reads an address with or without `/prefix`; `nil` when it is none.
  init?(_ text: Bytes) {
    var end = 0
    while end < text.count, text[end] != UInt8(ascii: "/") { end += 1 }
    let address = text.part(0, end)
    if let value = Self.parseIPv4(address) {
      isIPv6 = false
      self.address = UInt128(value)
    } else if let value = Self.parseIPv6(address) {
      isIPv6 = true
      self.address = value
    } else {
      return nil
    }
    let width: UInt8 = isIPv6 ? 128 : 32
    if end == text.count {
      prefixLength = width
    } else {
      guard let length = Self.parsePrefix(text.part(end + 1, text.count)), length <= width else { return nil }
      prefixLength = length
    }
  }

  /// Whether a single address of the same family lies in the range.
  func contains(_ other: AddressRange) -> Bool {
    let width: UInt8 = isIPv6 ? 128 : 32
    guard isIPv6 == other.isIPv6, other.prefixLength == width else { return false }
    let hostBits = UInt128(width - prefixLength)
    return hostBits >= 128 || address >> hostBits == other.address >> hostBits
  }

  private static func parsePrefix(_ text: Bytes) -> UInt8? {
    guard (1...3).contains(text.count), text.count == 1 || text[0] != UInt8(ascii: "0") else { return nil }
    var value = 0
    for byte in text {
      guard byte &- UInt8(ascii: "0") < 10 else { return nil }
      value = value * 10 + Int(byte &- UInt8(ascii: "0"))
    }
    return value <= 128 ? UInt8(value) : nil
  }

  private static func parseIPv4(_ text: Bytes) -> UInt32? {
    guard (7...15).contains(text.count) else { return nil }
    var address: UInt32 = 0
    var octet: UInt32 = 0
    var digits = 0
    var dots = 0
    for byte in text {
      if byte == UInt8(ascii: ".") {
        guard digits > 0, dots < 3 else { return nil }
        address = address << 8 | octet
        octet = 0
        digits = 0
        dots += 1
      } else {
        let digit = byte &- UInt8(ascii: "0")
        // A leading zero reads as octal elsewhere, so it is refused rather than guessed.
        guard digit < 10, !(digits > 0 && octet == 0) else { return nil }
        octet = octet * 10 + UInt32(digit)
        digits += 1
        guard octet <= 255 else { return nil }
      }
    }
    guard dots == 3, digits > 0 else { return nil }
    return address << 8 | octet
  }

  private static func parseIPv6(_ text: Bytes) -> UInt128? {
    // The longest form is 45 characters; the C library reads a zero-terminated copy.
    guard (2...45).contains(text.count), text.contains(UInt8(ascii: ":")), !text.contains(0) else { return nil }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 46) { buffer -> UInt128? in
      for index in text.indices { buffer[index] = CChar(bitPattern: text[index]) }
      buffer[text.count] = 0
      var address = in6_addr()
      guard let base = buffer.baseAddress, inet_pton(AF_INET6, base, &address) == 1 else { return nil }
      return withUnsafeBytes(of: address) { bytes in bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) } }
    }
  }
}
