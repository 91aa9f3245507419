import LintConfiguration
import PolicyChecks
import PolicyLanguage
import ServiceCatalog
import SourceText
import Testing

/// Baselines hide what is known, and nothing else.
@Suite struct BaselineTests {
  private static func fingerprints(_ text: String, _ rule: String? = nil) throws -> [FindingFingerprint] {
    let subject = Sample.subject(text)
    let findings = RuleEngine(catalog: try .embedded()).findings(subject)
    return findings.filter { rule == nil || $0.ruleID == rule }.map {
      FindingFingerprint($0, in: subject.parsed.policy)
    }
  }

  private static func policy(_ statements: String...) -> String { Sample.statements(statements.joined(separator: ",")) }

  private static let passRole = #"{"Sid":"A","Effect":"Allow","Action":["iam:PassRole"],"Resource":"*"}"#

  @Test(
    "edits elsewhere make no difference",
    arguments: [
      // Lines, indentation, another statement in front, the name of the statement.
      "\n\n  " + #"{"Sid":"A","Effect":"Allow","#,
      #"{"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::x/y"}, {"Sid":"A","Effect":"Allow","#,
      #"{"Sid":"Renamed","Effect" :  "Allow","#,
      #"{"Condition":{"Bool":{"aws:SecureTransport":"true"}},"Effect":"Allow","#,
    ])
  func stable(beginning: String) throws {
    let rest = #""Action":["iam:PassRole"],"Resource":"*"}"#
    let rule = "pass-role-with-star-in-resource"
    let before = try Self.fingerprints(Self.policy(Self.passRole), rule)
    #expect(before.count == 1)
    #expect(try Self.fingerprints(Self.policy(beginning + rest), rule) == before)
  }

  @Test("the same place with more actions is another finding")
  func widened() throws {
    let one =
      #"{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"arn:aws:s3:::a:*:b","Condition":{"StringEquals":{"aws:nope":"x"}}}"#
    let reordered = one.replacing(#""s3:GetObject""#, with: #""s3:GetObject","s3:getobject""#)
    let wider = one.replacing(#""s3:GetObject""#, with: #""s3:GetObject","s3:PutObject""#)
    let rule = "invalid-global-condition-key"
    let before = try Self.fingerprints(Self.policy(one), rule)
    try #require(before.count == 1)
    #expect(try Self.fingerprints(Self.policy(reordered), rule) == before)
    #expect(try Self.fingerprints(Self.policy(wider), rule) != before)
  }

  @Test("rules, values and effects are told apart")
  func distinct() throws {
    let names = try Self.fingerprints(
      Self.policy(
        #"{"Effect":"Allow","Action":["s3:GetObjekt","s3:PutObjekt"],"Resource":"arn:aws:s3:::a/*"}"#), "invalid-action"
    )
    #expect(Set(names).count == 2)
  }

  @Test func duplicatesAreCounted() throws {
    let statement = #"{"Effect":"Allow","Action":"s3:GetObjekt","Resource":"arn:aws:s3:::a/*"}"#
    let two = try Self.fingerprints(Self.policy(statement, statement), "invalid-action")
    let three = try Self.fingerprints(Self.policy(statement, statement, statement), "invalid-action")
    let baseline = Baseline(
      two.map { Baseline.Entry(path: "a.json", rule: "invalid-action", fingerprint: $0, count: 1, message: "m") })
    #expect(baseline.entries.map(\.count) == [2])
    var match = BaselineMatch(baseline)
    match.visit("a.json")
    var taken: [Bool] = []
    for name in three { taken.append(match.takes(name, at: "a.json")) }
    taken.append(match.takes(three[0], at: "b.json"))
    #expect(taken == [true, true, false, false])
    #expect(match.gone.isEmpty)
  }

  @Test func whatIsGoneIsTold() throws {
    let name = try #require(FindingFingerprint(String(repeating: "a", count: 32)))
    let entries = ["a.json", "b.json"].map {
      Baseline.Entry(path: $0, rule: "r", fingerprint: name, count: 3, message: "m")
    }
    var match = BaselineMatch(Baseline(entries))
    match.visit("a.json")
    _ = match.takes(name, at: "a.json")
    #expect(match.gone.map { "\($0.entry.path) \($0.count)" } == ["a.json 2"])
  }

  @Test func whatIsWrittenIsRead() throws {
    let name = try #require(FindingFingerprint("0123456789abcdef0123456789abcdef"))
    let baseline = Baseline([
      .init(path: "b.json", rule: "r", fingerprint: name, count: 2, message: "a \"quoted\" \u{1F600}\n"),
      .init(path: "a.json", rule: "r", fingerprint: name, count: 1, message: ""),
    ])
    #expect(baseline.entries.map(\.path) == ["a.json", "b.json"])
    let read = BaselineReader.read(SourceFile(name: "b.json", text: baseline.text))
    #expect(read.diagnostics == [])
    #expect(read.baseline == baseline)
    let none = Baseline([])
    #expect(none.text == "{\n  \"version\": 1,\n  \"findings\": []\n}\n")
    #expect(BaselineReader.read(SourceFile(name: "b.json", text: none.text)).baseline == none)
  }

  @Test(
    arguments: [
      ("[]", "1:1 error: expected a baseline, as `--write-baseline` writes it"),
      ("{}", "1:1 error: this iamsim reads baselines of version 1 only (write it anew with `--write-baseline`)"),
      (
        #"{"version": 2, "findings": []}"#,
        "1:13 error: this iamsim reads baselines of version 1 only (write it anew with `--write-baseline`)"
      ),
      (#"{"version": 1}"#, "1:2 error: expected `findings` to be a list"),
      (#"{"version": 1, "findings": {}}"#, "1:28 error: expected `findings` to be a list"),
      (#"{"version": 1, "findings": [1]}"#, "1:29 error: expected an entry to be an object"),
      (
        #"{"version": 1, "findings": [{"file":"a","rule":"r","fingerprint":"x"}]}"#,
        "1:66 error: expected `fingerprint` to be 32 hexadecimal digits"
      ),
      (
        #"{"version": 1, "findings": [{"file":"a","rule":"r","fingerprint":"0123456789abcdef0123456789abcdef","count":0}]}"#,
        "1:109 error: expected `count` to be a whole number from 1"
      ),
      (
        #"{"version": 1, "findings": [{"rule":"r","fingerprint":"0123456789abcdef0123456789abcdef"}]}"#,
        "1:30 error: expected an entry to have the text `file`"
      ),
      (#"{"version": 1, "finding": []}"#, "1:16 error: unknown key `finding` in a baseline (did you mean `findings`?)"),
    ])
  func mistakes(text: String, problem: String) {
    let read = BaselineReader.read(SourceFile(name: "b.json", text: text))
    #expect(read.baseline == nil)
    #expect(Sample.problems(read.diagnostics).first == problem)
  }
}
