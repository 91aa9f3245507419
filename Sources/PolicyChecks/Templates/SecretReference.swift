/// A dynamic reference to a secret, `{{resolve:secretsmanager:app/database:SecretString:password}}`.
///
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
struct SecretReference {
  /// It with its braces, as far as it goes.
  let text: String
  /// What is wrong with its form; `nil` when nothing is.
  let mistake: String?

  private static let start = "{{resolve:secretsmanager:"

  /// Those of a text in which ``TemplateText/mark`` stands for what is not known.
  static func all(in text: String) -> [SecretReference] {
    guard text.contains("{{resolve:") else { return [] }
    return text.split(separator: start, omittingEmptySubsequences: false).dropFirst().map {
      SecretReference(after: $0)
    }
  }

  private init(after rest: Substring) {
    guard let end = rest.firstRange(of: "}}") else {
      text = Self.start + rest
      mistake = "`}}` is missing"
      return
    }
    let body = rest[..<end.lowerBound]
    text = Self.start + body + "}}"
    mistake = Self.mistake(body)
  }

  private static func mistake(_ body: Substring) -> String? {
    var parts = body.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.first?.isEmpty == false else { return "it names no secret" }
    if parts[0] == "arn" {
      guard parts.count >= 7 else { return body.contains(TemplateText.mark) ? nil : "the ARN of the secret is cut off" }
      parts.removeFirst(6)
    }
    let rest = parts.dropFirst().map { $0 }
    if let kind = rest.first, !kind.isEmpty, kind != "SecretString", !kind.contains(TemplateText.mark) {
      return "`SecretString` stands after the secret, not `\(kind)`"
    }
    if rest.count > 4 { return "it has more parts than secret, `SecretString`, key, stage and version" }
    if rest.count == 4, !rest[2].isEmpty, !rest[3].isEmpty {
      return "it names a stage and a version, and only one may be given"
    }
    return body.last == "\\" ? "it ends in a backslash, which CloudFormation does not resolve" : nil
  }
}
