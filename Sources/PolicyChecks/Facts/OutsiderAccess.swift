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
    guard facts.statements.contains(where: Self.mayLetInAnybody) else { return }
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
    let actions = facts.kind == .roleTrust ? trustActions : open.flatMap { Self.actions(of: $0, in: facts) }
    guard let first = actions.first else { return nil }
    let known = facts.surroundings.attachedTo
    guard let arn = known ?? sampleARN(for: first, in: facts, owner: owner) else { return nil }
    return GuardedResource(
      arn: arn, isKnown: known != nil, ownerAccountID: owner, policyKind: facts.kind, actions: actions)
  }

  private static let trustActions = [
    "sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:TagSession",
  ]

  /// Most actions that are asked about: those that the same statements cover are alike.
  private static let maximumActions = 400

  /// The actions on resources that a statement covers.
  private static func actions(of statement: StatementFacts, in facts: PolicyFacts) -> [String] {
    let prefixes = Set(
      statement.actions.compactMap { $0.service?.prefix }
        + statement.resources.compactMap { $0[.service].flatMap { facts.catalog.service(named: $0)?.prefix } }
        + [facts.resourceType.flatMap { facts.catalog.service(named: $0.servicePrefix)?.prefix }].compactMap(\.self))
    var names: [String] = []
    for prefix in prefixes.sorted() {
      for action in facts.catalog.actions(matching: prefix + ":*") where names.count < maximumActions {
        if !action.isRetired, !action.acceptsOnlyStar, statement.reaches(action.fullName) {
          names.append(action.fullName)
        }
      }
    }
    return names
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
