import CommandLine
import Foundation
import Testing

/// `iamsim lint` with a configuration, suppressions and baselines.
@Suite("lint with a configuration")
struct LintWithConfigurationTests {
  private static let misspelt = LintCommandTests.misspelt
  private static let deletion =
    #"{"Version":"2012-10-17","Statement":[{"Sid":"Del","Effect":"Allow","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::b1/*"}]}"#

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func makeFolder(_ names: String...) throws {
    for name in names {
      try FileManager.default.createDirectory(at: folder.url.appending(path: name), withIntermediateDirectories: true)
    }
  }

  /// Lints in the folder of the test; `now` is noon on 1 June 2026.
  private func lint(_ arguments: String...) -> Outcome {
    let surroundings = Surroundings(currentFolder: folder.url.path, now: 1_780_315_200)
    return CommandLineTool.run(["lint"] + arguments, in: surroundings)
  }

  private func path(_ name: String) -> String { folder.url.path + "/" + name }

  @Test func rulesAndThresholdComeFromTheNearest() throws {
    try makeFolder("a/b")
    _ = try folder.write("iamsim.yaml", "rules: {default: off, invalid-action: low}\n")
    _ = try folder.write("a/b/iamsim.yaml", "fail-on: low\nrules: {default: off, invalid-action: low}\n")
    let outer = try folder.write("a/p.json", Self.misspelt)
    let inner = try folder.write("a/b/p.json", Self.misspelt)
    #expect(lint(outer).status == .clean)
    #expect(lint(outer).output.contains("1:65: low: Amazon S3 has no action"))
    #expect(lint(inner).status == .findings)
    // Flags count more.
    #expect(lint(inner, "--fail-on", "high").status == .clean)
    #expect(lint(inner, "--severity", "invalid-action=critical").output.contains("1 critical"))
    #expect(lint(inner, "--disable", "invalid-action").output.contains("no findings"))
    #expect(lint(inner, "--no-config").output.contains("1:65: error: Amazon S3 has no action"))
    let named = try folder.write("other.yaml", "rules: {default: off}\n")
    #expect(lint(inner, "--config", named).output == "no findings in 1 file\n")
  }

