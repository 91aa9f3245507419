import DocumentSyntax
import PolicyLanguage

/// What a policy's document shows of what it is used as, mistakes in it forgiven.
struct PolicyShape {
  /// Whether at least half of the statements name principals: one that should not, or forgot to, tells nothing.
  private(set) var hasPrincipal = false
  /// Whether a statement names resources.
  private(set) var hasResource = false
  /// Whether every statement denies; so there is one.
  private(set) var isDenyOnly = true
  /// The services of the actions in lower case; `*` for actions of all.
  private(set) var services: Set<String> = []
  /// Whether every action is one that trust policies allow; so there is one.
  private(set) var hasTrustActionsOnly = true
  private var withPrincipal = 0
  private var principalIsEverybody = true
  private var resourceIsEverything = true
  private var everyStatementHasResource = true
  private var firstResource: String?
  /// The service of the last action with its colon, as written, once the names of actions matter no more.
  private var lastService: String?

  /// Looks at a document.
  init(_ root: SyntaxNode) {
    let statements = Self.list(root["Statement"] ?? root).filter { $0.kind == .object }
    for statement in statements { read(statement) }
    hasPrincipal = withPrincipal > 0 && withPrincipal * 2 >= statements.count
    if services.isEmpty { hasTrustActionsOnly = false }
    if statements.isEmpty { isDenyOnly = false }
  }

  private mutating func read(_ statement: SyntaxNode) {
    var denies = false
    var hasOwnResource = false
    var hasOwnPrincipal = false
    for member in statement.members {
      switch Element(member.key) {
      case .effect: denies = member.value.stringValue?.lowercased() == "deny"
      case .principal, .notPrincipal:
        hasOwnPrincipal = true
        if Element(member.key) != .principal || !member.value.stringEquals("*") { principalIsEverybody = false }
      case .action:
        Self.forEach(of: member.value) { action in
          // Most actions are of the same service as the one before, of which all is known that matters.
          if let known = lastService, action.stringBegins(with: known) { return }
          read(action: action.stringValue ?? "")
        }
      case .resource:
        hasResource = true
        hasOwnResource = true
        Self.forEach(of: member.value) { resource in
          if firstResource == nil { firstResource = resource.stringValue }
          if !resource.stringEquals("*") { resourceIsEverything = false }
        }
      case nil: break
      }
    }
    if hasOwnPrincipal { withPrincipal += 1 }
    if !denies { isDenyOnly = false }
    if !hasOwnResource { everyStatementHasResource = false }
  }

  /// The elements of a statement that tell something, whatever the case of their names.
  private enum Element {
    case effect, principal, notPrincipal, action, resource

    init?(_ key: SyntaxNode) {
      guard let name = key.stringValue else { return nil }
      switch name {
      // Nearly all are written as AWS writes them, which takes no lower case to see.
      case "Effect": self = .effect
      case "Action": self = .action
      case "Resource": self = .resource
      default: self.init(folded: name.lowercased())
      }
    }

    private init?(folded name: String) {
      switch name {
      case "effect": self = .effect
      case "principal": self = .principal
      case "notprincipal": self = .notPrincipal
      case "action", "notaction": self = .action
      case "resource", "notresource": self = .resource
      default: return nil
      }
    }
  }

  private mutating func read(action: String) {
    let colon = action.utf8.firstIndex(of: UInt8(ascii: ":"))
    let service = action[..<(colon ?? action.endIndex)].lowercased()
    if service == "sts", let colon {
      let name = action[action.utf8.index(after: colon)...].lowercased()
      if !name.hasPrefix("assumerole"), name != "tagsession", !name.hasPrefix("set") { hasTrustActionsOnly = false }
    } else {
      hasTrustActionsOnly = false
    }
    services.insert(service)
    lastService = hasTrustActionsOnly ? nil : colon.map { String(action[...$0]) }
  }

  private static func list(_ node: SyntaxNode) -> [SyntaxNode] {
    node.kind == .array ? Array(node.elements) : [node]
  }

  /// Each value of a list, or the one value; makes no array of them.
  private static func forEach(of node: SyntaxNode, _ body: (SyntaxNode) -> Void) {
    guard node.kind == .array else { return body(node) }
    for element in node.elements { body(element) }
  }

  /// Whether it has what every resource control policy has; policies of resources may have it too.
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
  var mayBeResourceControl: Bool { isDenyOnly && principalIsEverybody && everyStatementHasResource }

  /// Whether it is hardly anything but a resource control policy: it is about resources of several services, or all of a
  /// service's whose policies have to name the resource.
  var isResourceControl: Bool {
    guard mayBeResourceControl, resourceIsEverything, !services.contains("*") else { return false }
    return services.count > 1 || services == ["s3"] || services == ["sts"]
  }

  /// What a policy of the kind is attached to, if its actions and resources tell.
  func resourceType(for kind: PolicyKind) -> PolicyResourceType? {
    switch kind {
    case .roleTrust: return .roleTrust
    case .kmsKey: return .kmsKey
    case .vpcEndpoint: return .vpcEndpoint
    case .resource: break
    case .identity, .permissionsBoundary, .session, .serviceControl, .resourceControl: return nil
    }
    guard services.count == 1, let service = services.first else { return nil }
    switch service {
    case "s3": return s3Type
    // The policies of registries, layers and streams name a resource of their own kind.
    case "ecr" where hasResource: return nil
    case "lambda" where firstResource?.contains(":layer:") ?? false: return nil
    case "dynamodb" where firstResource?.contains("/stream/") ?? false: return nil
    default: return Self.types[service]
    }
  }

  /// Buckets have no Region in their ARNs, access points have.
  ///
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
  private var s3Type: PolicyResourceType? {
    guard let resource = firstResource, let arn = ARN(resource) else { return nil }
    guard arn.resource.hasPrefix("accesspoint/") else { return arn.region.isEmpty ? .s3Bucket : nil }
    return arn.region.isEmpty ? .s3MultiRegionAccessPoint : .s3AccessPoint
  }

  private static let types: [String: PolicyResourceType] = [
    "secretsmanager": .secret, "kms": .kmsKey, "lambda": .lambdaFunction, "sqs": .sqsQueue, "sns": .snsTopic,
    "ecr": .ecrRepository, "events": .eventBus, "elasticfilesystem": .fileSystem, "backup": .backupVault,
    "execute-api": .restAPI, "glue": .glueCatalog, "dynamodb": .dynamoDBTable,
    "s3-object-lambda": .s3ObjectLambdaAccessPoint,
  ]
}
