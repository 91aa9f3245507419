import AWSInterface
public import ArgumentParser
import DocumentSyntax
public import PolicyChecks
import PolicyLanguage
import PolicySources
import Reporting
import SourceText

/// `iamsim validate-policy`: what AWS's validator would say of a policy.
struct ValidatePolicy: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "validate-policy",
    abstract: "Says what AWS's policy validator (IAM Access Analyzer) finds in a policy.",
    usage: "iamsim validate-policy --policy-document POLICY --policy-type TYPE [OPTION…]",
    discussion: """
      Exit status: 0 nothing found but suggestions, 1 findings of type ERROR, SECURITY_WARNING or WARNING, 2 the document is no policy, or larger than any (1 MiB, 5000 statements).
      """)

  @Option(
    help: ArgumentHelp("The policy: JSON text, file://PATH, or the ARN of an AWS managed policy.", valueName: "policy"))
  var policyDocument: String

  @Option(
    help: ArgumentHelp(
      "IDENTITY_POLICY, RESOURCE_POLICY, SERVICE_CONTROL_POLICY or RESOURCE_CONTROL_POLICY.", valueName: "type"))
  var policyType: PolicyType

  @Option(
    help: ArgumentHelp(
      "What a resource policy is attached to, such as AWS::S3::Bucket or AWS::IAM::AssumeRolePolicyDocument.",
      valueName: "type"))
  var validatePolicyResourceType: PolicyResourceType?

  @Option(help: ArgumentHelp("Accepted as the AWS CLI accepts it; findings are in English.", valueName: "locale"))
  var locale: Locale?

  @Flag(help: "Lists on standard error what each rule cost.")
  var profile = false

  @OptionGroup(title: "The service catalogue") var catalog: CatalogOptions

  @OptionGroup(title: "Output") var output: ReportOptions

  /// The AWS CLI's words.
  enum PolicyType: String, ExpressibleByArgument, CaseIterable {
    case identity = "IDENTITY_POLICY"
    case resource = "RESOURCE_POLICY"
    case serviceControl = "SERVICE_CONTROL_POLICY"
    case resourceControl = "RESOURCE_CONTROL_POLICY"

    func kind(on resourceType: PolicyResourceType?) -> PolicyKind {
      switch self {
      case .identity: return .identity
      case .resource: return resourceType == .roleTrust ? .roleTrust : .resource
      case .serviceControl: return .serviceControl
      case .resourceControl: return .resourceControl
      }
    }
  }

  /// The languages of AWS's answers.
  enum Locale: String, ExpressibleByArgument, CaseIterable {
    case german = "DE"
    case english = "EN"
    case spanish = "ES"
    case french = "FR"
    case italian = "IT"
    case japanese = "JA"
    case korean = "KO"
    case brazilianPortuguese = "PT_BR"
    case simplifiedChinese = "ZH_CN"
    case traditionalChinese = "ZH_TW"
  }

  func outcome(in surroundings: Surroundings) throws -> Outcome {
    if validatePolicyResourceType != nil, policyType != .resource {
      throw CommandFailure("`--validate-policy-resource-type` goes with `--policy-type RESOURCE_POLICY` only")
    }
    let file = try SourceReader(maximumBytes: RuleSubject.maximumBytes).document(
      policyDocument, name: "--policy-document")
    let subject = RuleSubject(
      reading: file, kind: policyType.kind(on: validatePolicyResourceType), resourceType: validatePolicyResourceType)
    try Self.checkIsPolicy(subject.parsed, file)
    let clock = ContinuousClock()
    let start = clock.now
    let engine = RuleEngine(
      rules: RuleTable.validation, catalog: try catalog.load(in: surroundings),
      now: profile ? { start.duration(to: clock.now) } : nil)
    let response = ValidatePolicyResponse(engine.findings(subject))
    let counts = response.findings.contains { $0.findingType != .suggestion }
    let report = FindingReport(
      response.findings.map { ReportedFinding($0) }, files: [file], version: Version.current)
    return try output.outcome(
      formats: FindingFormat.allCases.map(\.rawValue), standard: FindingFormat.json.rawValue,
      status: counts ? .findings : .clean, messages: profile ? engine.profile.text : ""
    ) { name, isOnStandardOutput in
      // Plain JSON is AWS's own answer.
      guard let format = FindingFormat(rawValue: name), format != .json else {
        return JSONWriter.pretty.write(response.json) + "\n"
      }
      return report.text(format, isColoured: isOnStandardOutput && surroundings.outputIsColoured)
    }
  }

  /// Throws when a document is something else than a policy with mistakes.
  private static func checkIsPolicy(_ parsed: ParsedPolicy, _ file: SourceFile) throws {
    guard let root = parsed.root, root.kind == .object else {
      if parsed.diagnostics.isEmpty { throw CommandFailure("`\(file.name)` holds no policy") }
      throw CommandFailure(parsed.diagnostics)
    }
    let names: Set = ["Version", "Id", "Statement", "Effect", "Action", "NotAction", "Resource", "Principal"]
    guard root.members.isEmpty || root.members.contains(where: { names.contains($0.name) }) else {
      throw CommandFailure([
        Diagnostic(
          .error, code: "no-policy", "the document is no policy: it has none of a policy's elements", in: file,
          at: root.range, help: "a policy is `{ \"Version\": \"2012-10-17\", \"Statement\": [ … ] }`")
      ])
    }
    let count = root["Statement"]?.elements.count ?? 0
    guard count <= RuleSubject.maximumStatements else {
      throw CommandFailure(
        "`\(file.name)` has \(count) statements, more than any policy of AWS can have; at most"
          + " \(RuleSubject.maximumStatements) are checked")
    }
  }
}

extension PolicyResourceType: ExpressibleByArgument {
  public init?(argument: String) {
    guard let type = PolicyResourceType(rawValue: argument), Self.ofValidator.contains(type) else { return nil }
    self = type
  }

  public static var allValueStrings: [String] { ofValidator.map(\.rawValue) }
}
