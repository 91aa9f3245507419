import PolicyLanguage
import ServiceCatalog
import Wildcards

/// What services do although AWS's reference does not say so.
enum FitTolerance {
  /// Whether a service may ask about resources of a pattern that its reference gives an action not.
  static func mayReach(_ action: KnownAction, _ pattern: ResourcePattern) -> Bool {
    guard action.isOfSpecialService else { return mayReachByName(action, pattern) }
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
    default: return mayReachByName(action, pattern)
    }
  }

  /// The services of which more is known.
  ///
  /// As of 2026-11.
  static let special: Set<String> = [
    "logs", "codestar-connections", "codeconnections", "s3", "dynamodb", "cloudformation", "sagemaker-mlflow",
  ]

  /// A name may hold more than it seems: the qualifier of a function, the path of a parameter.
  private static func mayReachByName(_ action: KnownAction, _ pattern: ResourcePattern) -> Bool {
    guard let own = pattern.serviceAndName else { return true }
    return action.knownTypes.contains { $0.mayHave(own.name, inServicesOf: own.service) }
      || isForgotten(action, pattern)
  }

  /// Whether the reference seems to have forgotten a type of an action.
  ///
  /// Actions on tags are about whatever can have them, and the reference names less for many. What an action's name calls it is
  /// about, as the data set in `quicksight:CreateDataSet`, is no other type that the reference names.
  /// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSGlueSchemaRegistryFullAccess.html
  /// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSQuickSightAssetBundleImportPolicy.html
  private static func isForgotten(_ action: KnownAction, _ pattern: ResourcePattern) -> Bool {
    guard action.isOnTags || !action.knownTypes.isEmpty && !action.isNamedAfterOwnType else { return false }
    let types = pattern.knownTypes(of: action.service)
    return action.isOnTags ? !types.isEmpty : types.contains(where: action.isNamedAfter)
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
