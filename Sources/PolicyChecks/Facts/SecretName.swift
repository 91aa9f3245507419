import PolicyLanguage
import SourceText

/// The part of a secret's ARN, or of a pattern of ARNs, that stands behind `secret:`.
///
/// Secrets Manager ends every ARN with a hyphen and six random characters.
/// https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html
struct SecretName {
  /// As written.
  let text: Substring

  /// How many random characters there are.
  static let suffixLength = 6

  /// Whether it is `*`, any number of them.
  var isEverySecret: Bool { !text.isEmpty && text.allSatisfy { $0 == "*" } }

  /// The name up to its first slash.
  var firstSegment: Substring { text.prefix { $0 != "/" } }

  /// How many `?` it ends with.
  var finalQuestionMarks: Int { text.reversed().prefix { $0 == "?" }.count }

  /// Whether it ends with the pattern of the suffix.
  var endsWithSuffixPattern: Bool { text.hasSuffix("-??????") && finalQuestionMarks == Self.suffixLength }

  /// The last six characters when they stand behind a hyphen and could be the suffix.
  var possibleSuffix: Substring? {
    guard !VariableTemplate.mayHoldVariables(String(text)) else { return nil }
    let suffix = text.suffix(Self.suffixLength)
    guard suffix.count == Self.suffixLength, text.dropLast(Self.suffixLength).last == "-",
      text.dropLast(Self.suffixLength).count > 1, suffix.allSatisfy(Self.isRandom)
    else { return nil }
    return suffix
  }

  /// Whether some secret's ARN can match.
  ///
  /// Looks at the end only: at what has to be a hyphen and six characters. A variable can stand for anything.
  var canMatch: Bool {
    if VariableTemplate.mayHoldVariables(String(text)) { return true }
    var place = 0
    for character in text.reversed() {
      if character == "*" { return true }
      if place < Self.suffixLength {
        guard character == "?" || Self.isRandom(character) else { return false }
      } else if place == Self.suffixLength {
        guard character == "?" || character == "-" else { return false }
      } else {
        return true
      }
      place += 1
    }
    return false
  }

  private static func isRandom(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber)
  }
}

extension ResourceFacts {
  /// The name, if it is an ARN of a secret.
  var secretName: SecretName? {
    guard let fields, fields[2] == "secretsmanager", fields[5].utf8.starts(with: "secret:".utf8) else { return nil }
    return SecretName(text: fields[5].dropFirst("secret:".count))
  }

  /// Whether it covers every secret of an account and Region, or of more.
  var coversEverySecret: Bool { isEffectivelyEverything || (!isNegated && secretName?.isEverySecret == true) }

  /// The bytes of the text without quotes; `nil` when escapes stand between the two.
  var innerRange: ByteRange? { statement.policy.innerRange(of: text, in: range) }
}

extension PolicyFacts {
  /// The bytes of a text within the bytes of its string; `nil` when it is written with escapes.
  func innerRange(of text: String, in range: ByteRange) -> ByteRange? {
    let inner = ByteRange(range.lowerBound + 1, range.upperBound - 1)
    for candidate in [range, inner] where candidate.count == text.utf8.count && candidate.count > 0 {
      if policy.file.text(candidate) == text { return candidate }
    }
    return nil
  }
}
