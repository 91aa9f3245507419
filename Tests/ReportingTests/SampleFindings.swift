import Foundation
import Reporting
import SourceText

/// Findings for the golden files, and some that nobody would write by accident.
enum SampleFindings {
  static let wildcard = ReportedRule(
    id: "resource-star", title: "Every resource", why: "The statement reaches every secret of the account.",
    remedy: "Name the secrets.",
    link: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html",
    severity: .high)
  static let spelling = ReportedRule(
    id: "invalid-action", title: "Unknown action", why: "The statement allows nothing by it.",
    remedy: "Write the action's name.", severity: .error)
  static let hint = ReportedRule(
    id: "missing-version", title: "No version", why: "Policy variables are ordinary text.", remedy: "Add `Version`.",
    severity: .low)

  /// A file, with findings at its marked texts.
  static let policy = SourceFile(
    name: "policies/app.json",
    text: """
      {
      \t"Statement": [{
      \t\t"Effect": "Allow",
      \t\t"Action": "secretsmanager:GetSecretValu",
          "Sid": "日本語", "Resource": "*"
        }]
      }

      """)
  static let clean = SourceFile(name: "policies/clean.json", text: "{}\n")

  static func range(_ text: String, in file: SourceFile) -> ByteRange {
    let whole = String(decoding: file.bytes, as: UTF8.self)
    guard let found = whole.range(of: text) else { return ByteRange(0, 0) }
    let start = whole.utf8.distance(from: whole.startIndex, to: found.lowerBound)
    return ByteRange(start, start + text.utf8.count)
  }

  static let ordinary: FindingReport = {
    let action = range("\"secretsmanager:GetSecretValu\"", in: policy)
    let findings = [
      ReportedFinding(wildcard, "`*` reaches every secret", in: policy, at: range("\"*\"", in: policy)),
      ReportedFinding(
        spelling, "`secretsmanager:GetSecretValu` is no action", in: policy, at: action,
        help: "did you mean `secretsmanager:GetSecretValue`?",
        fixes: [
          FixIt(
            title: "Write `secretsmanager:GetSecretValue`", range: action,
            replacement: "\"secretsmanager:GetSecretValue\"", safety: .safe)
        ]),
      ReportedFinding(hint, "the policy has no `Version`", in: policy, at: ByteRange(0, policy.bytes.count - 1)),
    ]
    return FindingReport(findings, files: [policy, clean], version: "0.0.0")
  }()

  /// Names and texts that would break a careless format.
  static let hostile: FindingReport = {
    let file = SourceFile(name: "=a,b|c`d ]]>\"<x>&%:\n::error::\u{1B}[31m é.json", text: "x\u{1B}y")
    let rule = ReportedRule(
      id: "+rule|`]]>", title: "t\u{0}<b>", why: "w", remedy: "r", severity: .medium)
    return FindingReport(
      [
        ReportedFinding(
          rule, "=HYPERLINK(\"x\") `a|b` | <script> ]]> %0A\r\n::set-output name=x::y\u{7}\u{202E} @team, \"q\"",
          in: file,
          at: ByteRange(0, 3), help: "-1+2\n`odd", notes: ["@x"])
      ], files: [file], version: "0.0.0")
  }()

  static let none = FindingReport([], files: [clean], version: "0.0.0")
}
