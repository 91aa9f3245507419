import AccountModel
import DocumentSyntax
import PolicyLanguage

/// Whose the policies of a document's part are.
struct PolicyHolder {
  /// For people: policy `Deploy` of role `App`.
  private(set) var name: String?
  /// The ARN of the user, role or resource that has the policies.
  private(set) var arn: String?
  /// The ARN of the user, group, role or managed policy that declares the policies.
  private var declarer: String?
  private var policyName: String?

  /// What tells an identity policy of an account from its others.
  var declaration: PolicyDeclaration? {
    guard let declarer, let policyName else { return nil }
    return PolicyDeclaration(arn: declarer, name: policyName)
  }

  /// Whose the policies of an object are that lies within.
  func within(_ node: SyntaxNode) -> PolicyHolder {
    var inner = self
    inner.name = Self.name(node, within: name) ?? name
    inner.arn = Self.arn(node, within: arn)
    if let arn = node["Arn"]?.stringValue {
      inner.declarer = Self.isDeclarer(arn) ? arn : nil
      inner.policyName = nil
    }
    inner.policyName = node["PolicyName"]?.stringValue ?? inner.policyName
    return inner
  }

  /// The name of what an object describes.
  private static func name(_ node: SyntaxNode, within outer: String?) -> String? {
    let policy = node["PolicyName"]?.stringValue.map { "policy `\($0)`" }
    for (member, noun) in [("RoleName", "role"), ("UserName", "user"), ("GroupName", "group")] {
      guard let name = node[member]?.stringValue else { continue }
      let principal = "\(noun) `\(name)`"
      return policy.map { "\($0) of \(principal)" } ?? principal
    }
    guard let policy else { return nil }
    return outer.map { "\(policy) of \($0)" } ?? policy
  }

  /// The members in which AWS's answers say what a policy beside them is attached to.
  ///
  /// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetResourcePolicy.html
  /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleDetail.html
  /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
  /// https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
  private static let members = ["Arn", "ARN", "QueueArn", "TopicArn"]

  private static func arn(_ node: SyntaxNode, within outer: String?) -> String? {
    guard let text = members.lazy.compactMap({ node[$0]?.stringValue }).first, let arn = ARN(text) else { return outer }
    // A policy or group may be many principals', and an instance profile is none.
    guard arn.service != "iam" || ["user", "role"].contains(arn.resourceType) else { return nil }
    return text
  }
  private static func isDeclarer(_ text: String) -> Bool {
    guard let arn = ARN(text) else { return false }
    return arn.service == "iam" && ["user", "group", "role", "policy"].contains(arn.resourceType)
  }
}
