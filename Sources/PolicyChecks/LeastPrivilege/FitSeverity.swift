import PolicyAnalysis
import PolicyLanguage
import ServiceCatalog
import Wildcards

/// How bad it is, and how certain, that an action fits none of its statement's resources.
///
/// What an Allow does not reach stays closed; what a Deny does not reach stays open. AWS's reference forgets types of some
/// actions: what rests on it alone is lower, and the message says so.
struct FitSeverity: Hashable {
  /// Whether more speaks for it than a line that AWS's reference does not have.
  let isCertain: Bool
  /// The severity.
  let severity: FindingSeverity

  /// The severity for an action that does not reach any resource of its statement.
  init(_ action: ActionFacts, _ reach: ResourceFit.Reach) {
    isCertain = action.written.current.allSatisfy { reach == .onlyStar ? Self.isSweep($0) : Self.namesItsType($0) }
    if Self.isServedElsewhere(action) {
      severity = .low
    } else if action.statement.isDeny {
      severity = isCertain ? .high : .medium
    } else {
      severity = isCertain ? .medium : .low
    }
  }

  /// How a message begins.
  var source: String { isCertain ? "" : "by AWS's reference " }

  /// Services of which AWS's pages on permissions say of each action what it is about, as the reference does.
  ///
  /// As of 2026-11.
  ///
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
  /// https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
  /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
  /// https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html
  private static let wellDescribed: Set<String> = [
    "dynamodb", "iam", "kms", "lambda", "s3", "secretsmanager", "sns", "sqs", "states", "sts",
  ]

  /// Whether an action is about all that there is: it lists, or its service is described twice.
  private static func isSweep(_ action: KnownAction) -> Bool {
    let name = action.foldedName
    return action.action.hasOnly(.list) || name.hasPrefix("list") || name.hasPrefix("describe")
      || wellDescribed.contains(action.prefix) && !isTiedToSomething(action)
  }

  /// Whether an action makes something, or speaks of something that has an ARN although the reference gives it none.
  ///
  /// AWS's own policy template allows the reports on tasks on a state machine.
  /// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html (`StepFunctionsCallbackPolicy`)
  private static func isTiedToSomething(_ action: KnownAction) -> Bool {
    action.foldedName.hasPrefix("create") || action.prefix == "states" || action.foldedName.holds("accesspoint")
  }

  /// Whether an action's name holds the type that the reference gives it, as `ecs:StopTask`.
  private static func namesItsType(_ action: KnownAction) -> Bool {
    wellDescribed.contains(action.prefix) || action.knownTypes.contains(where: action.isNamedAfter)
  }

  /// Whether another statement of the same effect has the action with a resource that it can act on.
  private static func isServedElsewhere(_ action: ActionFacts) -> Bool {
    let own = action.statement
    return own.policy.statements.contains { other in
      guard other !== own, other.isAllow == own.isAllow, other.statement.action?.isNegated == false,
        action.written.outline.services.meets(other.services),
        other.actions.contains(where: { $0.covers(action) })
      else { return false }
      return ResourceFit.canAct(action, onResourcesOf: other)
    }
  }
}

extension ActionFacts {
  /// Whether it covers all that another value of `Action` covers.
  fileprivate func covers(_ other: ActionFacts) -> Bool {
    isEverything || written === other.written
      || (other.hasWildcard ? pattern.contains(other.pattern) : covers(other.text))
  }
}
