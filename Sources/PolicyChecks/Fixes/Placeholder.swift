import SourceText
import Wildcards

/// What stands in an edit for something that only a person knows: a word in capitals, as in `REGION`.
///
/// Left in, none passes for real: `arn-placeholder-region` finds it, and as a Region or account AWS's own checks do.
enum Placeholder {
  static let region = "REGION"
  static let account = "ACCOUNT"
  static let role = "ROLE_NAME"

  /// Those that nobody uses for a name of his own.
  private static let names: Set<Substring> = [
    "ROLE_NAME", "SECRET_NAME", "SECRET_ID", "PATH_PREFIX", "KEY_ID", "FUNCTION_NAME", "SERVICE_NAME", "EXTERNAL_ID",
    "TAG_KEY", "TAG_VALUE", "TRUST_ANCHOR_ID", "COMMON_NAME", "CLIENT_ID", "SUBJECT_NAME", "IDENTITY_POOL_ID",
    "SIGN_IN_ADDRESS", "OWNER_NAME", "REPOSITORY_NAME", "BRANCH_NAME", "GROUP_NAME", "PROJECT_NAME",
    "ORGANIZATION_NAME", "WORKSPACE_NAME", "NAMESPACE_NAME", "SERVICE_ACCOUNT_NAME",
  ]

  /// The first of those in a text, where it stands as a word of its own.
  static func name(in text: some StringProtocol) -> String? {
    guard text.withBytes({ $0.contains(UInt8(ascii: "_")) }) else { return nil }
    return words(of: String(text)).first(where: names.contains).map(String.init)
  }

  /// Whether an edit that puts in such texts can be made, or has to be completed by hand.
  static func safety(of texts: [String]) -> FixIt.Safety {
    let isOpen = texts.contains { text in
      words(of: text).contains { $0 == region || $0 == account || names.contains($0) }
    }
    return isOpen ? .shownOnly : .changesBehaviour
  }

  private static func words(of text: String) -> [Substring] {
    guard text.withBytes({ $0.allSatisfy { $0 < 0x80 } }) else {
      return text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    }
    return text.utf8.split { !isWord($0) }.map(Substring.init)
  }

  /// Whether a character of ASCII is a letter, a digit or an underscore.
  private static func isWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_")
  }
}
