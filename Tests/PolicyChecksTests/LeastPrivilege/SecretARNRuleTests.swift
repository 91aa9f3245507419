import Authorization
import SourceText
import Testing

@testable import PolicyChecks

/// The ends of secrets' ARNs; the evaluator proves what is said of them.
///
/// https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html#auth-and-access_examples_wildcard
@Suite("ARNs of secrets")
struct SecretARNRuleTests {
  private static let start = "arn:aws:secretsmanager:us-west-2:111122223333:secret:"

  private func read(_ name: String) -> String {
    #"{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"\#(Self.start)\#(name)"}"#
  }

  private func isReadable(_ secret: String, by name: String) throws -> Bool {
    try SecretLint.decision(read(name), "secretsmanager:GetSecretValue", on: Self.start + secret) == .allowed
  }

  private func found(_ name: String) throws -> [String] {
    try SecretLint.ids(read(name)).filter { $0.hasPrefix("secret-arn-") }
  }

  /// Names without a suffix, and the secret that was meant.
  @Test(
    "no secret matches a name without its suffix",
    arguments: [
      ("app/database", "app/database-AbCdEf"), ("db", "db-AbCdEf"), ("app/*/db/", "app/x/db/-AbCdEf"),
      ("app/database-Ab_dEf", "app/database-AbCdEf"), ("app/database??????", "app/database-AbCdEf"),
    ])
  func missingSuffix(name: String, secret: String) throws {
    #expect(try !isReadable(secret, by: name))
    #expect(try found(name).contains("secret-arn-missing-suffix"), "\(name)")
  }

  @Test(
    "what can match is left alone",
    arguments: ["app/db-??????", "app/db-a1B2c3", "app/db???????", "app/${aws:username}"])
  func possibleNames(name: String) throws {
    #expect(try found(name).isEmpty)
  }

  /// `*db` matches a secret whose random characters happen to end so; that is no fault of the suffix.
  @Test func aTailThatRandomCharactersCanHaveIsNoMissingSuffix() throws {
    #expect(try isReadable("app-abcddb", by: "*db"))
    #expect(try found("*db") == ["secret-arn-wildcard-name"])
  }

  @Test("another number of question marks than six does not match", arguments: [1, 5, 7, 12])
  func questionMarks(count: Int) throws {
    let name = "app/db-" + String(repeating: "?", count: count)
    #expect(try !isReadable("app/db-AbCdEf", by: name))
    #expect(try found(name) == ["secret-arn-short-question-marks"])
  }

  @Test func aWordBehindTheLastHyphenIsAsked() throws {
    #expect(try found("my-secret") == ["secret-arn-suffix-ambiguous"])
    #expect(try found("backup-202410") == ["secret-arn-suffix-ambiguous"])
    #expect(try found("my-sEcret").isEmpty)
    #expect(try !isReadable("my-secret-AbCdEf", by: "my-secret"))
  }

  /// AWS: `another_secret_name-*` also matches `another_secret_name-<anything-here>a1b2c3`.
  @Test func aStarForTheSuffixCoversOtherSecrets() throws {
    #expect(try isReadable("app-admin-AbCdEf", by: "app-*"))
    #expect(try !isReadable("app-admin-AbCdEf", by: "app-??????"))
    #expect(try found("app-*") == ["secret-arn-wildcard-suffix"])
    #expect(try found("app*") == ["secret-arn-wildcard-suffix"])
  }

  /// Paths, the prefixes of services that manage secrets, and all secrets, which is said otherwise.
  @Test("prefixes that are meant", arguments: ["app/*", "rds!*", "*", "events!connection/*"])
  func meantPrefixes(name: String) throws {
    #expect(try found(name).isEmpty)
  }

  @Test("a wildcard in the name", arguments: ["*prod*", "pr?d/app/*", "*/db-??????"])
  func wildcardName(name: String) throws {
    #expect(try found(name) == ["secret-arn-wildcard-name"])
  }

  /// A Deny may be as wide as it likes, but must match something.
  @Test func denyStatements() throws {
    let deny = read("app-*").replacing("Allow", with: "Deny")
    #expect(try SecretLint.ids(deny).filter { $0.hasPrefix("secret-arn-") }.isEmpty)
    let dead = read("app").replacing("Allow", with: "Deny")
    #expect(try SecretLint.ids(dead).contains("secret-arn-missing-suffix"))
  }

  /// What ARN a secret has while it is made, AWS does not say.
  @Test func namesOfNewSecretsNeedNoSuffix() throws {
    let create = read("app/database").replacing("GetSecretValue", with: "CreateSecret")
    #expect(try !SecretLint.ids(create).contains("secret-arn-missing-suffix"))
  }

  /// Each edit gives a policy that reads the secret that was meant, and is not taken for safe: before, nothing matched.
  @Test("the edits", arguments: [("app/db", 1), ("app/db-???", 1), ("app-db-*", 1), ("app-db*", 1)])
  func fixes(name: String, count: Int) throws {
    let findings = try SecretLint.findings(read(name)).filter { $0.ruleID.hasPrefix("secret-arn-") }
    #expect(findings.flatMap(\.fixes).count == count)
    for fix in findings.flatMap(\.fixes) {
      #expect(fix.safety == .changesBehaviour)
      let text = SecretLint.applying(fix, to: SecretLint.document(read(name)))
      let base = name.prefix { $0 != "?" && $0 != "*" }
      let secret = (base.hasSuffix("-") ? base.dropLast() : base) + "-AbCdEf"
      #expect(text.contains("-??????\""))
      let parts = text.dropFirst(#"{"Version":"2012-10-17","Statement":["#.count).dropLast(2)
      #expect(
        try SecretLint.decision(String(parts), "secretsmanager:GetSecretValue", on: Self.start + secret) == .allowed)
    }
  }

  @Test(
    "ARNs that are no secret's",
    arguments: [
      ("app/db-??????", true), ("app*", true), ("Secret:db-??????", true), ("*", false), ("s*", false),
      ("secret*", false),
    ])
  func noSecret(resource: String, isFound: Bool) throws {
    let statement = read("").replacing("secret:\"", with: resource + "\"")
    let ids = try SecretLint.ids(statement)
    #expect(!isFound || ids.contains("secret-wrong-id-in-resource") || ids.contains("invalid-arn-resource"))
    #expect(isFound || !ids.contains("secret-wrong-id-in-resource"))
  }

  /// AWS's own policies write `arn:aws:secretsmanager:*:*:sqlworkbench!*`, which matches.
  @Test func wildcardsCrossColons() throws {
    let statement =
      #"{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:*:*:sqlworkbench!*"}"#
    #expect(
      try SecretLint.decision(
        statement, "secretsmanager:GetSecretValue", on: Self.start + "sqlworkbench!a-AbCdEf") == .allowed)
    #expect(try !SecretLint.ids(statement).contains("secret-wrong-id-in-resource"))
  }

  /// A text with escapes is not edited blindly.
  @Test func escapedTextsGetNoEdit() throws {
    let escaped =
      #"{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:us-west-2:111122223333:secret:app\/db"}"#
    let findings = try SecretLint.findings(escaped).filter { $0.ruleID == "secret-arn-missing-suffix" }
    #expect(findings.count == 1)
    #expect(findings.flatMap(\.fixes).isEmpty)
  }
}
