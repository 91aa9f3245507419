import ServiceCatalog
import Wildcards

/// A format of ARNs as something to fill in, or as a pattern.
enum FormatToFillIn {
  /// With words in capitals in the place of what varies: `arn:aws:secretsmanager:REGION:ACCOUNT:secret:SECRET_ID`.
  static func text(_ format: String) -> String {
    replacing(format) { name, result in
      switch Substring(name) {
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
    _ format: some StringProtocol, _ appendValue: (Substring.UTF8View, inout [UInt8]) -> Void
  ) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(format.utf8.count)
    var rest = Substring(format).utf8
    while let byte = rest.first {
      let behind = rest.dropFirst()
      if byte == UInt8(ascii: "$"), behind.first == UInt8(ascii: "{"),
        let end = behind.firstIndex(of: UInt8(ascii: "}"))
      {
        appendValue(behind[..<end].dropFirst(), &result)
        rest = behind[end...].dropFirst()
      } else {
        result.append(byte)
        rest = behind
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// `SecretId` as `SECRET_ID`; the names of AWS's formats are ASCII.
  private static func appendWords(_ name: Substring.UTF8View, to result: inout [UInt8]) {
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
struct FormatPattern {
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
