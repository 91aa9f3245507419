import ServiceCatalog
import Wildcards

/// A format of ARNs as something to fill in, or as a pattern.
enum FormatToFillIn {
  /// With words in capitals in the place of what varies: `arn:aws:secretsmanager:REGION:ACCOUNT:secret:SECRET_ID`.
  static func text(_ format: String) -> String {
    replacing(format) { name, result in
      switch String(decoding: name, as: UTF8.self) {
      case "Partition": result.append(contentsOf: "aws".utf8)
      case "Region": result.append(contentsOf: "REGION".utf8)
      case "Account": result.append(contentsOf: "ACCOUNT".utf8)
      default: appendWords(name, to: &result)
      }
    }
  }

  /// With `*` in the place of what varies.
  static func pattern(_ format: Substring) -> String {
    replacing(format) { _, result in result.append(UInt8(ascii: "*")) }
  }

  private static func replacing(
    _ format: some StringProtocol, _ appendValue: (Slice<UnsafeBufferPointer<UInt8>>, inout [UInt8]) -> Void
  ) -> String {
    format.withBytes { bytes in
      var result: [UInt8] = []
      result.reserveCapacity(bytes.count)
      var index = 0
      while index < bytes.count {
        if bytes[index] == UInt8(ascii: "$"), bytes[index...].dropFirst().first == UInt8(ascii: "{"),
          let end = bytes[index...].firstIndex(of: UInt8(ascii: "}"))
        {
          appendValue(bytes[(index + 2)..<end], &result)
          index = end
        } else {
          result.append(bytes[index])
        }
        index += 1
      }
      return String(decoding: result, as: UTF8.self)
    }
  }

  /// `SecretId` as `SECRET_ID`; the names of AWS's formats are ASCII.
  private static func appendWords(_ name: Slice<UnsafeBufferPointer<UInt8>>, to result: inout [UInt8]) {
    var wasLower = false
    for byte in name {
      let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      let isLower = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      if isUpper, wasLower { result.append(UInt8(ascii: "_")) }
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      result.append(isLower ? byte & ~0x20 : isUpper || isDigit ? byte : UInt8(ascii: "_"))
      wasLower = isLower
    }
  }
}

/// A format of ARNs with `*` in the place of what varies.
final class FormatPattern {
  /// Its six fields, `arn` first.
  let fields: [String]
  /// What the last field matches.
  let name: WildcardPattern

  /// The pattern of a format; `nil` when it has fewer fields.
  init?(_ format: String) {
    guard let fields = FieldForm.fields(of: format)?.map(FormatToFillIn.pattern) else { return nil }
    self.fields = fields
    name = WildcardPattern(fields[5])
  }
}
