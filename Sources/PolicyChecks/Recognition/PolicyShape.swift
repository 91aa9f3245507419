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
      switch member.name.lowercased() {
      case "effect": denies = member.value.stringValue?.lowercased() == "deny"
      case "principal", "notprincipal":
        hasOwnPrincipal = true
        if member.name.lowercased() != "principal" || member.value.stringValue != "*" { principalIsEverybody = false }
      case "action", "notaction":
        for action in Self.list(member.value) {
          // Most actions are of the same service as the one before, of which all is known that matters.
          if let known = lastService, action.stringBegins(with: known) { continue }
          read(action: action.stringValue ?? "")
        }
      case "resource", "notresource":
        hasResource = true
        hasOwnResource = true
        for resource in Self.list(member.value) {
          firstResource = firstResource ?? resource.stringValue
          if resource.stringValue != "*" { resourceIsEverything = false }
        }
      default: break
      }
    }
    if hasOwnPrincipal { withPrincipal += 1 }
    if !denies { isDenyOnly = false }
    if !hasOwnResource { everyStatementHasResource = false }
  }

  private mutating func read(action: String) {
    let parts = action.lowercased().split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    services.insert(String(parts[0]))
    let name = parts.count == 2 ? parts[1] : ""
    let isTrustAction =
      parts[0] == "sts" && (name.hasPrefix("assumerole") || name == "tagsession" || name.hasPrefix("set"))
    if !isTrustAction { hasTrustActionsOnly = false }
    lastService = parts.count == 2 && !hasTrustActionsOnly ? action.prefix { $0 != ":" } + ":" : nil
  }

  private static func list(_ node: SyntaxNode) -> [SyntaxNode] {
    node.kind == .array ? Array(node.elements) : [node]
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
