import DocumentSyntax
import PolicyLanguage
import SourceText

/// The search for policies in one document.
struct DocumentSearch {
  private let document: DocumentParser.Result
  private let documents: DocumentParser
  private lazy var lines = LineTable(document.tree.file)
  /// What was found, in the order of the text.
  private(set) var found: [FoundPolicy] = []
  /// What is wrong with strings that should hold policies.
  private(set) var problems: [Diagnostic] = []

  init(_ document: DocumentParser.Result, documents: DocumentParser) {
    self.document = document
    self.documents = documents
  }

  /// The members in which AWS's answers have policies as text.
  ///
  /// `GetBucketPolicy`, `GetKeyPolicy`, `GetResourcePolicy`, `GetRepositoryPolicy`, `DescribePolicy` and their kin.
  private static let textMembers: Set<String> = [
    "AccessPolicies", "AssumeRolePolicyDocument", "Content", "Document", "Policy", "PolicyDocument", "PolicyInJson",
    "PolicyText", "ResourcePolicy", "SessionPolicy", "policy", "policyDocument", "policyText", "resourcePolicy",
  ]

  /// Looks through a value and all within; the holder is whose it is.
  mutating func visit(_ node: SyntaxNode, of holder: PolicyHolder = PolicyHolder()) {
    switch node.kind {
    case .array:
      for element in node.elements { visit(element, of: holder) }
    case .object:
      guard !Self.isOfAWS(node) else { return }
      let holder = holder.within(node)
      for member in node.members { visit(member, of: node, holder) }
    case .string, .number, .boolean, .null, .invalid: break
    }
  }

  private mutating func visit(_ member: SyntaxNode.Member, of parent: SyntaxNode, _ holder: PolicyHolder) {
    let value = member.value
    switch value.kind {
    case .object where PolicyForm.isPart(value):
      found.append(
        FoundPolicy(document, value, kind: Self.kind(named: member.name, in: parent), holder: holder))
    case .array where member.name == "PolicyVersionList":
      visitVersions(value, of: parent, holder)
    case .object, .array: visit(value, of: holder)
    case .string where Self.textMembers.contains(member.name):
      visitText(value, kind: Self.kind(named: member.name, in: parent), holder)
    case .string, .number, .boolean, .null, .invalid: break
    }
  }

  /// Of a managed policy only the version in force counts.
  private mutating func visitVersions(_ list: SyntaxNode, of policy: SyntaxNode, _ holder: PolicyHolder) {
    let inForce = policy["DefaultVersionId"]?.stringValue
    for version in list.elements {
      let isDefault = version["IsDefaultVersion"]?.booleanValue ?? (version["VersionId"]?.stringValue == inForce)
      guard isDefault, let document = version["Document"] else { continue }
      let kind: PolicyKind? = Self.isBoundaryOnly(policy) ? .permissionsBoundary : nil
      if document.kind == .string {
        visitText(document, kind: kind, holder)
      } else if PolicyForm.isPart(document) {
        found.append(FoundPolicy(self.document, document, kind: kind, holder: holder))
      }
    }
  }

  private mutating func visitText(_ node: SyntaxNode, kind: PolicyKind?, _ holder: PolicyHolder) {
    guard PolicyForm.mayBePolicy(node.stringValue ?? "") else { return }
    var problem: Diagnostic?
    guard let encoded = EncodedDocument(node, lines: lines, problem: &problem) else {
      if let problem { problems.append(problem) }
      return
    }
    let inner = documents.parse(encoded.file)
    if let root = inner.tree.root, PolicyForm.isPolicy(root) {
      found.append(FoundPolicy(inner, root, in: encoded, at: node.range, kind: kind, holder: holder))
    } else {
      problems += inner.diagnostics.filter { $0.severity == .error }.map(encoded.outward)
    }
  }

  // MARK: What the document around a policy says

  /// Whether an object is one of AWS's own policies, which the reader cannot change.
  private static func isOfAWS(_ node: SyntaxNode) -> Bool {
    guard let arn = (node["Arn"] ?? node["PolicyArn"])?.stringValue else { return false }
    return SourceReader.isManagedPolicy(arn)
  }

  private static func kind(named name: String, in parent: SyntaxNode) -> PolicyKind? {
    switch name {
    case "AssumeRolePolicyDocument": return .roleTrust
    case "PolicyDocument" where parent["VpcEndpointId"] != nil: return .vpcEndpoint
    case "PolicyDocument" where parent["PolicyName"] != nil: return .identity
    case "Content":
      switch parent["PolicySummary"]?["Type"]?.stringValue {
      case "SERVICE_CONTROL_POLICY": return .serviceControl
      case "RESOURCE_CONTROL_POLICY": return .resourceControl
      default: return nil
      }
    default: return nil
    }
  }

  /// Whether a managed policy is used as permissions boundary, and attached to nobody.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ManagedPolicyDetail.html
  private static func isBoundaryOnly(_ policy: SyntaxNode) -> Bool {
    let uses = policy["PermissionsBoundaryUsageCount"]?.text ?? "0"
    return uses != "0" && policy["AttachmentCount"]?.text == "0"
  }
}
