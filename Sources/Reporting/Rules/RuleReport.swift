import DocumentSyntax
public import PolicyChecks
import PolicyLanguage
public import ServiceCatalog
import SourceText

/// Rules as `iamsim rules` shows them.
public struct RuleReport: Sendable {
  /// The shapes of the answer.
  public enum Format: String, Sendable, Hashable, CaseIterable {
    case text, json
  }

  private let rules: [Rule]

  /// Makes a report; rules come out by their ids.
  public init(_ rules: [Rule]) { self.rules = rules.sorted { $0.id < $1.id } }

  /// A line for each rule.
  public var list: String {
    let width = rules.map(\.id.count).max() ?? 0
    return rules.map { rule in
      let severity = rule.severity.rawValue
      return rule.id + String(repeating: " ", count: width - rule.id.count + 2) + severity
        + String(repeating: " ", count: max(1, 10 - severity.count)) + rule.title + "\n"
    }
    .joined()
  }

  /// Everything that is said of each rule, with what it finds in its example.
  public func text(catalog: ServiceCatalog) -> String {
    rules.map { Self.description($0, RuleExampleRun($0, catalog: catalog)) }.joined(separator: "\n")
  }

  private static func description(_ rule: Rule, _ run: RuleExampleRun) -> String {
    var facts = [
      (
        "severity",
        rule.severity.rawValue + (rule.findingType.map { " (AWS: \($0.rawValue) \(rule.issueCode ?? ""))" } ?? "")
      )
    ]
    let names = rule.aliases.filter { $0 != rule.issueCode }
    if !names.isEmpty { facts.append(("also known as", names.joined(separator: ", "))) }
    facts.append(("looks at", RuleWords.kinds(rule)))
    if let types = RuleWords.resourceTypes(rule) { facts.append(("attached to", types.replacing("`", with: ""))) }
    facts += [
      ("status", RuleWords.status(rule.status)), ("rests on", RuleWords.basis(rule.basis)), ("AWS's page", rule.link),
      ("iamsim's page", RulePage.path(rule.id)),
    ]
    let width = 15
    let lines = facts.map { $0.0 + ":" + String(repeating: " ", count: max(1, width - $0.0.count)) + $0.1 + "\n" }
    return
      "\(rule.id): \(rule.title)\n\n\(rule.why)\n\(rule.remedy)\n\n\(lines.joined())\nfound in\(Self.use(rule.example)):\n\n"
      + RuleExampleRun.shown(run.example) + beside(run.report) + "\n" + run.findingText
      + "\nnot found in\(Self.use(rule.silentExample)):\n\n"
      + RuleExampleRun.shown(run.silentExample) + beside(rule.silentExample.report.map(RuleExampleRun.file))
  }

  /// What is given beside an account.
  private static func beside(_ report: (flag: String, file: SourceFile)?) -> String {
    report.map { "\nwith \($0.flag):\n\n\(RuleExampleRun.shown($0.file))" } ?? ""
  }

  private static func use(_ example: RuleExample) -> String {
    guard example.kind != .identity || example.resourceType != nil else { return "" }
    return " (\(RuleWords.name(example.kind, isOne: true))"
      + (example.kind == .roleTrust ? "" : example.resourceType.map { " of \($0.rawValue)" } ?? "") + ")"
  }

  /// The same for programs: docs/schema/rules.schema.json.
  public var json: String { JSONReport.text(.array(rules.map(Self.value))) }

  private static func value(_ rule: Rule) -> JSONValue {
    func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
    var members: [JSONValue.Member] = [
      .init("id", .string(rule.id)), .init("aliases", strings(rule.aliases)),
    ]
    if let code = rule.issueCode { members.append(.init("issueCode", .string(code))) }
    if let type = rule.findingType { members.append(.init("findingType", .string(type.rawValue))) }
    members += [
      .init("severity", .string(rule.severity.rawValue)),
      .init("policyKinds", strings(rule.kinds.map(\.rawValue).sorted())),
    ]
    if let types = rule.resourceTypes {
      members.append(.init("resourceTypes", strings(types.map(\.rawValue).sorted())))
    }
    members += [
      .init("part", .string(RuleWords.part(rule.check))), .init("status", .string(rule.status.rawValue)),
      .init("title", .string(rule.title)), .init("why", .string(rule.why)), .init("remedy", .string(rule.remedy)),
      .init("basis", .string(rule.basis.rawValue)), .init("link", .string(rule.link)),
      .init("page", .string(RulePage.path(rule.id))), .init("example", value(rule.example)),
      .init("silentExample", value(rule.silentExample)),
    ]
    return .object(members)
  }

  private static func value(_ example: RuleExample) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("policy", .string(example.text)), .init("policyKind", .string(example.kind.rawValue)),
    ]
    if let type = example.resourceType { members.append(.init("resourceType", .string(type.rawValue))) }
    let places = example.markedRanges.map { range -> JSONValue in
      ["start": .integer(range.lowerBound), "end": .integer(range.upperBound)]
    }
    if let report = example.report {
      members.append(
        .init("report", ["flag": .string(RuleExampleRun.file(report).flag), "text": .string(report.text)]))
    }
    if !places.isEmpty { members.append(.init("places", .array(places))) }
    return .object(members)
  }
}
