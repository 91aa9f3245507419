/// Services that say for whom they act when they take a role: their pages show trust policies with `aws:SourceArn` or
/// `aws:SourceAccount`.
///
/// Others, such as Amazon EC2 and AWS Lambda, send neither, or their pages do not say: about these nothing is reported. The
/// list holds what was found on the pages. As of 2026-11.
enum SourceAwareServices {
  /// The page that shows such a trust policy, by the service's principal.
  static let pages: [String: String] = [
    "bedrock.amazonaws.com":
      "https://docs.aws.amazon.com/bedrock/latest/userguide/cross-service-confused-deputy-prevention.html",
    "codebuild.amazonaws.com":
      "https://docs.aws.amazon.com/codebuild/latest/userguide/cross-service-confused-deputy-prevention.html",
    "ecs-tasks.amazonaws.com":
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html",
    "iot.amazonaws.com":
      "https://docs.aws.amazon.com/iot/latest/developerguide/cross-service-confused-deputy-prevention.html",
    "personalize.amazonaws.com":
      "https://docs.aws.amazon.com/personalize/latest/dg/cross-service-confused-deputy-prevention.html",
    "scheduler.amazonaws.com":
      "https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html",
    "ssm.amazonaws.com":
      "https://docs.aws.amazon.com/systems-manager/latest/userguide/cross-service-confused-deputy-prevention.html",
    "states.amazonaws.com":
      "https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html",
    "transfer.amazonaws.com": "https://docs.aws.amazon.com/transfer/latest/userguide/confused-deputy.html",
    "vpc-flow-logs.amazonaws.com":
      "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html",
  ]
}
