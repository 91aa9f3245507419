import PolicyLanguage

/// Policies without any mistake, in the forms AWS's documentation shows, one and more for each kind.
enum ValidPolicies {
  static let all: [(kind: PolicyKind, text: String)] = [
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
    (.identity, #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#),
    (.identity, #"{"Statement": [{"Resource": ["*"], "NotAction": ["iam:*"], "Effect": "Deny", "Sid": ""}]}"#),
    (
      .identity,
      #"{"Version": "2008-10-17", "Statement": [{"Effect": "Allow", "Action": "S3:get*", "NotResource": "arn:*:s3:::b"}]}"#
    ),
    (
      .identity,
      #"""
      {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Sid": "ReadProduction",
            "Effect": "Allow",
            "Action": ["secretsmanager:GetSecretValue", "secretsmanager:Describe?ecret", "sns:Publish"],
            "Resource": [
              "arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/*-??????",
              "arn:aws-cn:s3:::b/${aws:PrincipalTag/team, 'none'}/${*}",
              "arn:aws:sqs:*",
              "arn:aws:iam::aws:policy/ReadOnlyAccess"
            ],
            "Condition": {
              "StringEquals": {"secretsmanager:ResourceTag/Environment": "production"},
              "ForAnyValue:StringLikeIfExists": {"aws:TagKeys": ["a*", "${aws:username}"]},
              "NumericLessThanEquals": {"aws:MultiFactorAuthAge": 3600},
              "Bool": {"aws:SecureTransport": true, "aws:MultiFactorAuthPresent": "true"},
              "DateGreaterThan": {"aws:CurrentTime": "2026-01-01T00:00:00Z", "aws:EpochTime": 1767225600},
              "IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"]},
              "Null": {"aws:TokenIssueTime": false},
              "StringLike": {"kms:EncryptionContext:aws:s3:arn": "x", "aws:RequestTag/cost center": "1"},
              "SomeFutureOperator": {"aws:x": 1}
            }
          },
          {"Sid": "Second2", "Effect": "Deny", "Action": "*", "Resource": "*"}
        ]
      }
      """#
    ),
    (
      .permissionsBoundary,
      #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:*", "ec2:*"], "Resource": "*"}]}"#
    ),
    (
      .session,
      #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*"}]}"#
    ),
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
    (
      .resource,
      #"""
      {
        "Version": "2012-10-17",
        "Id": "PutObjPolicy",
        "Statement": [
          {
            "Sid": "Allow CloudFront, and others - 1",
            "Effect": "Allow",
            "Principal": {
              "AWS": [
                "111122223333", "arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/path/name+x@y",
                "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
                "arn:aws:sts::111122223333:assumed-role/role/session@example.com",
                "arn:aws-us-gov:sts::111122223333:federated-user/name",
                "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE", "*"
              ],
              "Service": ["cloudfront.amazonaws.com", "logs.us-east-1.amazonaws.com", "elasticmapreduce.amazonaws.com.cn"],
              "CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"
            },
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::b/*"
          },
          {"Effect": "Deny", "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "s3:*", "Resource": "*"},
          {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}
        ]
      }
      """#
    ),
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
    (
      .resource,
      #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": ["execute-api:/stage/GET/pets"]}]}"#
    ),
    // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
    (
      .kmsKey,
      #"{"Version": "2012-10-17", "Id": "key-default-1", "Statement": [{"Sid": "Enable IAM User Permissions", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"}]}"#
    ),
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
    (
      .roleTrust,
      #"""
      {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Effect": "Allow",
            "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {
              "token.actions.githubusercontent.com:sub": "repo:o/r:ref:refs/heads/main",
              "oidc.eks.us-east-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B7:aud": "sts.amazonaws.com"
            }}
          },
          {"Effect": "Allow", "Principal": {"Federated": ["cognito-identity.amazonaws.com", "arn:aws:iam::111122223333:saml-provider/p"]}, "Action": ["sts:AssumeRoleWith*"]},
          {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com", "AWS": "*"}, "Action": ["sts:AssumeRole", "STS:TagSession", "sts:SetSourceIdentity", "sts:SetContext", "sts:*"]},
          {"Effect": "Deny", "Principal": "*", "NotAction": "sts:TagSession"}
        ]
      }
      """#
    ),
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
    (
      .serviceControl,
      #"{"Version": "2012-10-17", "Statement": [{"Sid": "DenyOutside", "Effect": "Deny", "NotAction": ["iam:*", "sts:*"], "Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1"]}}}, {"Effect": "Allow", "Action": "s3:*Object", "NotResource": "arn:aws:s3:::b/*"}]}"#
    ),
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
    (
      .resourceControl,
      #"{"Version": "2012-10-17", "Statement": [{"Sid": "EnforceOrg", "Effect": "Deny", "Principal": "*", "Action": ["s3:*", "sqs:*"], "Resource": "*", "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}}]}"#
    ),
    // RCPFullAWSAccess, which AWS manages.
    (
      .resourceControl,
      #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}"#
    ),
    // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
    (
      .vpcEndpoint,
      #"{"Version": "2012-10-17", "Id": "e", "Statement": [{"Sid": "any name", "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}, {"Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}, "Action": "*", "Resource": "*"}]}"#
    ),
  ]
}
