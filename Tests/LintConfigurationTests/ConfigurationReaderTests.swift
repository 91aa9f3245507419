import LintConfiguration
import PolicyChecks
import PolicyLanguage
import SourceText
import Testing

/// Configurations are read strictly: whatever is wrong is told with its place, all at once.
@Suite struct ConfigurationReaderTests {
  @Test func everythingThatThereIs() throws {
    let settings = Sample.good(
      """
      version: 1
      fail-on: high
      rules:
        default: as-declared
        INVALID_ACTION: off
        pass-role-with-star-in-resource: critical
        redundant-action: false
        custom/tls: low
        suppression-unused: high
      paths: {include: ["policies/**"], exclude: generated}
      policy-kinds:
        - {path: [trust, "*.trust.json"], kind: role-trust}
        - path: buckets
          kind: resource
          resource-type: AWS::S3::Bucket
          attached-to: arn:aws:s3:::reports
      account: "012345678901"
      trusted:
        accounts: ["111122223333", 444455556666]
        organization: o-a1b2c3d4e5
      principals: {allowed: [lambda.amazonaws.com], blocked: "arn:aws:iam::444455556666:user/*"}
      secret-keys:
        arn:aws:secretsmanager:us-west-2:111122223333:secret:a-a1B2c3: arn:aws:kms:us-west-2:111122223333:key/1234abcd
        arn:aws:secretsmanager:us-west-2:111122223333:secret:b-a1B2c3: alias/aws/secretsmanager
      examples: ["docs/**"]
      action-lists:
        deletion: ["s3:Delete*", kms:ScheduleKeyDeletion]
      custom-rules:
        tls:
          message: Deletion needs TLS.
          severity: critical
          why: it is so
          help: add the condition
          link: https://example.com/tls
          kinds: [identity, resource]
          paths: ["policies/**"]
          statements: {actions: ["@deletion", "s3:Put*"], resources: "arn:aws:s3:::*"}
          conditions: {all-of: {key: aws:SecureTransport, operator: Bool, values: true}}
      suppressions:
        - rule: [redundant-resource, custom/tls]
          path: policies/old/**
          sid: Legacy
          action: s3:DeleteObject
          resource: "*"
          reason: goes in spring
          expires: 2027-03-31
      """)
    #expect(settings.failOn == .from(.high))
    let action = try #require(RuleTable.rule(named: "invalid-action"))
    let passRole = try #require(RuleTable.rule(named: "pass-role-with-star-in-resource"))
    let redundant = try #require(RuleTable.rule(named: "redundant-action"))
    #expect(!settings.rules.runs(action))
    #expect(!settings.rules.runs(redundant))
    #expect(settings.rules.severity(of: passRole) == .critical)
    #expect(settings.rules.settings["suppression-unused"]?.severity == .high)
    #expect(settings.use(of: RelativePath("x/a.trust.json"))?.kind == .roleTrust)
    #expect(settings.use(of: RelativePath("buckets/a.json"))?.resourceType == .s3Bucket)
    #expect(settings.use(of: RelativePath("a.json")) == nil)
    #expect(settings.paths.contains(RelativePath("policies/a.json")))
    #expect(!settings.paths.contains(RelativePath("policies/generated/a.json")))
    #expect(settings.account == "012345678901")
    #expect(settings.trustedAccounts == ["111122223333", "444455556666"])
    #expect(settings.organization == "o-a1b2c3d4e5")
    #expect(settings.uses.map(\.attachedTo) == [nil, "arn:aws:s3:::reports"])
    #expect(settings.allowedPrincipals == ["lambda.amazonaws.com"])
    #expect(settings.blockedPrincipals == ["arn:aws:iam::444455556666:user/*"])
    #expect(
      settings.secretKeys == [
        "arn:aws:secretsmanager:us-west-2:111122223333:secret:a-a1B2c3":
          "arn:aws:kms:us-west-2:111122223333:key/1234abcd",
        "arn:aws:secretsmanager:us-west-2:111122223333:secret:b-a1B2c3": "alias/aws/secretsmanager",
      ])
    #expect(settings.isExample(RelativePath("docs/a.json")))
    #expect(!settings.isExample(RelativePath("policies/docs.json")))
    let rule = try #require(settings.customRules.first)
    #expect(rule.id == "custom/tls")
    #expect(rule.message == "Deletion needs TLS")
    #expect(rule.kinds == [.identity, .resource])
    #expect(rule.statements.actions.map(\.text) == ["s3:Delete*", "kms:ScheduleKeyDeletion", "s3:Put*"])
    #expect(settings.rules.severity(of: rule.rule) == .low)
    let suppression = try #require(settings.suppressions.first)
    #expect(suppression.rules == ["redundant-resource", "custom/tls"])
    #expect(suppression.expires?.description == "2027-03-31")
    #expect(settings.file.position(at: suppression.range.lowerBound).line == 40)
  }

  @Test func jsonIsReadAsWell() {
    let settings = Sample.settings(#"{"$schema": "x.json", "fail-on": "never"}"#, name: "iamsim.json")
    #expect(Sample.problems(settings) == [])
    #expect(settings.failOn == .never)
  }

  @Test(arguments: ["", "  \n", "# nothing yet\n", "---\n", "null", "rules:\n", "suppressions: []\n"])
  func nothingIsInOrder(text: String) { _ = Sample.good(text) }

  @Test(
    arguments: [
      (
        "fail-on: hgh",
        "1:10 error: expected `fail-on` to be one of `info`, `low`, `medium`, `high`, `critical`, `error`, `never`, found `hgh` (did you mean `high`?)"
      ),
      ("failOn: high", "1:1 error: unknown key `failOn` in a configuration (did you mean `fail-on`?)"),
      ("fail_on: high", "1:1 error: unknown key `fail_on` in a configuration (did you mean `fail-on`?)"),
      (
        "nonsense: 1",
        "1:1 error: unknown key `nonsense` in a configuration (expected one of `version`, `fail-on`, `rules`, `paths`, `policy-kinds`, `account`, `trusted`, `principals`, `secret-keys`, `examples`, `action-lists`, `custom-rules`, `suppressions`; see docs/schema/iamsim.schema.json)"
      ),
      ("version: 2", "1:10 error: this iamsim reads version 1 of the format only (write `version: 1`)"),
      (
        "- a",
        "1:3 error: expected a mapping such as `fail-on: high` (the format is described in docs/configuration.md and docs/schema/iamsim.schema.json)"
      ),
      (
        "just text",
        "1:1 error: expected a mapping such as `fail-on: high` (the format is described in docs/configuration.md and docs/schema/iamsim.schema.json)"
      ),
      ("rules: [a]", "1:9 error: expected `rules` to be a mapping from names"),
      (
        "rules:\n  invalid-actoin: off", "2:3 error: there is no rule `invalid-actoin` (did you mean `invalid-action`?)"
      ),
      ("rules: {xyzzy: off}", "1:9 error: there is no rule `xyzzy` (`iamsim rules` lists them)"),
      ("rules: {invalid-action: [off]}", "1:26 error: expected `invalid-action` to be a text"),
      (
        "rules: {invalid-action: warn}",
        "1:25 error: expected `invalid-action` to be one of `on`, `off`, `info`, `low`, `medium`, `high`, `critical`, `error`, found `warn`"
      ),
      (
        "rules: {invalid-action: off, INVALID_ACTION: on}",
        "1:30 error: `INVALID_ACTION` and `invalid-action` are the same rule"
      ),
      ("rules: {default: low}", "1:18 error: expected `default` to be one of `as-declared`, `on`, `off`, found `low`"),
      (
        "rules: {invalid-action: off, invalid-action: off}",
        "1:30 error: the key `invalid-action` is given twice in one object (first written at 1:9: keep one of them, or join their values)"
      ),
      ("paths: all", "1:8 error: expected `paths` to be a mapping with keys such as `include`, `exclude`"),
      ("paths: {include: []}", "1:18 error: expected `include` to hold at least one"),
      ("paths: {include: [[a]]}", "1:20 error: expected each of `include` to be a text"),
      ("paths: {exclude: '[a'}", "1:18 error: `[a` has a `[` without its `]`"),
      ("paths: {exclude: ../x}", "1:18 error: `../x` leads out of its folder: patterns cannot hold `.` or `..`"),
      ("policy-kinds: {path: a}", "1:16 error: expected `policy-kinds` to be a list (put `- ` in front of each entry)"),
      (
        "policy-kinds: [{path: a, kind: trust}]",
        "1:32 error: expected `kind` to be one of `identity`, `permissions-boundary`, `session`, `resource`, `role-trust`, `kms-key`, `service-control`, `resource-control`, `vpc-endpoint`, found `trust`"
      ),
      ("policy-kinds: [{kind: identity}]", "1:17 error: expected an entry of `policy-kinds` to have `path`"),
      (
        "policy-kinds: [{path: a, kind: identity, resource-type: 'AWS::S3::Bucket'}]",
        "1:57 error: policies of kind `identity` are not attached to resources (leave `resource-type` out)"
      ),
      ("policy-kinds:\n-", "2:2 error: expected an entry of `policy-kinds`, found nothing"),
      (
        "account: 1234",
        "1:10 error: `1234` is not the id of an account, which has 12 digits (write it in quotes, as in `\"111122223333\"`)"
      ),
      (
        "trusted: {organization: o-1}",
        "1:25 error: `o-1` is not the id of an organization (for example `o-a1b2c3d4e5`)"
      ),
      ("trusted: {acounts: x}", "1:11 error: unknown key `acounts` in `trusted` (did you mean `accounts`?)"),
      ("principals: {alowed: x}", "1:14 error: unknown key `alowed` in `principals` (did you mean `allowed`?)"),
      ("secret-kyes: {}", "1:1 error: unknown key `secret-kyes` in a configuration (did you mean `secret-keys`?)"),
      ("example: docs", "1:1 error: unknown key `example` in a configuration (did you mean `examples`?)"),
      ("examples: ../x", "1:11 error: `../x` leads out of its folder: patterns cannot hold `.` or `..`"),
      (
        "secret-keys: {app: alias/aws/secretsmanager}",
        "1:15 error: `app` is not the ARN of a secret (for example `arn:aws:secretsmanager:us-west-2:111122223333:secret:app/database-a1B2c3`)"
      ),
      (
        "secret-keys: {'arn:aws:secretsmanager:us-west-2:111122223333:secret:a-a1B2c3': alias/app}",
        "1:80 error: `alias/app` is not the ARN of a KMS key (for example `arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`, or `alias/aws/secretsmanager` for the AWS managed key)"
      ),
      (
        "policy-kinds: [{path: a, kind: resource, attached-to: reports}]",
        "1:55 error: expected `attached-to` to be an ARN, found `reports` (for example `arn:aws:s3:::reports`)"
      ),
      ("suppressions: [{rule: invalid-action}]", "1:17 error: expected a suppression to have `reason`"),
      (
        "suppressions: [{rule: invalid-action, reason: '  '}]",
        "1:47 error: expected `reason` to be a text, found an empty one"
      ),
      ("suppressions: [{rule: invalid-action, reason: }]", "1:47 error: expected `reason` to be a text, found nothing"),
      ("suppressions: [{reason: x}]", "1:17 error: expected a suppression to have `rule`"),
      (
        "suppressions: [{rule: invalid-action, reason: x, expires: 2027-02-29}]",
        "1:59 error: `2027-02-29` is not a day of the calendar (write year, month and day, as in `2027-03-31`)"
      ),
      (
        "suppressions: [{rule: invalid-action, reason: x, expires: soon}]",
        "1:59 error: `soon` is not a day of the calendar (write year, month and day, as in `2027-03-31`)"
      ),
      (
        "suppressions: [{rule: suppression-unused, reason: x}]",
        "1:23 error: `suppression-unused` is about suppressions, and cannot be suppressed (switch it off under `rules`: `suppression-unused: off`)"
      ),
      (
        "custom-rules: {A: {message: m, names: {of: sid, pattern: a}}}",
        "1:16 error: `A` cannot be the name of a custom rule (names are words of lower-case letters and digits, joined by hyphens)"
      ),
      ("custom-rules: {a: }", "1:16 error: expected the custom rule `a` to say something"),
      (
        "custom-rules: {a: {message: m}}",
        "1:20 error: expected a custom rule to have exactly one of `forbidden`, `conditions`, `names`"
      ),
      (
        "custom-rules: {a: {message: m, forbidden: true}}",
        "1:20 error: this rule would forbid every statement that allows (say under `statements` which ones)"
      ),
      (
        "custom-rules: {a: {message: m, statements: {actions: 's3:*'}, forbidden: false}}",
        "1:74 error: `forbidden` can only be `true`"
      ),
      (
        "custom-rules: {a: {message: m, names: {of: sid, pattern: '(a'}}}",
        "1:58 error: the regular expression is not valid: missing closing parenthesis (at character 3)"
      ),
      (
        "custom-rules: {a: {message: m, names: {of: user, pattern: a}}}",
        "1:44 error: expected `of` to be one of `sid`, `role`, `resource`, found `user`"
      ),
      (
        "custom-rules: {a: {message: m, names: {of: role, pattern: a, required: true}}}",
        "1:72 error: `required` goes with `of: sid` only"
      ),
      ("custom-rules: {a: {message: m, conditions: {}}}", "1:44 error: expected `conditions` to say something"),
      (
        "custom-rules: {a: {message: m, conditions: {all-of: []}}}",
        "1:53 error: expected `all-of` to hold at least one"
      ),
      (
        "custom-rules: {a: {message: m, conditions: {all-of: {key: 'aws:SourceIp', operator: IpAdress}}}}",
        "1:85 error: there is no condition operator `IpAdress` (did you mean `IpAddress`?)"
      ),
      (
        "custom-rules: {a: {message: m, statements: {actions: GetObject}, forbidden: true}}",
        "1:54 error: `GetObject` is not an action (write service and action, as in `s3:GetObject` or `s3:*`)"
      ),
      (
        "custom-rules: {a: {message: m, statements: {actions: '@x'}, forbidden: true}}",
        "1:54 error: there is no list `x` under `action-lists`"
      ),
      (
        "custom-rules: {a: {message: m, link: 'javascript:x', statements: {actions: 's3:*'}, forbidden: true}}",
        "1:38 error: expected `link` to be an address that begins with `https://`"
      ),
      (
        "action-lists: {x: ['s3:*']}",
        "1:20 warning: no custom rule names the list `x` (name it under `actions` as `@x`)"
      ),
      (
        "custom-rules: {a: {message: m, statements: {actions: 's3:DeletBucket'}, forbidden: true}}",
        "1:54 warning: AWS has no action that `s3:DeletBucket` matches (did you mean `s3:DeleteBucket`?)"
      ),
      (
        "custom-rules: {a: {message: m, conditions: {all-of: {key: 'aws:SorceIp'}}}}",
        "1:59 warning: AWS has no condition key `aws:SorceIp` (did you mean `aws:SourceIp`?)"
      ),
      (
        "fail-on: &x high\nrules: {default: *y}",
        "2:18 error: there is no anchor `&y` before the alias `*y` (a text that begins with `*` stands in quotation marks: `\"*y\"`)"
      ),
    ])
  func mistakes(text: String, problem: String) {
    let problems = Sample.problems(Sample.settings(text))
    #expect(problems.first == problem)
    #expect(problems.count == 1, "\(problems)")
  }

  @Test func everyMistakeIsTold() {
    let problems = Sample.problems(
      Sample.settings("fail-on: x\nfoo: 1\nsuppressions:\n- {rule: nope, reason: r}\n- {path: a}\n"))
    #expect(problems.count == 5, "\(problems)")
  }

  @Test func brokenYAMLTellsOfItselfOnly() {
    let problems = Sample.problems(Sample.settings("rules: {invalid-actoin: off\nfoo: [1"))
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix("2:") == true)
  }

  @Test func aliasesMeanWhatTheyStandFor() {
    let settings = Sample.good(
      """
      custom-rules:
        a: {message: m, statements: &s {actions: ["s3:Delete*"]}, forbidden: true}
        b: {message: m, statements: *s, conditions: {all-of: {key: aws:SourceIp}}}
      """)
    #expect(settings.customRules.map { $0.statements.actions.map(\.text) } == [["s3:Delete*"], ["s3:Delete*"]])
  }

  @Test func aliasBombsDoNotHang() {
    var text = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for (one, two) in zip("abcdefgh", "bcdefghi") {
      text += "\(two): &\(two) [*\(one), *\(one), *\(one), *\(one), *\(one), *\(one), *\(one), *\(one), *\(one)]\n"
    }
    let clock = ContinuousClock()
    let time = clock.measure { #expect(Sample.settings(text).hasErrors) }
    #expect(time < .seconds(5))
  }

  @Test func aLargeConfigurationIsReadQuickly() {
    var text = "suppressions:\n"
    var number = 0
    while text.utf8.count < 5 << 20 {
      number += 1
      text +=
        "- {rule: invalid-action, path: \"policies/\(number)/**\", sid: S\(number), reason: reason number \(number)}\n"
    }
    let clock = ContinuousClock()
    let time = clock.measure { #expect(Sample.settings(text).suppressions.count == number) }
    #expect(time < .seconds(30))
  }

  /// Each value of a full configuration replaced by values of every other shape: told, never a crash.
  @Test func wrongTypesEverywhere() {
    let lines = Self.full.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (index, line) in lines.enumerated() {
      guard let colon = line.firstRange(of: ": ") else { continue }
      for value in ["[]", "{}", "[[]]", "{x: y}", "null", "1.5", "true", "''", "\"\\u0000\"", "!!binary x", "*x", "&"] {
        var changed = lines
        changed[index] = line[..<colon.upperBound] + value
        let settings = Sample.settings(changed.joined(separator: "\n"))
        for diagnostic in settings.diagnostics { #expect(diagnostic.range.upperBound <= settings.file.bytes.count) }
      }
    }
  }

  static let full = """
    version: 1
    fail-on: high
    rules:
      default: on
      invalid-action: off
    paths:
      include: a
      exclude: b
    policy-kinds:
    - path: x
      kind: resource
      resource-type: AWS::S3::Bucket
      attached-to: arn:aws:s3:::reports
    account: "111122223333"
    trusted:
      accounts: "111122223333"
      organization: o-a1b2c3d4e5
    principals: {allowed: [a], blocked: b}
    secret-keys:
      arn:aws:secretsmanager:us-west-2:111122223333:secret:app-a1B2c3: alias/aws/secretsmanager
    examples: docs
    action-lists:
      deletion: s3:Delete*
    custom-rules:
      a:
        message: m
        severity: low
        why: w
        help: h
        link: https://example.com
        kinds: resource
        paths: x
        statements:
          effect: Deny
          actions: "@deletion"
          action-values: s3:*
          resources: "*"
          resource-values: "*"
          principals: "*"
          principal-values: "*"
        conditions:
          all-of:
            key: aws:SourceIp
            operator: IpAddress
            values: 10.0.0.0/8
          any-of:
            key: aws:SourceIp
            operator: [IpAddress]
            values: [10.0.0.0/8]
          none-of:
            key: aws:SourceIp
            operator: [IpAddress]
            values: [10.0.0.0/8]
      b:
        message: m
        names:
          of: resource
          pattern: x
          within: arn:*
      c:
        message: m
        names:
          of: sid
          pattern: x
          required: true
      d:
        message: m
        statements:
          actions: s3:*
        forbidden: true
    suppressions:
    - rule: invalid-action
      reason: r
      path: x
      sid: s
      action: a
      resource: r
      expires: 2027-01-01
    """
}
