import CommandLine
import Testing

/// The words in which text answers give reasons.
@Suite("Reasons in words")
struct PhraseTests {
  /// The text answer for one statement asked about one secret.
  private func text(
    resource: String = "*", condition: String? = nil, asking arn: String = "*", context: [String] = [],
    in surroundings: Surroundings = Surroundings()
  ) -> String {
    let element = condition.map { #","Condition":"# + $0 } ?? ""
    let policy =
      #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":""#
      + resource + "\"" + element + "}}"
    return CommandLineTool.run(
      [
        "simulate-custom-policy", "--output", "text", "--policy-input-list", policy, "--action-names",
        "secretsmanager:GetSecretValue", "--resource-arns", arn,
      ] + (context.isEmpty ? [] : ["--context-entries"] + context), in: surroundings
    ).output
  }

  // MARK: Conditions

  static let conditions: [(condition: String, entry: String?, words: String)] = [
    (
      #"{"StringEquals":{"aws:x":"a"}}"#, "ContextKeyName=aws:x,ContextKeyValues=b", "needs `a` and the request has `b`"
    ),
    (
      #"{"StringEquals":{"aws:x":["a","b","c"]}}"#, "ContextKeyName=aws:x,ContextKeyValues=d",
      "needs `a`, `b` or `c` and the request has `d`"
    ),
    (
      #"{"StringEquals":{"aws:x":["a","b","c","d","e"]}}"#, nil,
      "needs `a`, `b`, `c` or 2 more and the request has no such key"
    ),
    (
      #"{"StringNotEquals":{"aws:x":"a"}}"#, "ContextKeyName=aws:x,ContextKeyValues=a",
      "needs anything but `a` and the request has `a`"
    ),
    (
      #"{"StringLike":{"aws:x":"a*"}}"#, "ContextKeyName=aws:x,ContextKeyValues=b",
      "needs something like `a*` and the request has `b`"
    ),
    (
      #"{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/a"}}"#,
      "ContextKeyName=aws:PrincipalArn,ContextKeyValues=arn:aws:iam::111122223333:role/a",
      "needs anything not like `arn:aws:iam::*:role/a` and the request has `arn:aws:iam::111122223333:role/a`"
    ),
    (
      #"{"NumericLessThanEquals":{"aws:x":"5"}}"#, "ContextKeyName=aws:x,ContextKeyValues=6,ContextKeyType=numeric",
      "needs at most `5` and the request has `6`"
    ),
    (
      #"{"DateGreaterThan":{"aws:CurrentTime":"2030-01-01T00:00:00Z"}}"#,
      "ContextKeyName=aws:CurrentTime,ContextKeyValues=2026-01-01T00:00:00Z,ContextKeyType=date",
      "needs more than `2030-01-01T00:00:00Z` and the request has `2026-01-01T00:00:00Z`"
    ),
    (
      #"{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}"#,
      "ContextKeyName=aws:SourceIp,ContextKeyValues=198.51.100.7,ContextKeyType=ip",
      "needs an address in `192.0.2.0/24` and the request has `198.51.100.7`"
    ),
    (
      #"{"NotIpAddress":{"aws:SourceIp":"192.0.2.0/24"}}"#,
      "ContextKeyName=aws:SourceIp,ContextKeyValues=192.0.2.7,ContextKeyType=ip",
      "needs an address outside `192.0.2.0/24` and the request has `192.0.2.7`"
    ),
    (
      #"{"Null":{"aws:x":"true"}}"#, "ContextKeyName=aws:x,ContextKeyValues=b",
      "needs the key absent and the request has `b`"
    ),
    (#"{"Null":{"aws:x":"false"}}"#, nil, "needs the key and the request has no such key"),
    (
      #"{"StringEquals":{"aws:TagKeys":"a"}}"#,
      "ContextKeyName=aws:TagKeys,ContextKeyValues=a,ContextKeyType=stringList",
      "never holds: the key holds several values, which needs `ForAnyValue:` or `ForAllValues:`"
    ),
    (
      #"{"StringEquals":{"aws:x":"${aws:y}"}}"#, "ContextKeyName=aws:x,ContextKeyValues=b",
      "uses the variable `aws:y`, which has no value in the request"
    ),
    (
      #"{"StringEquals":{"aws:x":"a"},"StringLike":{"aws:y":"b"}}"#, nil,
      "needs `a` and the request has no such key; 1 more condition does not hold either"
    ),
  ]

  @Test("what a condition needs and what the request has", arguments: conditions.indices)
  func conditionPhrases(index: Int) {
    let row = Self.conditions[index]
    let answer = text(condition: row.condition, context: row.entry.map { [$0] } ?? [])
    #expect(answer.contains("covers the action and the resource, but its condition `"))
    #expect(answer.contains(row.words), "\(answer)")
  }

  // MARK: The suffix of secrets

  static let secret = "arn:aws:secretsmanager:us-west-2:111122223333:secret:"

  /// A secret has a hyphen and six random characters at the end of its ARN.
  ///
  /// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html (response element `ARN`)
  @Test("a pattern that lacks the suffix: what to write", arguments: ["app/db", "app/*b", "ap?/db"])
  func patternWithoutSuffix(name: String) {
    let answer = text(resource: Self.secret + name, asking: Self.secret + "app/db-a1b2c3")
    #expect(
      answer.contains(
        "its pattern `\(Self.secret)\(name)` lacks the six random characters that end a secret's ARN; "
          + "write `\(Self.secret)\(name)-??????`\n"))
  }

  @Test("a request that lacks the suffix", arguments: ["app/db-??????", "app/db-a1b2c3", "app/*-??????"])
  func requestWithoutSuffix(name: String) {
    let answer = text(resource: Self.secret + name, asking: Self.secret + "app/db")
    #expect(answer.contains("and the ARN asked about lacks them; ask with the secret's whole ARN\n"))
  }

  @Test(
    "no hint where the suffix is not what is wrong",
    arguments: [
      ("app/other", "app/db-a1b2c3"), ("app/db", "app/db-a1b2c"), ("app/db", "app/db-a1b2c3d"),
      ("app/db-??????", "app/dc"),
      ("app/db-ab", "app/db"),
    ])
  func otherMistakes(pattern: String, asked: String) {
    let answer = text(resource: Self.secret + pattern, asking: Self.secret + asked)
    #expect(answer.contains("covers the action, but not the resource: its pattern is `\(Self.secret)\(pattern)`\n"))
  }

  @Test("no hint for other services")
  func otherServices() {
    let answer = text(resource: "arn:aws:s3:::bucket", asking: "arn:aws:s3:::bucket-a1b2c3")
    #expect(answer.contains("its pattern is `arn:aws:s3:::bucket`\n"))
  }

  // MARK: Terminals

  @Test("colours only where asked for")
  func colours() {
    #expect(text(in: Surroundings(outputIsColoured: true)).hasPrefix("\u{1B}[1;32mallowed\u{1B}[0m: secretsmanager:"))
    #expect(!text(in: Surroundings(messagesAreColoured: true)).contains("\u{1B}"))
  }

  @Test("a table is aligned by what is seen: wide characters count twice, colours not at all")
  func tableColumns() throws {
    let policy = #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#
    let arguments = [
      "simulate-custom-policy", "--output", "table", "--policy-input-list", policy, "--action-names", "s3:GetObject",
      "--resource-arns", "arn:aws:s3:::b/資料", "arn:aws:s3:::b/datei",
    ]
    let plain = CommandLineTool.run(arguments).output.split(separator: "\n")
    try #require(plain.count == 3)
    #expect(plain[0] == "ACTION        RESOURCE              DECISION  DECIDED BY")
    #expect(plain[1] == "s3:GetObject  arn:aws:s3:::b/資料   allowed   statement 1 (--policy-input-list:1:37)")
    #expect(plain[2] == "s3:GetObject  arn:aws:s3:::b/datei  allowed   statement 1 (--policy-input-list:1:37)")
    let coloured = CommandLineTool.run(arguments, in: Surroundings(outputIsColoured: true)).output
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "").split(separator: "\n") == plain)
    #expect(coloured.contains("\u{1B}[1;32mallowed\u{1B}[0m   statement 1"))
  }

  @Test("texts that would act on a terminal are shown, not obeyed")
  func controlCharacters() throws {
    let folder = try TemporaryFolder()
    let policy = #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#
    let path = try folder.write("a\u{1B}[31m.json", policy)
    let output = CommandLineTool.run([
      "simulate-custom-policy", "--output", "text", "--policy-input-list", "file://" + path, "--action-names",
      "s3:GetObject",
    ]).output
    #expect(output.contains("/a␛[31m.json:1:37)"))
    #expect(!output.contains("\u{1B}"))
  }
}
