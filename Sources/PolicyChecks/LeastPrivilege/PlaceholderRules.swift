import PolicyLanguage
import SourceText
import Wildcards

/// What documentation writes where a value of one's own belongs.
enum PlaceholderRules {
  static let rules = [account, text]

  private static func read(_ resource: String, in surroundings: PolicySurroundings = PolicySurroundings())
    -> RuleExample
  {
    .statements(
      #"{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"# + resource + "}", in: surroundings)
  }

  private static func secret(_ account: String) -> String {
    #""arn:aws:secretsmanager:us-west-2:"# + account + #":secret:app/database-??????""#
  }

  // MARK: Accounts

  private static let accounts: Set<Substring> = [
    "123456789012", "111122223333", "444455556666", "777788889999", "012345678901",
  ]

  private static let accountKeys: Set<String> = [
    "aws:sourceaccount", "aws:principalaccount", "aws:resourceaccount", "aws:sourceowner", "kms:calleraccount",
    "s3:resourceaccount", "aws:vpceaccount",
  ]

  /// Whether a text is an account of AWS's documentation, or one digit twelve times.
  private static func isPlaceholder(_ text: Substring) -> Bool {
    guard text.utf8.count == 12, let first = text.utf8.first, (0x30...0x39).contains(first) else { return false }
    return accounts.contains(text) || text.utf8.allSatisfy { $0 == first }
  }

  private static let account = Rule(
    lint: "arn-placeholder-account", .medium, status: .off, title: "Account or id of AWS's documentation",
    why:
      "The policy was copied and not filled in: it means what is not yours. Runs only when asked for: examples and tests"
      + " are full of such values.",
    remedy: "Write your own.",
    link: "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html",
    example: read("«" + secret("123456789012") + "»"),
    silent: read(secret("123456789012"), in: PolicySurroundings(isExample: true)),
    .statement { statement, findings in
      let surroundings = statement.policy.surroundings
      guard !surroundings.isExample else { return }
      func check(_ text: Substring, _ range: ByteRange) {
        guard isPlaceholder(text), surroundings.ownAccount.map({ $0 != text }) ?? true,
          !surroundings.trustedAccounts.contains(String(text))
        else { return }
        findings.report("`\(text)` is an account of AWS's documentation", at: range)
      }
      func checkID(_ text: String, _ range: ByteRange) {
        guard let part = documented(in: text) else { return }
        findings.report("\(part.quoted) is of AWS's documentation", at: range)
      }
      for resource in statement.resources {
        if let account = resource.fields?[4] { check(account[...], resource.range) }
        checkID(resource.text, resource.range)
      }
      for principal in statement.principals where principal.kind == .aws || principal.kind == .federated {
        check(ARN(principal.text)?.account ?? principal.text[...], principal.range)
        checkID(principal.text, principal.range)
      }
      for clause in statement.clauses {
        let holdsAccounts = clause.operation?.family == .arn || accountKeys.contains(clause.key.lowercased)
        for value in clause.values {
          if holdsAccounts { check(ARN(value.value.text)?.account ?? value.value.text[...], value.range) }
          checkID(value.value.text, value.range)
        }
      }
    })

  /// Ids that AWS's documentation uses.
  private static let samples = ["o-exampleorgid", "vpce-1a2b3c4d", "vpc-1a2b3c4d"]

  /// An id of AWS's documentation in a text: one of the samples, or a word that holds `EXAMPLE`.
  private static func documented(in text: String) -> String? {
    if let sample = samples.first(where: text.holds) { return sample }
    guard text.holds("EXAMPLE") else { return nil }
    return text.split { !$0.isLetter && !$0.isNumber }.first { $0.contains("EXAMPLE") }.map(String.init)
  }

  // MARK: Texts

  /// How what templates put in begins.
  private static let expressions = ["${AWS::", "${var.", "${local.", "${data."]

  /// The part of a text that waits to be filled in.
  static func placeholder(in text: String) -> String? {
    // Most texts have none of the signs that a placeholder has.
    guard text.withBytes({ $0.contains { $0 == 0x5F || $0 == 0x3C || $0 == 0x24 || $0 == 0x7B } }) else { return nil }
    if let name = Placeholder.name(in: text) { return name }
    if text.holds("<"), let open = text.firstIndex(of: "<"), let close = text[open...].firstIndex(of: ">"),
      text.distance(from: open, to: close) > 1
    {
      return String(text[open...close])
    }
    if text.holds("{{"), let open = text.firstRange(of: "{{"), let close = text[open.upperBound...].firstRange(of: "}}")
    {
      return String(text[open.lowerBound..<close.upperBound])
    }
    return expressions.first(where: text.holds)
  }

  private static let text = Rule(
    lint: "arn-placeholder-region", .medium, title: "Placeholder that was not filled in",
    why: "Documentation and templates write it where a value of one's own belongs; IAM takes it literally, and matches"
      + " nothing.",
    remedy: "Write the value. In CloudFormation, put the text into `Fn::Sub`.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html",
    example: read(#"«"arn:aws:secretsmanager:us-west-2:444455556666:secret:<secret name>-??????"»"#),
    silent: read(secret("444455556666")),
    .statement { statement, findings in
      guard !statement.policy.surroundings.isExample else { return }
      for resource in statement.resources {
        // What stands for a Region or account is no Region or account: other rules say so.
        guard let part = resource.written.placeholder else { continue }
        findings.report("\(part.quoted) in \(resource.text.quoted) waits to be filled in", at: resource.range)
      }
      for principal in statement.principals {
        guard let part = placeholder(in: principal.text) else { continue }
        findings.report("\(part.quoted) in \(principal.text.quoted) waits to be filled in", at: principal.range)
      }
      for clause in statement.clauses {
        for value in clause.values {
          guard let part = placeholder(in: value.value.text) else { continue }
          findings.report("\(part.quoted) in \(value.value.text.quoted) waits to be filled in", at: value.range)
        }
      }
    })
}
