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
    var name: String?
    var previous: Character = " "
    for character in format {
      if name != nil {
        if character == "}" {
          result += value(name ?? "")
          name = nil
        } else {
          name?.append(character)
        }
      } else if character == "{", previous == "$" {
        result.removeLast()
        name = ""
      } else {
        result.append(character)
      }
      previous = character
    }
    return result
  }

  /// `SecretId` as `SECRET_ID`.
  private static func words(_ name: String) -> String {
    var result = ""
    var wasLower = false
    for character in name {
      if character.isUppercase, wasLower { result.append("_") }
      result += character.isLetter || character.isNumber ? character.uppercased() : "_"
      wasLower = character.isLowercase
    }
    return result
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
