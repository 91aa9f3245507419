import Authorization
import PolicyAnalysis
import PolicyLanguage
import ServiceCatalog

/// Which statements of a resource's policy let in callers that they do not name; the evaluator decides.
struct OutsiderAccess {
  /// An outsider's request that a statement lets through.
  struct Opening {
    var action: String
    /// Whether it needs no signature.
    var isAnonymous: Bool
  }

  /// The openings by the statement's index.
  private(set) var openings: [Int: Opening] = [:]

  /// Asks about a policy; nothing is found where it cannot be compiled, which other rules report.
  init(_ facts: PolicyFacts) {
    guard facts.statements.contains(where: Self.mayLetInAnybody), facts.statements.count <= Self.maximumStatements
    else { return }
    guard let resource = Self.resource(facts), var analysis = try? PublicAccessAnalysis(facts.policy, of: resource),
      let access = try? analysis.run()
    else { return }
    for opening in access.openings {
      openings[opening.statementIndex] = Opening(
        action: opening.witness.action, isAnonymous: opening.witness.principal.kind == .anonymous)
    }
  }

  /// An account that policies do not name.
  private static let unknownOwner = "210987654321"

  private static func mayLetInAnybody(_ statement: StatementFacts) -> Bool {
    statement.isAllow && statement.principals.contains { $0.isEveryone && !$0.isNegated }
  }

  /// What the policy guards, as far as it says so.
  private static func resource(_ facts: PolicyFacts) -> GuardedResource? {
    let owner = facts.owner ?? unknownOwner
    let open = facts.statements.filter(mayLetInAnybody)
    let actions = facts.kind == .roleTrust ? trustActions : Self.actions(of: open, in: facts)
    guard let first = actions.first else { return nil }
    let known = facts.surroundings.attachedTo
    guard let arn = known ?? sampleARN(for: first, in: facts, owner: owner) else { return nil }
    return GuardedResource(
      arn: arn, isKnown: known != nil, ownerAccountID: owner, policyKind: facts.kind, actions: actions)
  }

  private static let trustActions = [
    "sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:TagSession",
  ]

  /// More statements do not fit into a policy of a resource, of which the largest have some 20,000 characters.
  private static let maximumStatements = 200

  /// The actions on resources that statements cover: one for each set of statements, the one that matters most.
  private static func actions(of open: [StatementFacts], in facts: PolicyFacts) -> [String] {
    let named = open.flatMap(\.actions).compactMap { $0.service?.prefix }
    let resources = open.flatMap(\.resources).compactMap { resource in
      resource[.service].flatMap { facts.catalog.service(named: $0)?.prefix }
    }
    var prefixes = Set(named + resources)
    if let type = facts.resourceType { prefixes.insert(type.servicePrefix) }
    var best: [[Int]: (name: String, weight: Int)] = [:]
    for prefix in prefixes {
      for action in facts.catalog.actions(matching: prefix + ":*") where !action.isRetired && !action.acceptsOnlyStar {
        let name = action.fullName
        guard open.contains(where: { $0.reaches(name) }) else { continue }
        let reached = facts.statements.indices.filter { facts.statements[$0].reaches(name) }
        let weight = weight(of: name)
        if let known = best[reached], (known.weight, name) >= (weight, known.name) { continue }
        best[reached] = (name, weight)
      }
    }
    return best.values.map(\.name).sorted()
  }

  /// How much an action matters to a reader of the finding.
  private static func weight(of action: String) -> Int {
    switch SensitiveActions.kinds[action] {
    case .data, .credentials, .reportedElsewhere: return 2
    case .exposure: return 1
    case nil: return 0
    }
  }

  /// An ARN of the kind of resource that an action is on.
  private static func sampleARN(for action: String, in facts: PolicyFacts, owner: String) -> String? {
    if facts.kind == .roleTrust { return "arn:aws:iam::\(owner):role/example" }
    guard let found = facts.catalog.actions(matching: action).first,
      let format = found.resourceRows.first?.type.arnFormats.first
    else { return nil }
    var sample = ""
    var rest = Substring(format)
    while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
      sample += rest[..<start.lowerBound]
      switch rest[start.upperBound..<end].lowercased() {
      case "partition": sample += "aws"
      case "region": sample += "us-east-1"
      case "account": sample += owner
      default: sample += "example"
      }
      rest = rest[rest.index(after: end)...]
    }
    return sample + rest
  }
}

extension PolicyResourceType {
  /// The service whose actions a policy on it decides.
  var servicePrefix: String {
    switch self {
    case .s3Bucket, .s3AccessPoint, .s3MultiRegionAccessPoint: return "s3"
    case .s3ObjectLambdaAccessPoint: return "s3-object-lambda"
    case .roleTrust: return "sts"
    case .dynamoDBTable: return "dynamodb"
    case .secret: return "secretsmanager"
    case .kmsKey: return "kms"
    case .lambdaFunction: return "lambda"
    case .sqsQueue: return "sqs"
    case .snsTopic: return "sns"
    case .ecrRepository: return "ecr"
    case .eventBus: return "events"
    case .fileSystem: return "elasticfilesystem"
    case .backupVault: return "backup"
    case .logGroup: return "logs"
    case .restAPI: return "execute-api"
    case .glueCatalog: return "glue"
    case .vpcEndpoint: return "ec2"
    }
  }
}
