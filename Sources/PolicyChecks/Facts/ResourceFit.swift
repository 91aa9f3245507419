import PolicyLanguage
import ServiceCatalog
import Wildcards

/// Which actions of a statement can act on which of its resources, as far as the catalogue knows.
///
/// What a text does not say yet is unknown, not wrong: a variable of the policy or of a template can stand for anything.
struct ResourceFit {
  /// How far an action of the statement gets.
  typealias Reach = Action.Reach

  /// For each value of `Action`.
  private(set) var reaches: [Reach] = []
  /// For each value of `Resource`, whether some action can act on it.
  private(set) var usesResource: [Bool]

  /// Most pairs of an action and a resource; no policy that AWS stores comes near it.
  private static let maximumPairs = 100_000

  /// The fit of a statement; `nil` for one on `*`, for `NotAction` and `NotResource`, and where a resource is not known.
  init?(_ statement: StatementFacts) {
    guard let action = statement.statement.action, !action.isNegated, let resource = statement.statement.resource,
      !resource.isNegated, !statement.resources.isEmpty, !statement.resources.contains(where: \.isEverything),
      !statement.actions.contains(where: \.isEverything),
      statement.actions.count * statement.resources.count <= Self.maximumPairs
    else { return nil }
    var patterns: [ResourcePattern] = []
    for resource in statement.resources {
      guard let pattern = resource.written.forCatalog else { return nil }
      patterns.append(pattern)
    }
    usesResource = patterns.map { _ in false }
    for action in statement.actions {
      let known = action.written.current
      guard !known.isEmpty else {
        // What does not exist, or no more, other rules speak of.
        reaches.append(.possible)
        for index in usesResource.indices { usesResource[index] = true }
        continue
      }
      var reach = Reach.onlyStar
      for (index, pattern) in patterns.enumerated() {
        switch Self.reach(known, on: pattern) {
        case .possible:
          usesResource[index] = true
          reach = .possible
        case .never: reach = reach == .possible ? reach : .never
        case .onlyStar: break
        }
      }
      reaches.append(reach)
    }
  }

  /// Whether an action can act on some resource of a statement, or that is not known.
  static func canAct(_ action: ActionFacts, onResourcesOf statement: StatementFacts) -> Bool {
    guard let element = statement.statement.resource, !element.isNegated else { return true }
    let known = action.written.current
    return statement.resources.contains { resource in
      guard !resource.isEverything, let pattern = resource.written.forCatalog else { return true }
      return known.isEmpty || reach(known, on: pattern) == .possible
    }
  }

  private static func reach(_ actions: [KnownAction], on pattern: ResourcePattern) -> Reach {
    var onlyStar = true
    for action in actions {
      switch action.action.reach(onResourcesOf: pattern.types(of: action.service), types: action.types) {
      case .possible: return .possible
      case .never where Tolerance.mayReach(action, pattern): return .possible
      case .onlyStar where Tolerance.mayStandForStar(action, pattern): return .possible
      case .never: onlyStar = false
      case .onlyStar: continue
      }
    }
    return onlyStar ? .onlyStar : .never
  }
}

/// What services do although AWS's reference does not say so.
private enum Tolerance {
  /// Whether a service may ask about resources of a pattern that its reference gives an action not.
  static func mayReach(_ action: KnownAction, _ pattern: ResourcePattern) -> Bool {
    switch action.prefix {
    // Requests about a log group name its streams: `log-group:NAME:log-stream:`.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
    case "logs": return pattern.text.holds(":logs:")
    // The old and the new name of one service.
    // https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html
    case "codestar-connections": return pattern.text.holds(":codeconnections:")
    case "codeconnections": return pattern.text.holds(":codestar-connections:")
    // Their names hold no slash, so that ARNs tell buckets from objects, and tables from what is in them.
    case "s3", "dynamodb": return false
    // Templates with a transform ask for it by its ARN.
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html
    case "cloudformation" where pattern.text.holds(":transform/"): return action.foldedName == "createchangeset"
    // A newer resource of SageMaker, which the reference on MLflow does not know.
    // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSageMakerModelCustomizationCoreAccess.html
    case "sagemaker-mlflow" where pattern.text.holds(":mlflow-app/"): return true
    // Elsewhere a name may hold more than it seems: the qualifier of a function, the path of a parameter.
    default:
      guard let own = pattern.serviceAndName else { return true }
      return action.knownTypes.contains { $0.mayHave(own.name, inServicesOf: own.service) }
        || isForgotten(action, pattern)
    }
  }

  /// Whether the reference seems to have forgotten a type of an action.
  ///
  /// Actions on tags are about whatever can have them, and the reference names less for many. What an action's name calls it is
  /// about, as the data set in `quicksight:CreateDataSet`, is no other type that the reference names.
  /// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSGlueSchemaRegistryFullAccess.html
  /// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSQuickSightAssetBundleImportPolicy.html
  private static func isForgotten(_ action: KnownAction, _ pattern: ResourcePattern) -> Bool {
    let types = pattern.knownTypes(of: action.service)
    guard !types.isEmpty else { return false }
    return action.isOnTags
      || !action.knownTypes.isEmpty && types.contains(where: action.isNamedAfter)
        && !action.knownTypes.contains(where: action.isNamedAfter)
  }

  /// Whether an ARN may do in the place of `*`: one in which nothing is said, as `arn:aws:s3:::*` for `s3:ListAllMyBuckets`, or
  /// one of which AWS's own policies say so.
  ///
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/walkthrough1.html
  static func mayStandForStar(_ action: KnownAction, _ pattern: ResourcePattern) -> Bool {
    let service = action.prefix
    // https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-quickstart.html
    if service == "ssmmessages" {
      return action.foldedName == "opendatachannel" && pattern.text.holds(":ssm:") && pattern.text.holds(":session/")
    }
    if action.isOnTags, pattern.fields?[2] == service, service != "s3" { return true }
    guard pattern.text.hasSuffix(":*") || pattern.text.hasSuffix("*:*") else { return service == "logs" }
    guard let fields = pattern.fields else { return true }
    return fields[5] == "*" || service == "logs"
  }
}
