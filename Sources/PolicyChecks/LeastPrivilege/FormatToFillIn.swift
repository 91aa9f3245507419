import ServiceCatalog
import Wildcards

/// A format of ARNs as something to fill in, or as a pattern.
enum FormatToFillIn {
  /// With words in capitals in the place of what varies: `arn:aws:secretsmanager:REGION:ACCOUNT:secret:SECRET_ID`.
  static func text(_ format: String) -> String {
    replacing(format) { name in
      switch name {
      case "Partition": return "aws"
      case "Region": return "REGION"
      case "Account": return "ACCOUNT"
      default: return words(name)
      }
    }
  }

  /// With `*` in the place of what varies.
  static func pattern(_ format: Substring) -> String { replacing(String(format)) { _ in "*" } }

  private static func replacing(_ format: String, _ value: (String) -> String) -> String {
    var result = ""
    var rest = format.utf8[...]
    while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
      let behind = rest[rest.index(after: dollar)...]
      guard behind.first == UInt8(ascii: "{"), let end = behind.firstIndex(of: UInt8(ascii: "}")) else {
        result += String(Substring(rest[...dollar]))
        rest = behind
        continue
      }
      result += String(Substring(rest[..<dollar]))
      result += value(String(Substring(behind[behind.index(after: behind.startIndex)..<end])))
      rest = rest[rest.index(after: end)...]
    }
    return result + String(Substring(rest))
  }

  /// `SecretId` as `SECRET_ID`; the names of AWS's formats are ASCII.
  private static func words(_ name: String) -> String {
    var result: [UInt8] = []
    var wasLower = false
    for byte in name.utf8 {
      let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      let isLower = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      if isUpper, wasLower { result.append(UInt8(ascii: "_")) }
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      result.append(isLower ? byte & ~0x20 : isUpper || isDigit ? byte : UInt8(ascii: "_"))
      wasLower = isLower
    }
    return String(decoding: result, as: UTF8.self)
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
