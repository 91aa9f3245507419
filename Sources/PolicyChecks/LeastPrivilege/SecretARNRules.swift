import PolicyLanguage
import SourceText

/// ARNs of secrets, which end in six characters that nobody knows beforehand.
enum SecretARNRules {
  static let rules = [noSecret, missingSuffix, questionMarks, ambiguousSuffix, wildcardSuffix, wildcardName]

  /// The page that tells of the suffix and of `??????`.
  static let link =
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html#auth-and-access_examples_wildcard"

  private static func read(_ name: String, _ action: String = "secretsmanager:GetSecretValue") -> RuleExample {
    .statements(
      #"{"Effect":"Allow","Action":""# + action + #"","Resource":"# + name + "}")
  }

  private static func arn(_ name: String) -> String {
    #""arn:aws:secretsmanager:us-west-2:111122223333:secret:"# + name + #"""#
  }

  private static let noSecret = Rule(
    lint: "secret-wrong-id-in-resource", .error, title: "ARN of Secrets Manager that is no secret's",
    why: "All ARNs of Secrets Manager go on with `secret:` behind the account, so that nothing has this one.",
    remedy: "Write `arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-??????`.",
    link: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html",
    basis: .documented, yieldsTo: ["invalid-arn-resource"],
    example: read(#"«"arn:aws:secretsmanager:us-west-2:111122223333:app/database-??????"»"#),
    silent: read(arn("app/database-??????")),
    .resource { resource, findings in
      // A wildcard for the account may cross the colon behind it, and stand for `secret:` as well.
      guard let fields = resource.fields, fields[2] == "secretsmanager", !fields[1].hasWildcard, fields[3].isPlain,
        fields[4].isPlain
      else { return }
      let known = fields[5].prefix { $0 != "*" && $0 != "?" && $0 != "$" }
      let begin = "secret:"
      guard known.count < fields[5].count ? !begin.hasPrefix(known) && !known.hasPrefix(begin) : !known.hasPrefix(begin)
      else { return }
      findings.report(
        "\(resource.text.quoted) is no secret: `secret:` is missing", at: resource.range,
        // Where the word before the name is another one, it may be meant as a part of the name or not.
        fixes: fields[5].contains(":")
          ? []
          : resource.replacing(
            with: (fields[..<5] + ["secret:" + fields[5]]).joined(separator: ":"),
            title: "write `secret:` before the name"))
    })

  /// An edit of the end of a resource; none where the text is written with escapes.
  private static func ending(
    _ resource: ResourceFacts, dropping count: Int, with suffix: String, _ safety: FixIt.Safety = .changesBehaviour
  ) -> [FixIt] {
    guard let range = resource.innerRange else { return [] }
    return [
      FixIt(
        title: "end the ARN with `\(suffix)`", range: ByteRange(range.upperBound - count, range.upperBound),
        replacement: suffix, safety: safety)
    ]
  }

  /// Whether the statement is about secrets that exist: not about making them, with their tags.
  ///
  /// What ARN a secret has before it is created, AWS does not say.
  private static func isAboutExistingSecrets(_ statement: StatementFacts) -> Bool {
    let names = statement.actions.map { $0.written.foldedText }
    guard names.contains("secretsmanager:createsecret"), !statement.actions.contains(where: \.isNegated) else {
      return true
    }
    return !names.allSatisfy { ["secretsmanager:createsecret", "secretsmanager:tagresource"].contains($0) }
  }

  private static let missingSuffix = Rule(
    lint: "secret-arn-missing-suffix", .error, title: "ARN of a secret without its six random characters",
    why: "Every secret's ARN ends in a hyphen and six random characters, so that no secret has this ARN: the statement"
      + " never applies.",
    remedy: "End the ARN with `-??????`, or with the six characters of the secret.", link: link, basis: .documented,
    example: read("«" + arn("app/database") + "»"), silent: read(arn("app/database-??????")),
    .resource { resource, findings in
      guard let name = resource.secretName, !name.text.isEmpty, !name.canMatch, wrongQuestionMarks(name) == nil,
        isAboutExistingSecrets(resource.statement)
      else { return }
      findings.report(
        "no secret has an ARN like \(resource.text.quoted): six random characters follow the name",
        at: resource.range, fixes: ending(resource, dropping: 0, with: "-??????"))
    })

  /// How many `?` stand behind a last hyphen, where that is not six.
  private static func wrongQuestionMarks(_ name: SecretName) -> Int? {
    let count = name.finalQuestionMarks
    guard count > 0, count != SecretName.suffixLength, name.text.dropLast(count).last == "-" else { return nil }
    return count
  }

  private static let questionMarks = Rule(
    lint: "secret-arn-short-question-marks", .error, title: "Wrong number of `?` for the end of a secret's ARN",
    why: "`?` stands for exactly one character, and six of them end the ARN of every secret: with another number the"
      + " pattern does not match the secret that is meant.",
    remedy: "Write six: `-??????`.", link: link, basis: .documented,
    example: read("«" + arn("app/database-?????") + "»"), silent: read(arn("app/database-??????")),
    .resource { resource, findings in
      guard let name = resource.secretName, let count = wrongQuestionMarks(name) else { return }
      findings.report(
        "\(resource.text.quoted) ends in \(count) `?` where a secret has six random characters", at: resource.range,
        fixes: ending(resource, dropping: count + 1, with: "-??????"))
    })

  private static let ambiguousSuffix = Rule(
    lint: "secret-arn-suffix-ambiguous", .info, title: "Name of a secret that may end like a random suffix",
    why:
      "The last six characters could be the random ones that Secrets Manager adds, but look like a word or a date. If"
      + " they are part of the name, no secret has this ARN.",
    remedy: "If they belong to the name, end the ARN with `-??????` behind them.",
    link: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html",
    example: read("«" + arn("my-secret") + "»"), silent: read(arn("my-secret-a1B2c3")),
    .resource { resource, findings in
      guard let suffix = resource.secretName?.possibleSuffix,
        suffix.allSatisfy(\.isLowercase) || suffix.allSatisfy(\.isUppercase) || suffix.allSatisfy(\.isNumber),
        // Documentation writes placeholders of that form.
        !placeholders.contains(suffix.lowercased())
      else { return }
      findings.report(
        "`\(suffix)` at the end of \(resource.text.quoted) may be part of the secret's name", at: resource.range,
        fixes: ending(resource, dropping: 0, with: "-??????", .shownOnly))
    })

  private static let placeholders: Set<String> = ["abcdef", "xxxxxx", "random", "suffix", "123456"]

  private static let wildcardSuffix = Rule(
    lint: "secret-arn-wildcard-suffix", .medium, title: "`*` for the random end of a secret's ARN",
    why: "`*` stands for any number of characters: with `app-*`, secrets that are named `app-admin` are meant as well,"
      + " also those made later.",
    remedy: "For one secret write `-??????`; for many, give their names a path and write `path/*`.", link: link,
    basis: .documented, example: read("«" + arn("database-*") + "»"), silent: read(arn("database/*")),
    .resource { resource, findings in
      guard resource.statement.isAllow, !resource.isNegated, let name = resource.secretName, name.text.hasSuffix("*")
      else { return }
      let prefix = name.text.dropLast()
      guard let last = prefix.last, !"/!*?}".contains(last), !prefix.hasWildcard else { return }
      let isHyphen = last == "-"
      findings.report(
        "\(resource.text.quoted) covers every secret whose name begins with `\(prefix)`", at: resource.range,
        fixes: ending(resource, dropping: isHyphen ? 2 : 1, with: "-??????"))
    })

  private static let wildcardName = Rule(
    lint: "secret-arn-wildcard-name", .medium, title: "Wildcard in the middle of a secret's name",
    why:
      "Names are chosen freely by whoever may create secrets: one that the pattern matches by chance, or on purpose, is"
      + " covered as well.",
    remedy: "Give the names a path, and write `path/*`.", link: link, example: read("«" + arn("*prod*") + "»"),
    silent: read(arn("prod/app/*")),
    .resource { resource, findings in
      guard resource.statement.isAllow, !resource.isNegated, let name = resource.secretName, !name.isEverySecret
      else { return }
      var rest = name.text
      if name.endsWithSuffixPattern { rest = rest.dropLast(SecretName.suffixLength + 1) }
      if rest.hasSuffix("*") { rest = rest.dropLast() }
      guard wrongQuestionMarks(name) == nil, rest.prefix(while: { $0 != "/" }).hasWildcard, name.canMatch else {
        return
      }
      findings.report(
        "\(resource.text.quoted) covers secrets by a part of their names", at: resource.range)
    })
}
