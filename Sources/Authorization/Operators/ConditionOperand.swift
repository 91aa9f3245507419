import SourceText

/// How the evaluator reads the values of conditions, for checks of values that it cannot read.
package enum ConditionOperand {
  /// An address range: the network it names, and how long that is.
  package struct Network: Sendable, Hashable {
    /// Whether it is of IPv6.
    package var isIPv6: Bool
    /// The address in the low 32 or all 128 bits.
    package var address: UInt128
    /// How many of its bits tell the network.
    package var prefixLength: Int

    /// The number of bits of an address.
    package var width: Int { isIPv6 ? 128 : 32 }
    /// The first address of the network.
    package var start: UInt128 {
      let hostBits = UInt128(width - prefixLength)
      return hostBits >= 128 ? 0 : (address >> hostBits) << hostBits
    }

    /// Makes a network.
    package init(isIPv6: Bool, address: UInt128, prefixLength: Int) {
      self.isIPv6 = isIPv6
      self.address = address
      self.prefixLength = prefixLength
    }

    /// Whether all of another network lies in it.
    package func contains(_ other: Network) -> Bool {
      guard isIPv6 == other.isIPv6, prefixLength <= other.prefixLength else { return false }
      return Network(isIPv6: isIPv6, address: other.address, prefixLength: prefixLength).start == start
    }
  }

  /// The address or range of a text; `nil` when it is none.
  package static func network(_ text: String) -> Network? {
    withBytes(text) { bytes in
      AddressRange(bytes).map {
        Network(isIPv6: $0.isIPv6, address: $0.address, prefixLength: Int($0.prefixLength))
      }
    }
  }

  /// The number of a text; `nil` when it is none.
  package static func isNumber(_ text: String) -> Bool { withBytes(text) { DecimalNumber($0) != nil } }

  /// Whether one number is less than another; `nil` when one of them is none.
  package static func isLess(_ a: String, than b: String) -> Bool? {
    guard let a = withBytes(a, { DecimalNumber($0) }), let b = withBytes(b, { DecimalNumber($0) }) else { return nil }
    return a < b
  }

  /// Whether a text is a date, or a number of seconds.
  package static func isDate(_ text: String) -> Bool { withBytes(text) { Instant.parse($0) != nil } }

  /// Whether a date is earlier than some seconds since 1970; `nil` when it is none.
  package static func isDate(_ text: String, earlierThan seconds: Double) -> Bool? {
    guard seconds.magnitude < 1e15, let date = withBytes(text, { Instant.parse($0) }) else { return nil }
    return date < DecimalNumber(Int(seconds.rounded(.down)))
  }

  /// Whether a text is in base64.
  package static func isBase64(_ text: String) -> Bool { withBytes(text) { Base64.decode($0) != nil } }

  private static func withBytes<Result>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    var text = text
    return text.withUTF8(body)
  }
}
