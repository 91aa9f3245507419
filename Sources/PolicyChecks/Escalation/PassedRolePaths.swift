/// Ways in which a caller gives a role to something new that does its bidding.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
enum PassedRolePaths {
  static let all: [EscalationPath] = [
    path(
      "ec2-run-instances", .high, all: ["iam:PassRole", "ec2:RunInstances"], passedTo: ["ec2.amazonaws.com"],
      needs: "there is an instance profile with the role"),
    path(
      "ec2-spot", .high, all: ["iam:PassRole", "ec2:RequestSpotInstances"], passedTo: ["ec2.amazonaws.com"],
      needs: "there is an instance profile with the role"),
    path(
      "ec2-associate-profile", .high, all: ["iam:PassRole", "ec2:AssociateIamInstanceProfile"],
      passedTo: ["ec2.amazonaws.com"], needs: "the caller controls an instance without instance profile"),
    path(
      "ec2-replace-profile", .high, all: ["iam:PassRole", "ec2:ReplaceIamInstanceProfileAssociation"],
      passedTo: ["ec2.amazonaws.com"], needs: "the caller controls an instance"),
    path(
      "ec2-run-then-associate", .high, all: ["iam:PassRole", "ec2:RunInstances", "ec2:AssociateIamInstanceProfile"],
      passedTo: ["ec2.amazonaws.com"], needs: "there is an instance profile with the role"),
    path(
      "ec2-create-profile", .high,
      all: ["iam:PassRole", "iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile", "ec2:RunInstances"],
      passedTo: ["ec2.amazonaws.com"]),
    path(
      "autoscaling-new", .high,
      all: ["iam:PassRole", "autoscaling:CreateAutoScalingGroup", "autoscaling:CreateLaunchConfiguration"],
      passedTo: ["ec2.amazonaws.com"], needs: "there is an instance profile with the role"),
    path(
      "autoscaling-update", .high,
      all: ["iam:PassRole", "autoscaling:UpdateAutoScalingGroup", "autoscaling:CreateLaunchConfiguration"],
      passedTo: ["ec2.amazonaws.com"], needs: "there is an Auto Scaling group, and an instance profile with the role"),
    path(
      "ssm-automation", .high, all: ["iam:PassRole", "ssm:CreateDocument", "ssm:StartAutomationExecution"],
      passedTo: ["ssm.amazonaws.com"]),
    path(
      "lambda-create-invoke", .high, all: ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"],
      passedTo: ["lambda.amazonaws.com"]),
    path(
      "lambda-create-event-source", .high,
      all: ["iam:PassRole", "lambda:CreateFunction", "lambda:CreateEventSourceMapping"],
      passedTo: ["lambda.amazonaws.com"], needs: "the caller can write to a queue or stream"),
    path(
      "lambda-create-new-dynamo", .high,
      all: [
        "iam:PassRole", "lambda:CreateFunction", "lambda:CreateEventSourceMapping", "dynamodb:CreateTable",
        "dynamodb:PutItem",
      ], passedTo: ["lambda.amazonaws.com"]),
    path(
      "lambda-create-permission", .high, all: ["iam:PassRole", "lambda:CreateFunction", "lambda:AddPermission"],
      passedTo: ["lambda.amazonaws.com"]),
    path(
      "lambda-create-function-url", .high,
      all: ["iam:PassRole", "lambda:CreateFunction", "lambda:CreateFunctionUrlConfig", "lambda:AddPermission"],
      passedTo: ["lambda.amazonaws.com"]),
    path(
      "cloudformation-create-stack", .high, all: ["iam:PassRole", "cloudformation:CreateStack"],
      passedTo: ["cloudformation.amazonaws.com"]),
    path(
      "cloudformation-stackset", .high,
      all: ["iam:PassRole", "cloudformation:CreateStackSet", "cloudformation:CreateStackInstances"],
      passedTo: ["cloudformation.amazonaws.com"],
      needs: "the role may assume the execution roles of the target accounts"),
    path(
      "cloudformation-update-stackset", .high, all: ["iam:PassRole", "cloudformation:UpdateStackSet"],
      passedTo: ["cloudformation.amazonaws.com"],
      needs: "there is a stack set; the role may assume the execution roles of the target accounts"),
    path(
      "codebuild-create-build", .high, all: ["iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuild"],
      passedTo: ["codebuild.amazonaws.com"]),
    path(
      "codebuild-create-build-batch", .high,
      all: ["iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuildBatch"],
      passedTo: ["codebuild.amazonaws.com"]),
    path(
      "codebuild-update-build", .high, all: ["iam:PassRole", "codebuild:UpdateProject", "codebuild:StartBuild"],
      passedTo: ["codebuild.amazonaws.com"], needs: "there is a project"),
    path(
      "codepipeline-create", .high, all: ["iam:PassRole", "codepipeline:StartPipelineExecution"],
      oneOf: ["codepipeline:CreatePipeline", "codepipeline:UpdatePipeline"], passedTo: ["codepipeline.amazonaws.com"]),
    path(
      "codestar-template", .low, all: ["codestar:CreateProjectFromTemplate"], needs: "AWS CodeStar, which is closed",
      gain: .other("the role of the project’s workers"), isRetired: true),
    path(
      "codestar-create-project", .low, all: ["iam:PassRole", "codestar:CreateProject"],
      passedTo: ["codestar.amazonaws.com"], needs: "AWS CodeStar, which is closed", isRetired: true),
    path(
      "imagebuilder-create", .high,
      all: [
        "iam:PassRole", "imagebuilder:CreateComponent", "imagebuilder:CreateImageRecipe",
        "imagebuilder:CreateInfrastructureConfiguration", "imagebuilder:CreateImage",
      ], passedTo: ["ec2.amazonaws.com"], needs: "there is an instance profile with the role"),
    path(
      "elasticbeanstalk-create", .high, all: ["iam:PassRole"],
      oneOf: ["elasticbeanstalk:CreateEnvironment", "elasticbeanstalk:UpdateEnvironment"],
      passedTo: ["ec2.amazonaws.com"], needs: "there is an instance profile with the role"),
    path(
      "amplify-create", .high, all: ["iam:PassRole", "amplify:CreateApp", "amplify:StartDeployment"],
      passedTo: ["amplify.amazonaws.com"]),
    path(
      "ecs-create-cluster-service", .high,
      all: ["iam:PassRole", "ecs:CreateCluster", "ecs:RegisterTaskDefinition", "ecs:CreateService"],
      passedTo: ["ecs-tasks.amazonaws.com"]),
    path(
      "ecs-create-cluster-run", .high,
      all: ["iam:PassRole", "ecs:CreateCluster", "ecs:RegisterTaskDefinition", "ecs:RunTask"],
      passedTo: ["ecs-tasks.amazonaws.com"]),
    path(
      "ecs-register-service", .high, all: ["iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:CreateService"],
      passedTo: ["ecs-tasks.amazonaws.com"], needs: "there is a cluster"),
    path(
      "ecs-register-run", .high, all: ["iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:RunTask"],
      passedTo: ["ecs-tasks.amazonaws.com"], needs: "there is a cluster"),
    path(
      "ecs-register-start", .high, all: ["iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:StartTask"],
      passedTo: ["ecs-tasks.amazonaws.com"], needs: "there is a cluster with a container instance"),
    path(
      "ecs-rogue-instance", .high, all: ["iam:PassRole", "ecs:RegisterContainerInstance", "ecs:StartTask"],
      passedTo: ["ecs-tasks.amazonaws.com"],
      needs: "there is a cluster and a task definition; the caller controls a host"),
    path(
      "ecs-run-override", .high, all: ["iam:PassRole", "ecs:RunTask"], passedTo: ["ecs-tasks.amazonaws.com"],
      needs: "there is a cluster and a task definition"),
    path(
      "ecs-start-override", .high, all: ["iam:PassRole", "ecs:StartTask"], passedTo: ["ecs-tasks.amazonaws.com"],
      needs: "there is a task definition and a cluster with a container instance"),
    path(
      "ecs-update-service", .high, all: ["iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:UpdateService"],
      passedTo: ["ecs-tasks.amazonaws.com"], needs: "there is a service"),
    path(
      "eks-pod-identity", .high, all: ["iam:PassRole"],
      oneOf: ["eks:CreatePodIdentityAssociation", "eks:UpdatePodIdentityAssociation"],
      passedTo: ["pods.eks.amazonaws.com"], needs: "the caller can run a pod in a cluster"),
    path(
      "batch-register-submit", .high, all: ["iam:PassRole", "batch:RegisterJobDefinition", "batch:SubmitJob"],
      passedTo: ["ecs-tasks.amazonaws.com"], needs: "there is a job queue with a compute environment"),
    path(
      "batch-full", .high,
      all: [
        "iam:PassRole", "batch:CreateComputeEnvironment", "batch:CreateJobQueue", "batch:RegisterJobDefinition",
        "batch:SubmitJob",
      ], passedTo: ["ecs-tasks.amazonaws.com"]),
    path(
      "apprunner-create", .low, all: ["iam:PassRole", "apprunner:CreateService"],
      passedToAny: ["apprunner.amazonaws.com", "tasks.apprunner.amazonaws.com"],
      needs: "AWS App Runner, which new customers do not get", isRetired: true),
    path(
      "gamelift-fleet", .high,
      all: ["iam:PassRole", "gamelift:CreateBuild", "gamelift:CreateFleet", "gamelift:RequestUploadCredentials"],
      passedTo: ["gamelift.amazonaws.com"]),
    path(
      "glue-create-endpoint", .low, all: ["iam:PassRole", "glue:CreateDevEndpoint"], passedTo: ["glue.amazonaws.com"],
      needs: "AWS Glue development endpoints, which new customers do not get", isRetired: true),
    path(
      "glue-create-job-run", .high, all: ["iam:PassRole", "glue:CreateJob", "glue:StartJobRun"],
      passedTo: ["glue.amazonaws.com"]),
    path(
      "glue-create-job-trigger", .high, all: ["iam:PassRole", "glue:CreateJob", "glue:CreateTrigger"],
      passedTo: ["glue.amazonaws.com"]),
    path(
      "glue-update-job-run", .high, all: ["iam:PassRole", "glue:UpdateJob", "glue:StartJobRun"],
      passedTo: ["glue.amazonaws.com"], needs: "there is a job"),
    path(
      "glue-update-job-trigger", .high, all: ["iam:PassRole", "glue:UpdateJob", "glue:CreateTrigger"],
      passedTo: ["glue.amazonaws.com"], needs: "there is a job"),
    path(
      "glue-session", .high, all: ["iam:PassRole", "glue:CreateSession", "glue:RunStatement"],
      passedTo: ["glue.amazonaws.com"]),
    path(
      "datapipeline", .low,
      all: [
        "iam:PassRole", "datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition",
        "datapipeline:ActivatePipeline",
      ], passedTo: ["datapipeline.amazonaws.com", "ec2.amazonaws.com"],
      needs: "AWS Data Pipeline, which new customers do not get", isRetired: true),
    path(
      "emr-run-job-flow", .high, all: ["iam:PassRole", "elasticmapreduce:RunJobFlow"],
      passedTo: ["elasticmapreduce.amazonaws.com", "ec2.amazonaws.com"],
      needs: "there is an instance profile with the role"),
    path(
      "emr-serverless", .high, all: ["iam:PassRole", "emr-serverless:CreateApplication", "emr-serverless:StartJobRun"],
      passedTo: ["emr-serverless.amazonaws.com"]),
    path(
      "kinesis-analytics", .high,
      all: ["iam:PassRole", "kinesisanalytics:CreateApplication", "kinesisanalytics:StartApplication"],
      passedTo: ["kinesisanalytics.amazonaws.com"]),
    path(
      "sagemaker-notebook", .high, all: ["iam:PassRole", "sagemaker:CreateNotebookInstance"],
      passedTo: ["sagemaker.amazonaws.com"], needs: "the caller can open the notebook"),
    path(
      "sagemaker-training", .high, all: ["iam:PassRole", "sagemaker:CreateTrainingJob"],
      passedTo: ["sagemaker.amazonaws.com"]),
    path(
      "sagemaker-processing", .high, all: ["iam:PassRole", "sagemaker:CreateProcessingJob"],
      passedTo: ["sagemaker.amazonaws.com"]),
    path("braket-job", .high, all: ["iam:PassRole", "braket:CreateJob"], passedTo: ["braket.amazonaws.com"]),
    path(
      "omics-run", .high, all: ["iam:PassRole", "omics:CreateWorkflow", "omics:StartRun", "s3:GetObject"],
      passedTo: ["omics.amazonaws.com"]),
    path(
      "bedrock-code-interpreter", .high,
      all: [
        "iam:PassRole", "bedrock-agentcore:CreateCodeInterpreter", "bedrock-agentcore:StartCodeInterpreterSession",
        "bedrock-agentcore:InvokeCodeInterpreter",
      ], passedTo: ["bedrock-agentcore.amazonaws.com"]),
    path(
      "bedrock-runtime", .high,
      all: [
        "iam:PassRole", "bedrock-agentcore:CreateAgentRuntime", "bedrock-agentcore:CreateAgentRuntimeEndpoint",
        "bedrock-agentcore:CreateWorkloadIdentity", "bedrock-agentcore:InvokeAgentRuntimeCommand",
      ], passedTo: ["bedrock-agentcore.amazonaws.com"]),
    path(
      "bedrock-harness", .high,
      all: [
        "iam:PassRole", "bedrock-agentcore:CreateHarness", "bedrock-agentcore:CreateAgentRuntime",
        "bedrock-agentcore:CreateAgentRuntimeEndpoint", "bedrock-agentcore:CreateWorkloadIdentity",
        "bedrock-agentcore:GetAgentRuntime", "bedrock-agentcore:InvokeAgentRuntimeCommand",
      ], passedTo: ["bedrock-agentcore.amazonaws.com"]),
    path(
      "bedrock-browser", .high,
      all: [
        "iam:PassRole", "bedrock-agentcore:CreateBrowser", "bedrock-agentcore:StartBrowserSession",
        "bedrock-agentcore:ConnectBrowserAutomationStream",
      ], passedTo: ["bedrock-agentcore.amazonaws.com"]),
    path(
      "cognito-identity-pool-roles", .high, all: ["iam:PassRole", "cognito-identity:SetIdentityPoolRoles"],
      passedTo: ["cognito-identity.amazonaws.com"], needs: "there is an identity pool that the role trusts"),
    path(
      "scheduler-schedule", .high, all: ["iam:PassRole", "scheduler:CreateSchedule"],
      passedTo: ["scheduler.amazonaws.com"], needs: "nothing more: a schedule can call any operation of AWS"),
    path(
      "stepfunctions-create", .high, all: ["iam:PassRole", "states:CreateStateMachine", "states:StartExecution"],
      passedTo: ["states.amazonaws.com"]),
    path(
      "stepfunctions-test-state", .high, all: ["iam:PassRole", "states:TestState"], passedTo: ["states.amazonaws.com"]),
    path(
      "events-rule-target", .high, all: ["iam:PassRole", "events:PutRule", "events:PutTargets"],
      passedTo: ["events.amazonaws.com"], needs: "what the role may do is among the targets of EventBridge"),
    path(
      "pipes-create", .high, all: ["iam:PassRole", "pipes:CreatePipe"], passedTo: ["pipes.amazonaws.com"],
      needs: "what the role may do is among the sources and targets of EventBridge Pipes"),
    path(
      "iot-role-alias", .high, all: ["iam:PassRole"], oneOf: ["iot:CreateRoleAlias", "iot:UpdateRoleAlias"],
      passedTo: ["credentials.iot.amazonaws.com"], needs: "the caller has the certificate of a device"),
    path(
      "rolesanywhere-profile", .high,
      all: ["iam:PassRole", "rolesanywhere:CreateProfile", "rolesanywhere:CreateTrustAnchor"],
      passedTo: ["rolesanywhere.amazonaws.com"]),
    path(
      "iam-createslr-and-use", .low, all: ["iam:CreateServiceLinkedRole"],
      needs: "a service does with its linked role what the caller asks of it",
      gain: .other("what the service does with its linked role"), isWeak: true),
  ]

  private static func path(
    _ id: String, _ severity: FindingSeverity, all: [String] = [], oneOf: [String] = [], passedTo: [String] = [],
    passedToAny: [String] = [], on target: EscalationPath.Target = .created, needs: String? = nil,
    gain: EscalationPath.Gain = .passedRole, unless: [String] = [], isRetired: Bool = false,
    isWeak: Bool = false
  ) -> EscalationPath {
    EscalationPath(
      id: id, group: .passedRole, severity: severity, actions: all, oneOf: oneOf,
      passedTo: passedToAny.isEmpty ? passedTo.map { [$0] } : [passedToAny], target: target, needs: needs, gain: gain,
      grantedAlreadyBy: unless, isRetired: isRetired, isWeak: isWeak)
  }
}
