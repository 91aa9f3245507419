/// Ways in which a caller takes over something that already has a role.
enum AttachedRolePaths {
  static let all: [EscalationPath] = [
    path(
      "ec2-user-data", .medium, all: ["ec2:ModifyInstanceAttribute", "ec2:StopInstances", "ec2:StartInstances"],
      needs: "an instance has a role"),
    path(
      "ec2-instance-connect", .medium, all: ["ec2-instance-connect:SendSSHPublicKey"],
      needs: "an instance with a role can be reached by SSH"),
    path(
      "ec2-launch-template", .medium, all: ["ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate"],
      needs: "an Auto Scaling group uses the default or latest version of a launch template with a role"),
    path(
      "ec2-swap-profile-role", .medium,
      all: ["iam:PassRole", "iam:RemoveRoleFromInstanceProfile", "iam:AddRoleToInstanceProfile"],
      passedTo: ["ec2.amazonaws.com"], needs: "the caller can reach an instance that has the instance profile"),
    path(
      "autoscaling-existing-config", .medium, all: ["autoscaling:CreateAutoScalingGroup"],
      needs: "a launch configuration or template with a role starts what the caller controls"),
    path(
      "ec2-serial-console", .medium, all: ["ec2-instance-connect:SendSerialConsoleSSHPublicKey"],
      needs: "the serial console is on for the account, and an instance with a role has a password login"),
    path(
      "ec2-get-password-data", .low, all: ["ec2:GetPasswordData"],
      needs: "the caller has the key pair of a Windows instance with a role"),
    path("ssm-start-session", .medium, all: ["ssm:StartSession"], needs: "a managed instance has a role"),
    path("ssm-send-command", .medium, all: ["ssm:SendCommand"], needs: "a managed instance has a role"),
    path(
      "ssm-association", .medium, oneOf: ["ssm:CreateAssociation", "ssm:UpdateAssociation"],
      needs: "a managed instance has a role"),
    path(
      "ssm-resume-session", .low, all: ["ssm:ResumeSession"],
      needs: "another principal has an open session on an instance with a role", isWeak: true),
    path(
      "ssm-update-document", .medium, all: ["ssm:UpdateDocument", "ssm:UpdateDocumentDefaultVersion"],
      needs: "instances or automations run the document on a schedule"),
    path(
      "lambda-update-code", .medium, all: ["lambda:UpdateFunctionCode"],
      needs: "a function with more permissions is called by something else"),
    path(
      "lambda-update-code-invoke", .medium, all: ["lambda:UpdateFunctionCode", "lambda:InvokeFunction"],
      needs: "a function has more permissions"),
    path(
      "lambda-update-code-permission", .medium, all: ["lambda:UpdateFunctionCode", "lambda:AddPermission"],
      needs: "a function has more permissions"),
    path(
      "lambda-update-configuration", .medium, all: ["lambda:UpdateFunctionConfiguration"],
      needs: "a function has more permissions, and its layers, handler or environment decide what it runs"),
    path(
      "lambda-publish-layer", .low, all: ["lambda:PublishLayerVersion"],
      needs: "a function is deployed with the newest version of the layer", isWeak: true),
    path(
      "cloudformation-update-stack", .medium, all: ["cloudformation:UpdateStack"], needs: "a stack has a service role"),
    path(
      "cloudformation-changeset", .medium, all: ["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"],
      needs: "a stack has a service role"),
    path(
      "cloudformation-set-stack-policy-update", .medium,
      all: ["cloudformation:SetStackPolicy", "cloudformation:UpdateStack"],
      needs: "a stack with a service role is protected by a stack policy"),
    path(
      "codebuild-start-build", .medium, all: ["codebuild:StartBuild"],
      needs: "a project has a role; what it runs can be given with the request"),
    path(
      "codebuild-start-build-batch", .medium, all: ["codebuild:StartBuildBatch"],
      needs: "a project for batch builds has a role; what it runs can be given with the request"),
    path(
      "codedeploy-create-deployment", .medium, all: ["codedeploy:CreateDeployment"],
      needs: "a deployment group deploys to instances with a role"),
    path(
      "ecs-execute-command", .medium, all: ["ecs:ExecuteCommand", "ecs:DescribeTasks"],
      needs: "a task with a role runs with command execution on"),
    path(
      "ecr-poison-image", .medium,
      all: [
        "ecr:PutImage", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload",
        "ecr:GetAuthorizationToken",
      ], needs: "something with a role deploys an image of the repository by a tag that can be moved", isWeak: true),
    path(
      "batch-submit", .medium, all: ["batch:SubmitJob"],
      needs: "a job definition has a role; what it runs can be given with the request"),
    path(
      "apprunner-update", .low, all: ["apprunner:UpdateService"],
      needs: "an AWS App Runner service, which new customers do not get, has a role", isRetired: true),
    path(
      "glue-update-endpoint", .low, all: ["glue:UpdateDevEndpoint"], needs: "a development endpoint has a role",
      isRetired: true),
    path(
      "glue-existing-session", .medium, all: ["glue:RunStatement"],
      needs: "another principal has an interactive session with a role"),
    path("emr-add-steps", .medium, all: ["elasticmapreduce:AddJobFlowSteps"], needs: "a running cluster has a role"),
    path(
      "sagemaker-presigned", .medium, all: ["sagemaker:CreatePresignedNotebookInstanceUrl"],
      needs: "a notebook instance has a role"),
    path(
      "sagemaker-lifecycle", .medium,
      all: [
        "sagemaker:CreateNotebookInstanceLifecycleConfig", "sagemaker:StopNotebookInstance",
        "sagemaker:UpdateNotebookInstance", "sagemaker:StartNotebookInstance",
      ], needs: "a notebook instance has a role"),
    path(
      "sagemaker-studio", .low, all: ["sagemaker:CreatePresignedDomainUrl"],
      needs: "a user profile of a domain has a role"),
    path(
      "bedrock-existing-interpreter", .medium,
      all: ["bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter"],
      needs: "a code interpreter has a role"),
    path(
      "bedrock-invoke-runtime", .medium, all: ["bedrock-agentcore:InvokeAgentRuntimeCommand"],
      needs: "an agent runtime has a role"),
    path(
      "bedrock-existing-browser", .medium,
      all: ["bedrock-agentcore:StartBrowserSession", "bedrock-agentcore:ConnectBrowserAutomationStream"],
      needs: "a browser has a role"),
    path(
      "stepfunctions-update", .medium, all: ["states:UpdateStateMachine", "states:StartExecution"],
      needs: "a state machine has a role"),
    path(
      "airflow-token", .medium, oneOf: ["airflow:CreateWebLoginToken", "airflow:CreateCliToken"],
      needs: "an environment has a role"),
    path(
      "secrets-poison-value", .medium,
      oneOf: [
        "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecret", "secretsmanager:UpdateSecretVersionStage",
      ], needs: "something trusts what the secret says: an address, a command, a connection",
      gain: .other("control over what reads the secret"), isWeak: true),
  ]

  private static func path(
    _ id: String, _ severity: FindingSeverity, all: [String] = [], oneOf: [String] = [], passedTo: [String] = [],
    passedToAny: [String] = [], on target: EscalationPath.Target = .unrestricted, needs: String? = nil,
    gain: EscalationPath.Gain = .attachedRole, unless: [String] = [], isRetired: Bool = false,
    isWeak: Bool = false
  ) -> EscalationPath {
    EscalationPath(
      id: id, group: .attachedRole, severity: severity, actions: all, oneOf: oneOf,
      passedTo: passedToAny.isEmpty ? passedTo.map { [$0] } : [passedToAny], target: target, needs: needs, gain: gain,
      grantedAlreadyBy: unless, isRetired: isRetired, isWeak: isWeak)
  }
}
