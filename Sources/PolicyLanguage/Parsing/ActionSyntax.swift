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
    var colon: Int?
    var offset = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "-"),
        UInt8(ascii: "_"), UInt8(ascii: "."):
        break
      case UInt8(ascii: ":"):
        guard colon == nil else { return .severalColons }
        colon = offset
      default:
        return firstStrange(in: text).map { .character($0) }
      }
      offset += 1
    }
    guard offset > 0 else { return .empty }
    guard let colon else { return .noService }
    if colon == 0 { return .emptyService }
    return colon == offset - 1 ? .emptyName : nil
  }

  private static func firstStrange(in text: String) -> Unicode.Scalar? {
    text.unicodeScalars.first { scalar in
      guard scalar.isASCII else { return true }
      let byte = UInt8(truncatingIfNeeded: scalar.value)
      let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      return !isLetter && !isDigit && !"*?-_.:".unicodeScalars.contains(scalar)
    }
  }
}
