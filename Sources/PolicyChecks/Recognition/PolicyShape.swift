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
  /// The services of the actions in lower case, `*` for actions of all; not read where there are no principals.
  private(set) var services: Set<String> = []
  /// Whether every action is one that trust policies allow; so there is one.
  private(set) var hasTrustActionsOnly = true
  private var withPrincipal = 0
  private var principalIsEverybody = true
  private var resourceIsEverything = true
  private var everyStatementHasResource = true
  private var firstResource: String?
  /// The service of the last action with its colon, as written.
  private var lastService: String?

  /// Looks at a document.
  ///
  /// - Parameter hasPrincipal: whether it is known to be of a kind with principals.
  init(_ root: SyntaxNode, hasPrincipal isKnown: Bool = false) {
    let list = root["Statement"] ?? root
    var count = 0
    var hasAction = false
    Self.forEach(of: list) { statement in
      guard statement.kind == .object else { return }
      count += 1
      outline(statement, &hasAction)
    }
    hasPrincipal = withPrincipal > 0 && withPrincipal * 2 >= count
    if !hasAction { hasTrustActionsOnly = false }
    if count == 0 { isDenyOnly = false }
    // The rest tells something of policies with principals only.
    if hasPrincipal || isKnown {
      Self.forEach(of: list) { if $0.kind == .object { read($0) } }
    }
  }

  /// Sees which elements a statement has, and of its actions no more than whether all are those of trust policies.
  private mutating func outline(_ statement: SyntaxNode, _ hasAction: inout Bool) {
    var denies = false
    var hasOwnResource = false
    var hasOwnPrincipal = false
    for member in statement.members {
      switch Element(member.key) {
      case .effect: denies = member.value.withUTF8 { $0.count == 4 && Self.isNamed("deny", $0) } ?? false
      case .principal, .notPrincipal: hasOwnPrincipal = true
      case .action:
        if hasAction, !hasTrustActionsOnly { continue }
        Self.forEach(of: member.value) { action in
          hasAction = true
          if hasTrustActionsOnly, !Self.isTrustAction(action.stringValue ?? "") { hasTrustActionsOnly = false }
        }
      case .resource:
        hasResource = true
        hasOwnResource = true
      case nil: break
      }
    }
    if hasOwnPrincipal { withPrincipal += 1 }
    if !denies { isDenyOnly = false }
    if !hasOwnResource { everyStatementHasResource = false }
  }

  /// Reads what tells policies with principals from each other.
  private mutating func read(_ statement: SyntaxNode) {
    for member in statement.members {
      switch Element(member.key) {
      case .principal: if !Self.isStar(member.value) { principalIsEverybody = false }
      case .notPrincipal: principalIsEverybody = false
      case .action:
        Self.forEach(of: member.value) { action in
          // Most actions are of the same service as the one before.
          if let known = lastService, action.stringBegins(with: known) { return }
          read(action: action.stringValue ?? "")
        }
      case .resource:
        Self.forEach(of: member.value) { resource in
          if firstResource == nil { firstResource = resource.stringValue }
          if !Self.isStar(resource) { resourceIsEverything = false }
        }
      case .effect, nil: break
      }
    }
  }

  private static func isStar(_ node: SyntaxNode) -> Bool { node.stringEquals("*") }

  /// The elements of a statement that tell something, whatever the case of their names.
  private enum Element {
    case effect, principal, notPrincipal, action, resource

    init?(_ key: SyntaxNode) {
      guard let element = key.withUTF8({ Self.element(named: $0) }) ?? nil else { return nil }
      self = element
    }

    /// No letter beyond ASCII is one of these in lower case.
    private static func element(named name: UnsafeBufferPointer<UInt8>) -> Element? {
      switch name.count {
      case 6:
        if PolicyShape.isNamed("effect", name) { return .effect }
        return PolicyShape.isNamed("action", name) ? .action : nil
      case 8: return PolicyShape.isNamed("resource", name) ? .resource : nil
      case 9:
        if PolicyShape.isNamed("principal", name) { return .principal }
        return PolicyShape.isNamed("notaction", name) ? .action : nil
      case 11: return PolicyShape.isNamed("notresource", name) ? .resource : nil
      case 12: return PolicyShape.isNamed("notprincipal", name) ? .notPrincipal : nil
      default: return nil
      }
    }
  }

  /// Whether a name of the same length is another in lower case.
  private static func isNamed(_ expected: StaticString, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    for (offset, byte) in name.enumerated() {
      let letter = byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
      if letter != expected.utf8Start[offset] { return false }
    }
    return true
  }

  private static func isTrustAction(_ action: String) -> Bool {
    guard let colon = action.utf8.firstIndex(of: UInt8(ascii: ":")), action[..<colon].lowercased() == "sts" else {
      return false
    }
    let name = action[action.utf8.index(after: colon)...].lowercased()
    return name.hasPrefix("assumerole") || name == "tagsession" || name.hasPrefix("set")
  }

  private mutating func read(action: String) {
    let colon = action.utf8.firstIndex(of: UInt8(ascii: ":"))
    services.insert(action[..<(colon ?? action.endIndex)].lowercased())
    lastService = colon.map { String(action[...$0]) }
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
