/// The services that operations pass roles to, where AWS's managed policies for their callers name one.
///
/// Of other operations it has to be said.
enum PassedRoleServices {
  /// The value of `iam:PassedToService` for an operation.
  static func service(of operation: String) -> String? { table[operation] }

  /// From the conditions on `iam:PassRole` in AmazonECS_FullAccess and AWSLambda_FullAccess.
  private static let table = [
    "ecs:RegisterTaskDefinition": "ecs-tasks.amazonaws.com",
    "ecs:RunTask": "ecs-tasks.amazonaws.com",
    "ecs:StartTask": "ecs-tasks.amazonaws.com",
    "lambda:CreateFunction": "lambda.amazonaws.com",
    "lambda:UpdateFunctionConfiguration": "lambda.amazonaws.com",
  ]
}
