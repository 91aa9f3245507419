import LintConfiguration
import PolicyChecks
import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

/// Which findings a suppression takes, and what is said of suppressions.
@Suite struct SuppressionTests {
  private static let policy = """
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Sid": "Old", "Effect": "Allow", "Action": ["s3:GetObjekt", "iam:PassRole"], "Resource": "*"},
        {"Sid": "New", "Effect": "Allow", "Action": ["s3:GetObjekt"], "Resource": "arn:aws:s3:::a/*"}
      ]
    }
    """

  /// The findings left and those suppressed, `rule Sid` each, and what is said of the suppressions.
  private static func run(
    _ suppression: String, path: String? = "policies/a.json", today: String = "2026-06-01", covered: Bool = true
  ) throws -> (kept: [String], suppressed: [String], said: [String]) {
    let settings = Sample.good("suppressions:\n- " + suppression.replacing("\n", with: "\n  "))
    let engine = RuleEngine(configuration: settings.rules, catalog: try .embedded())
    let subject = Sample.subject(policy)
    var ledger = SuppressionLedger(settings, today: CalendarDate(today))
    let sorted = ledger.sort(
      engine.findings(subject), of: subject.parsed.policy, at: path.map { RelativePath($0) })
    func name(_ finding: Finding) -> String {
      let line = finding.file.position(at: finding.range.lowerBound).line
      return "\(finding.ruleID) \(line == 4 ? "Old" : "New")"
    }
    let said = ledger.findings { _ in covered }
    return (
      sorted.kept.map(name), sorted.suppressed.map { name($0.finding) },
      said.map { "\($0.ruleID) \($0.severity.rawValue): \($0.message)" }
    )
  }

  private static let all = [
    "invalid-action Old", "pass-role-with-star-in-resource Old", "invalid-action New",
  ]

  @Test func theSampleHasFindings() throws {
    let run = try Self.run("{rule: invalid-version, reason: r}", covered: false)
    #expect(Set(run.kept).isSuperset(of: Self.all))
    #expect(run.suppressed == [])
  }

  @Test(
    arguments: [
      ("{rule: invalid-action, reason: r}", ["invalid-action Old", "invalid-action New"]),
      ("{rule: INVALID_ACTION, reason: r}", ["invalid-action Old", "invalid-action New"]),
      (
        "{rule: [invalid-action, pass-role-with-star-in-resource], sid: Old, reason: r}",
        ["pass-role-with-star-in-resource Old", "invalid-action Old"]
      ),
      ("{rule: invalid-action, sid: [New, Other], reason: r}", ["invalid-action New"]),
      ("{rule: invalid-action, sid: new, reason: r}", []),
      ("{rule: invalid-action, path: 'policies/**', reason: r}", ["invalid-action Old", "invalid-action New"]),
      ("{rule: invalid-action, path: 'other/**', reason: r}", []),
      ("{rule: invalid-action, action: s3:getobjekt, reason: r}", ["invalid-action Old", "invalid-action New"]),
      ("{rule: invalid-action, action: 's3:*', reason: r}", []),
      ("{rule: invalid-action, resource: '*', reason: r}", ["invalid-action Old"]),
      ("{rule: invalid-action, resource: 'arn:aws:s3:::a/*', reason: r}", ["invalid-action New"]),
      ("{rule: pass-role-with-star-in-resource, resource: '*', reason: r}", ["pass-role-with-star-in-resource Old"]),
      (
        "{rule: pass-role-with-star-in-resource, action: iam:PassRole, reason: r}",
        ["pass-role-with-star-in-resource Old"]
      ),
      ("{rule: pass-role-with-star-in-resource, action: s3:GetObjekt, reason: r}", []),
    ])
  func taking(suppression: String, suppressed: [String]) throws {
    let run = try Self.run(suppression)
    #expect(Set(run.suppressed) == Set(suppressed))
    #expect(Set(run.kept).isDisjoint(with: suppressed))
    #expect(run.said.isEmpty == !suppressed.isEmpty)
  }

  @Test("a policy that is in no file has no path")
  func standardInput() throws {
    #expect(try Self.run("{rule: invalid-action, path: '**', reason: r}", path: nil, covered: false).suppressed == [])
    #expect(try Self.run("{rule: invalid-action, reason: r}", path: nil).suppressed.count == 2)
  }

  @Test(
    "it holds on its last day, and no longer",
    arguments: [("2026-05-31", true), ("2026-06-01", true), ("2026-06-02", false), ("2027-01-01", false)])
  func expiry(today: String, holds: Bool) throws {
    let run = try Self.run("{rule: invalid-action, reason: r, expires: 2026-06-01}", today: today, covered: false)
    #expect(run.suppressed.isEmpty != holds)
    #expect(
      run.said
        == (holds ? [] : ["suppression-expired low: the suppression of `invalid-action` expired on 2026-06-01"]))
  }

  @Test func unusedOnlyWhenAllWasLookedAt() throws {
    let suppression = "{rule: invalid-action, sid: Gone, reason: r}"
    #expect(try Self.run(suppression, covered: false).said == [])
    #expect(
      try Self.run(suppression).said == ["suppression-unused low: the suppression of `invalid-action` meets no finding"]
    )
  }

  @Test(
    "where it would have to be looked",
    arguments: [
      ("path: 'policies/old/**', ", ["policies/old"]), ("path: policies/a.json, ", ["policies/a.json"]),
      ("path: ['*.json'], ", [""]), ("", [""]), ("path: [a/b.json, 'c/*/d'], ", ["a/b.json", "c"]),
    ])
  func places(path: String, places: [String]) throws {
    let settings = Sample.good("suppressions: [{rule: invalid-action, \(path)reason: r}]")
    let ledger = SuppressionLedger(settings, today: CalendarDate("2026-01-01"))
    var asked: [String] = []
    _ = ledger.findings {
      asked.append($0)
      return true
    }
    #expect(asked == places)
  }

  @Test func rulesAboutSuppressionsAreConfigured() throws {
    let text = "suppressions: [{rule: invalid-action, reason: r}]\n"
    let today = try #require(CalendarDate("2026-01-01"))
    func said(_ rules: String) -> [FindingSeverity] {
      SuppressionLedger(Sample.good(text + rules), today: today).findings { _ in true }.map(\.severity)
    }
    #expect(said("") == [.low])
    #expect(said("rules: {suppression-unused: high}") == [.high])
    #expect(said("rules: {suppression-unused: off}") == [])
    #expect(said("rules: {suppression-expired: off}") == [.low])
    #expect(said("rules: {default: off}") == [])
    // A rule that does not run can have no findings.
    #expect(said("rules: {invalid-action: off}") == [])
  }

  @Test func pathsOfCustomRulesAreKept() throws {
    let settings = Sample.good(
      "custom-rules: {a: {message: m, paths: 'prod/**', statements: {actions: 's3:*'}, forbidden: true}}")
    let subject = Sample.subject(
      Sample.statements(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"}"#))
    let engine = RuleEngine(
      rules: settings.customRules.map(\.rule), configuration: settings.rules, catalog: try .embedded())
    var ledger = SuppressionLedger(settings, today: CalendarDate("2026-01-01"))
    for (path, count) in [("prod/a.json", 1), ("test/a.json", 0), (nil, 0)] {
      let sorted = ledger.sort(
        engine.findings(subject), of: subject.parsed.policy, at: path.map { RelativePath($0) })
      #expect(sorted.kept.count == count)
      #expect(sorted.suppressed.isEmpty)
    }
  }
}