  private static let secret = "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/database-a1B2c3"

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html: who reads a secret under a key
  // of the customer's needs `kms:Decrypt` for it.
  @Test func keysOfSecretsAreKnownFromTheConfiguration() throws {
    let reader =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":""#
      + Self.secret + #""}]}"#
    let file = try folder.write("p.json", reader)
    func configure(_ key: String) throws {
      _ = try folder.write("iamsim.yaml", "secret-keys:\n  \(Self.secret): \(key)\n")
    }
    #expect(!lint(file).output.contains("[secret-read-without-decrypt]"))
    try configure("arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
    #expect(lint(file).output.contains("[secret-read-without-decrypt]"))
    try configure("alias/aws/secretsmanager")
    #expect(!lint(file).output.contains("[secret-read-without-decrypt]"))
  }

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html: other accounts
  // cannot use the AWS managed key.
  @Test(arguments: ["*", secret])
  func whatAPolicyIsAttachedToIsKnownFromTheConfiguration(resource: String) throws {
    let policy =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:role/app"},"#
      + #""Action":"secretsmanager:GetSecretValue","Resource":""# + resource + #""}]}"#
    let file = try folder.write("p.json", policy)
    let attached = "attached-to: \(Self.secret)"
    func configure(_ use: String, _ key: String) throws {
      _ = try folder.write(
        "iamsim.yaml",
        """
        account: "111122223333"
        policy-kinds: [{path: p.json, kind: resource, resource-type: "AWS::SecretsManager::Secret"\(use)}]
        secret-keys:
          \(Self.secret): \(key)

        """)
    }
    let id = "[secret-policy-cross-account-default-key]"
    try configure(", " + attached, "alias/aws/secretsmanager")
    #expect(lint(file).output.contains(id))
    try configure("", "alias/aws/secretsmanager")
    #expect(lint(file).output.contains(id) == (resource != "*"))
    try configure(", " + attached, "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
    #expect(!lint(file).output.contains(id))
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
  @Test(arguments: [
    (#"{"AWS":"444455556666"}"#, nil), (#"{"AWS":"arn:aws:iam::444455556666:role/app"}"#, nil),
    (#"{"AWS":"arn:aws:iam::111122223333:role/own"}"#, nil), (#"{"Service":"lambda.amazonaws.com"}"#, nil),
    (#"{"AWS":"arn:aws:iam::777788889999:role/build-7"}"#, nil),
    (#"{"AWS":"arn:aws:iam::777788889999:role/app"}"#, "`arn:aws:iam::777788889999:role/app` is none of the allowed"),
    (#"{"Service":"ec2.amazonaws.com"}"#, "`ec2.amazonaws.com` is none of the allowed principals"),
    (#"{"AWS":"arn:aws:iam::444455556666:user/ana"}"#, "is blocked by `arn:aws:iam::444455556666:user/*`"),
    (#"{"AWS":"arn:aws:iam::555566667777:root"}"#, "`arn:aws:iam::555566667777:root` is blocked by `555566667777`"),
    (#""*""#, "`*` is none of the allowed principals"),
  ])
  func principalsAreHeldAgainstTheListsOfTheConfiguration(principal: String, message: String?) throws {
    let file = try folder.write(
      "p.json",
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":\#(principal),"Action":"sqs:SendMessage","Resource":"*"}]}"#
    )
    #expect(!lint(file).output.contains("[principal-not-allowed]"))
    _ = try folder.write(
      "iamsim.yaml",
      """
      account: "111122223333"
      principals:
        allowed: ["444455556666", lambda.amazonaws.com, "arn:aws:iam::777788889999:role/build-?"]
        blocked: ["arn:aws:iam::444455556666:user/*", "555566667777"]

      """)
    let output = lint(file).output
    #expect(output.contains("[principal-not-allowed]") == (message != nil), "\(output)")
    if let message { #expect(output.contains(message), "\(output)") }
  }

  @Test func placeholdersInExamplesAreNoMistakes() throws {
    try makeFolder("docs")
    let text =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","#
      + #""Resource":"arn:aws:secretsmanager:us-west-2:123456789012:secret:app/database-a1B2c3"}]}"#
    let example = try folder.write("docs/p.json", text)
    let policy = try folder.write("p.json", text)
    _ = try folder.write("iamsim.yaml", "examples: docs\nrules: {arn-placeholder-account: on}\n")
    #expect(lint(policy).output.contains("[arn-placeholder-account]"))
    #expect(!lint(example).output.contains("[arn-placeholder-account]"))
  }

  @Test func mistakesAreToldAndOtherFilesLinted() throws {
    try makeFolder("good", "bad")
    let good = try folder.write("good/p.json", Self.misspelt)
    _ = try folder.write("bad/p.json", Self.misspelt)
    let configuration = try folder.write("bad/iamsim.yaml", "fial-on: low\nrules: {nope: off}\n")
    let outcome = lint(folder.url.path)
    #expect(outcome.status == .failure)
    #expect(outcome.output.contains(good))
    #expect(!outcome.output.contains("bad/p.json"))
    #expect(outcome.messages.contains("bad/iamsim.yaml:1:1: error: unknown key `fial-on` in a configuration"))
    #expect(outcome.messages.contains("bad/iamsim.yaml:2:9: error: there is no rule `nope`"))
    #expect(outcome.messages.contains("1 file was not looked into"))
    let named = lint(good, "--config", configuration)
    #expect(named.status == .failure)
    #expect(named.output == "")
    #expect(named.messages.contains(":1:1: error: unknown key `fial-on`"))
    #expect(lint(good, "--config", path("nope.yaml")).messages.contains("no such file"))
    #expect(lint(good, "--config", configuration, "--no-config").status == .failure)
  }

  @Test func pathsAreLeftOut() throws {
    try makeFolder("policies/generated")
    _ = try folder.write("iamsim.yaml", "paths: {include: policies, exclude: generated}\n")
    let kept = try folder.write("policies/p.json", Self.misspelt)
    let generated = try folder.write("policies/generated/p.json", Self.misspelt)
    _ = try folder.write("p.json", Self.misspelt)
    let outcome = lint(folder.url.path, "--only", "invalid-action")
    #expect(outcome.output.contains(kept))
    #expect(outcome.output.contains("1 finding in 1 file"))
    // What is named is linted, unless a tool names every file that was changed.
    #expect(lint(generated, "--only", "invalid-action").status == .findings)
    #expect(lint(generated, "--only", "invalid-action", "--skip-other-files").status == .clean)
  }

  @Test func kindsComeFromPaths() throws {
    _ = try folder.write(
      "iamsim.yaml",
      "policy-kinds: [{path: '*.scp.json', kind: service-control}, {path: '*.json', kind: permissions-boundary}]\n")
    _ = try folder.write("a.scp.json", Self.deletion)
    _ = try folder.write("b.json", Self.deletion)
    let outcome = lint(folder.url.path, "--output", "json")
    #expect(outcome.output.contains(#""kind": "service-control""#))
    #expect(outcome.output.contains(#""kind": "permissions-boundary""#))
    #expect(outcome.output.contains(#""recognizedBy": "given""#))
    #expect(
      !lint(folder.url.path, "--output", "json", "--policy-kind", "session").output.contains("service-control"))
  }

  private static let custom = """
    rules: {default: off}
    custom-rules:
      no-deletion:
        message: nothing is deleted here
        severity: high
        why: The records must be kept.
        help: ask the archive
        link: https://example.com/archive
        statements: {actions: "s3:Delete*"}
        forbidden: true

    """

  @Test func rulesOfOnesOwnAreReportedAsAnyOther() throws {
    _ = try folder.write("iamsim.yaml", Self.custom)
    let file = try folder.write("p.json", Self.deletion)
    let outcome = lint(file)
    #expect(outcome.status == .findings)
    #expect(
      outcome.output.hasPrefix(
        "\(file): identity policy\n\(file):1:77: high: nothing is deleted here: `s3:DeleteObject` [custom/no-deletion]\n"
      ))
    #expect(
      outcome.output.contains(
        "  why: The records must be kept.\n  help: ask the archive\n  see: https://example.com/archive\n"))
    for format in ["json", "sarif", "junit", "github", "gitlab", "markdown", "csv"] {
      #expect(lint(file, "--output", format).output.contains("custom/no-deletion"), "\(format)")
    }
    #expect(
      try JSONSchema("docs/schema/findings.schema.json").problems(in: lint(file, "--output", "json").output) == [])
    #expect(lint(file, "--only", "custom/no-deletion").output.contains("1 finding"))
    #expect(lint(file, "--only", "invalid-action").output.contains("no findings"))
    #expect(lint(file, "--disable", "custom/no-deletion").output.contains("no findings"))
    #expect(lint(file, "--severity", "custom/no-deletion=low").output.contains("1 low"))
    let misspelt = lint(file, "--disable", "custom/no-deletoin")
    #expect(misspelt.status == .failure)
    #expect(misspelt.messages.contains("did you mean `custom/no-deletion`?"))
  }

  @Test func suppressionsHideAndAreCounted() throws {
    _ = try folder.write(
      "iamsim.yaml",
      Self.custom + "suppressions: [{rule: custom/no-deletion, sid: Del, reason: The archive \"agreed\"}]\n")
    let file = try folder.write("p.json", Self.deletion)
    let outcome = lint(file)
    #expect(outcome.status == .clean)
    #expect(outcome.output == "no findings in 1 file; 1 suppressed\n")
    #expect(!lint(file, "--output", "sarif").output.contains("no-deletion"))
    let sarif = lint(file, "--output", "sarif", "--show-suppressed").output
    #expect(sarif.contains(#""justification": "The archive \"agreed\"""#))
    #expect(sarif.contains(#""kind": "external""#))
    let json = lint(file, "--output", "json").output
    #expect(json.contains(#""suppressed": 1"#))
    #expect(try JSONSchema("docs/schema/findings.schema.json").problems(in: json) == [])
  }

  @Test func suppressionsAreLookedAtThemselves() throws {
    _ = try folder.write(
      "iamsim.yaml",
      Self.custom
        + """
        suppressions:
        - {rule: custom/no-deletion, sid: Gone, reason: r}
        - rule: invalid-action
          expires: 2026-05-31
          reason: r

        """.replacing("{default: off}", with: "{}"))
    let file = try folder.write("p.json", Self.deletion)
    let rules = ["--enable", "suppression-unused,suppression-expired"]
    func said(_ path: String, _ more: String...) -> String {
      let surroundings = Surroundings(currentFolder: folder.url.path, now: 1_780_315_200)
      return CommandLineTool.run(["lint", path] + more + rules, in: surroundings).output
    }
    // One file says nothing of the others.
    #expect(!said(file).contains("suppression-unused"))
    let all = said(folder.url.path)
    #expect(
      all.contains(
        "iamsim.yaml:12:10: low: the suppression of `custom/no-deletion` meets no finding [suppression-unused]"),
      "\(all)")
    #expect(
      all.contains(
        "iamsim.yaml:13:9: low: the suppression of `invalid-action` expired on 2026-05-31 [suppression-expired]"))
    // Where a file could not be linted a finding may have been missed.
    _ = try folder.write("broken.json", Data([0xFF, 0xFE, 0x80]))
    #expect(!said(folder.url.path).contains("suppression-unused"))
  }

  @Test func baselines() throws {
    _ = try folder.write("iamsim.yaml", Self.custom)
    let file = try folder.write("p.json", Self.deletion)
    let baseline = path("known/baseline.json")
    try makeFolder("known")
    let written = lint(file, "--write-baseline", baseline)
    #expect(written.status == .clean)
    #expect(written.output == "")
    #expect(written.files.map(\.path) == [baseline])
    #expect(written.files[0].message == "\(baseline): 1 finding written\n")
    #expect(try JSONSchema("docs/schema/baseline.schema.json").problems(in: written.files[0].text) == [])
    #expect(written.files[0].text.contains(#""file":"../p.json""#))
    _ = try folder.write("known/baseline.json", written.files[0].text)
    let known = lint(file, "--baseline", baseline)
    #expect(known.status == .clean)
    #expect(known.output == "no findings in 1 file; 1 in the baseline\n")
    #expect(known.messages == "")
    // Lines and other statements make no difference; the same thing once more does.
    let moved = Self.deletion.replacing(
      #"[{"Sid""#,
      with: "[\n\n{\"Effect\":\"Allow\",\"Action\":\"s3:ListBucket\",\"Resource\":\"arn:aws:s3:::b\"},\n{\"Sid\"")
    _ = try folder.write("p.json", moved)
    #expect(lint("p.json", "--baseline", "known/baseline.json").status == .failure)
    #expect(lint(file, "--baseline", baseline).status == .clean)
    let statement = Self.deletion.dropFirst(#"{"Version":"2012-10-17","Statement":["#.count).dropLast(2)
    _ = try folder.write("p.json", Self.deletion.replacing("[{", with: "[\(statement),{"))
    let twice = lint(file, "--baseline", baseline)
    #expect(twice.status == .findings)
    #expect(twice.output.contains("1 finding in 1 file: 1 high; 1 in the baseline"))
    // What is gone is told.
    _ = try folder.write("p.json", Self.deletion.replacing("Delete", with: "Get"))
    let gone = lint(file, "--baseline", baseline)
    #expect(gone.status == .clean)
    #expect(
      gone.messages == """
        iamsim: note: 1 finding of the baseline `\(baseline)` is gone; `--write-baseline` writes it anew
          ../p.json: nothing is deleted here: `s3:DeleteObject` [custom/no-deletion]

        """)
  }

  @Test func flagsThatDoNotGoTogether() throws {
    let file = try folder.write("p.json", Self.deletion)
    for more in [["--baseline", "a"], ["--diff"], ["--output", "json"]] {
      let outcome = CommandLineTool.run(["lint", file, "--write-baseline", "b"] + more)
      #expect(outcome.status == .failure)
      #expect(outcome.messages.contains("`--write-baseline`"))
    }
    let broken = try folder.write("baseline.json", #"{"version": 1, "findings": [{}]}"#)
    #expect(lint(file, "--baseline", broken).messages.contains("baseline.json:1:29: error: "))
  }

  @Test func theSchemaIsPrinted() throws {
    let outcome = lint("--print-config-schema")
    #expect(outcome.status == .clean)
    #expect(outcome.output == (try Repository.text("docs/schema/iamsim.schema.json")))
  }

  @Test("many files go by one configuration", .timeLimit(.minutes(2)))
  func manyFiles() throws {
    var suppressions = "suppressions:\n"
    for number in 0..<200 { suppressions += "- {rule: invalid-action, path: 'x/\(number)/**', reason: r}\n" }
    _ = try folder.write("iamsim.yaml", "rules: {default: off, invalid-action: on}\n" + suppressions)
    let data = Data(Self.misspelt.utf8)
    for number in 0..<100 {
      try makeFolder("f\(number)")
      for file in 0..<20 { _ = try folder.write("f\(number)/\(file).json", data) }
    }
    let clock = ContinuousClock()
    let start = clock.now
    let outcome = lint(folder.url.path, "--output", "csv")
    #expect(outcome.status == .findings)
    #expect(start.duration(to: clock.now) < .seconds(60))
  }
}
