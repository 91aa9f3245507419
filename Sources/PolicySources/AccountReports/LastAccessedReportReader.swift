public import AccountModel
import DocumentSyntax
public import SourceText

/// Reads the output of `aws iam get-service-last-accessed-details`.
///
/// The output does not name what it is about, so that is given beside it; or the file holds the outputs of several users,
/// groups, roles and policies, each by its ARN.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html
public struct LastAccessedReportReader: Sendable {
  /// What reading gives: everything that could be read, and every mistake found.
  public struct Result: Sendable {
    /// The reports, in the order of the text.
    public var reports: [LastAccessedReport]
    /// All mistakes, in the order of the text.
    public var diagnostics: [Diagnostic]

    /// Whether any diagnostic is an error.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// Makes a reader.
  public init() {}

  /// Reads a file.
  ///
  /// - Parameter arn: what its report is about; `nil` for a file that says it.
  public func read(_ file: SourceFile, of arn: String? = nil) -> Result {
    let parsed = DocumentParser().parse(file)
    guard !parsed.hasErrors, let root = parsed.tree.root else {
      // Of an empty file the parser has said so.
      return Result(reports: [], diagnostics: parsed.diagnostics)
    }
    var reading = LastAccessedReading(file: file)
    reading.read(root, of: arn)
    return Result(reports: reading.reports, diagnostics: reading.diagnostics)
  }
}

/// The reading of one file: what has been found so far.
private struct LastAccessedReading {
  let file: SourceFile
  var reports: [LastAccessedReport] = []
  var diagnostics: [Diagnostic] = []

  init(file: SourceFile) { self.file = file }

  mutating func read(_ root: SyntaxNode, of arn: String?) {
    guard root.kind == .object else { return mistake("expected a report, an object", root) }
    if let arn { return readReport(root, of: arn) }
    if root["ServicesLastAccessed"] != nil || root["JobStatus"] != nil {
      return mistake(
        "the report does not say whom it is about", root,
        help: "give it as `ARN=FILE`, with the ARN that it was made for")
    }
    for member in root.members {
      guard member.name.hasPrefix("arn:") else {
        mistake("expected the ARN of a user, group, role or policy, not `\(member.name)`", member.key)
        continue
      }
      readReport(member.value, of: member.name)
    }
    if reports.isEmpty, diagnostics.isEmpty { mistake("the file holds no reports", root, help: Self.help) }
  }

  private mutating func readReport(_ node: SyntaxNode, of arn: String) {
    guard node.kind == .object else { return mistake("expected a report, an object", node, help: Self.help) }
    if let status = node["JobStatus"], status.stringValue != "COMPLETED" {
      let reason = node["Error"]?["Message"]?.stringValue.map { ": \($0)" } ?? ""
      return mistake(
        "the report on `\(arn)` is not finished: `JobStatus` is \(status.text)\(reason)", status,
        help: "ask again with the same `--job-id` a little later")
    }
    guard let services = node["ServicesLastAccessed"] else {
      return mistake("`ServicesLastAccessed` of `\(arn)` is missing", node, help: Self.help)
    }
    guard services.kind == .array else { return mistake("expected a list of services", services) }
    if let truncated = node["IsTruncated"], truncated.booleanValue == true {
      diagnostics.append(
        Diagnostic(
          .warning, code: "last-accessed-truncated", "the report on `\(arn)` is cut off: `IsTruncated` is true",
          in: file,
          at: truncated.range,
          help: "run `aws iam get-service-last-accessed-details` with `--max-items 1000`"))
    }
    let completed = node["JobCompletionDate"]?.stringValue ?? node["JobCreationDate"]?.stringValue
    var report = LastAccessedReport(arn: arn, completed: completed)
    for service in services.elements {
      guard isOf(arn, service), let use = use(of: service) else { continue }
      report.services.append(use)
    }
    reports.append(report)
  }

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_ServiceLastAccessed.html
  private mutating func use(of service: SyntaxNode) -> LastAccessedReport.ServiceUse? {
    guard let prefix = service["ServiceNamespace"]?.stringValue else {
      mistake("expected a service with its `ServiceNamespace`", service)
      return nil
    }
    var use = LastAccessedReport.ServiceUse(prefix: prefix.lowercased(), lastUsed: time(service, "LastAuthenticated"))
    if let actions = service["TrackedActionsLastAccessed"], actions.kind == .array {
      for action in actions.elements {
        guard let name = action["ActionName"]?.stringValue else {
          mistake("expected an action with its `ActionName`", action)
          continue
        }
        // Some reports write the prefix before the name.
        let own = name.split(separator: ":", maxSplits: 1).last.map(String.init) ?? name
        use.actions.append(.init(name: own, lastUsed: time(action, "LastAccessedTime")))
      }
    }
    return use
  }

  /// For a user or role the report names it with each service that it used: that shows a report given for another.
  private mutating func isOf(_ arn: String, _ service: SyntaxNode) -> Bool {
    let isPrincipal = arn.contains(":user/") || arn.contains(":role/")
    guard isPrincipal, let entity = service["LastAuthenticatedEntity"], let named = entity.stringValue, named != arn
    else {
      return true
    }
    mistake("the report is about `\(named)`, and was given for `\(arn)`", entity)
    return false
  }

  private func time(_ node: SyntaxNode, _ key: String) -> String? { node[key]?.stringValue }

  private static let help = "give the output of `aws iam get-service-last-accessed-details`"

  private mutating func mistake(_ message: String, _ node: SyntaxNode, help: String? = nil) {
    diagnostics.append(Diagnostic(.error, code: "last-accessed", message, in: file, at: node.range, help: help))
  }
}
