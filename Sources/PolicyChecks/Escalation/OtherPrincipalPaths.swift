/// Ways in which a caller becomes another principal, or gets at what only others may use.
enum OtherPrincipalPaths {
  static let all: [EscalationPath] = [
    path(
      "iam-create-access-key", .high, all: ["iam:CreateAccessKey"], on: .several,
      needs: "another user has fewer than two access keys", gain: .otherUser),
    path(
      "iam-rotate-access-key", .high, all: ["iam:CreateAccessKey", "iam:DeleteAccessKey"], on: .several,
      needs: "another user has two access keys", gain: .otherUser),
    path(
      "iam-create-login-profile", .high, all: ["iam:CreateLoginProfile"], on: .several,
      needs: "another user has no console password", gain: .otherUser),
    path(
      "iam-update-login-profile", .high, all: ["iam:UpdateLoginProfile"], on: .several,
      needs: "another user has a console password", gain: .otherUser),
    path(
      "iam-update-assume-role-policy", .critical, all: ["iam:UpdateAssumeRolePolicy"], on: .several,
      needs:
        "there is a role with more permissions; a trust policy that names the caller in the role’s own account is enough to assume it",
      gain: .otherRole),
    path(
      "iam-attach-role-policy-assume", .critical, all: ["iam:AttachRolePolicy", "sts:AssumeRole"], on: .several,
      needs: "the role trusts the caller", gain: .chosenThroughRole),
    path(
      "iam-attach-user-policy-key", .critical, all: ["iam:AttachUserPolicy", "iam:CreateAccessKey"], on: .several,
      needs: "another user has fewer than two access keys", gain: .chosenThroughUser),
    path(
      "iam-create-policy-version-assume", .critical, all: ["iam:CreatePolicyVersion", "sts:AssumeRole"], on: .several,
      needs: "the policy is attached to a role that trusts the caller", gain: .chosenThroughRole),
    path(
      "iam-put-role-policy-assume", .critical, all: ["iam:PutRolePolicy", "sts:AssumeRole"], on: .several,
      needs: "the role trusts the caller", gain: .chosenThroughRole),
    path(
      "iam-put-user-policy-key", .critical, all: ["iam:PutUserPolicy", "iam:CreateAccessKey"], on: .several,
      needs: "another user has fewer than two access keys", gain: .chosenThroughUser),
    path(
      "iam-attach-role-policy-trust", .critical, all: ["iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy"],
      on: .several, needs: "there is a role", gain: .chosenThroughRole),
    path(
      "iam-create-policy-version-trust", .critical, all: ["iam:CreatePolicyVersion", "iam:UpdateAssumeRolePolicy"],
      on: .several, needs: "the policy is attached to the role", gain: .chosenThroughRole),
    path(
      "iam-put-role-policy-trust", .critical, all: ["iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"], on: .several,
      needs: "there is a role", gain: .chosenThroughRole),
    path(
      "iam-delete-role-boundary", .high, all: ["sts:AssumeRole", "iam:DeleteRolePermissionsBoundary"], on: .several,
      needs: "a role that trusts the caller has a permissions boundary narrower than its policies",
      gain: .other("what the permissions boundary of the role withholds")),
    path(
      "iam-create-role-attach", .critical, all: ["iam:CreateRole"],
      oneOf: ["iam:AttachRolePolicy", "iam:PutRolePolicy"], on: .created,
      needs: "no condition demands a permissions boundary on new roles", gain: .chosenThroughRole),
    path(
      "iam-create-user-attach", .critical, all: ["iam:CreateUser", "iam:AttachUserPolicy", "iam:CreateAccessKey"],
      on: .created, needs: "no condition demands a permissions boundary on new users", gain: .chosenThroughUser),
    path(
      "iam-service-specific-credential", .high,
      oneOf: ["iam:CreateServiceSpecificCredential", "iam:ResetServiceSpecificCredential"], on: .several,
      needs: "another user works with CodeCommit, Amazon Keyspaces or Amazon Bedrock",
      gain: .other("what the other user may do in CodeCommit, Amazon Keyspaces or Amazon Bedrock")),
    path(
      "iam-upload-ssh-key", .low, all: ["iam:UploadSSHPublicKey"], on: .several,
      needs: "another user may use CodeCommit", gain: .other("what the other user may do in CodeCommit")),
    path(
      "iam-signing-certificate", .low, all: ["iam:UploadSigningCertificate"], on: .several,
      needs: "another user may call the few operations that still take signed SOAP requests",
      gain: .other("what the other user may do by signed SOAP requests")),
    path(
      "iam-mfa-takeover", .high, all: ["iam:DeactivateMFADevice", "iam:EnableMFADevice"], on: .several,
      needs: "policies ask for multi-factor authentication of another user whose password or keys the caller can set",
      gain: .other("requests of the other user that pass for authenticated by MFA")),
    path(
      "iam-update-saml-provider", .high, all: ["iam:UpdateSAMLProvider"], on: .several,
      needs: "roles trust the provider", gain: .other("the permissions of every role that trusts the provider")),
    path(
      "iam-update-oidc-provider", .low,
      oneOf: ["iam:UpdateOpenIDConnectProviderThumbprint", "iam:AddClientIDToOpenIDConnectProvider"], on: .several,
      needs: "roles trust the provider, and the caller controls the issuer’s host or a client of it",
      gain: .other("the permissions of every role that trusts the provider")),
    path(
      "iam-create-idp-and-trust", .high, all: ["iam:UpdateAssumeRolePolicy"],
      oneOf: ["iam:CreateOpenIDConnectProvider", "iam:CreateSAMLProvider"], on: .several,
      needs: "there is a role whose trust policy can be rewritten", gain: .other("the permissions of the role")),
    path(
      "sts-assume-role", .high, all: ["sts:AssumeRole"], on: .unrestricted,
      needs: "a role with more permissions trusts the caller or leaves that to the policies of the caller’s account",
      gain: .otherRole),
    path(
      "sts-assume-role-trust", .high, all: ["sts:AssumeRole", "iam:UpdateAssumeRolePolicy"], on: .several,
      needs: "there is a role with more permissions", gain: .otherRole),
    path(
      "sts-get-federation-token-broad", .low, all: ["sts:GetFederationToken"], on: .created,
      needs: "the caller has the long-term keys of a user",
      gain: .other("nothing more, but a session that outlives the keys"), isWeak: true),
    path(
      "sso-permission-set-assign", .high,
      all: ["sso:CreatePermissionSet", "sso:CreateAccountAssignment", "sso:AttachManagedPolicyToPermissionSet"],
      on: .unrestricted, needs: "the caller has an identity in IAM Identity Center",
      gain: .other("permissions of its own choice in any account of the organization")),
    path(
      "eks-access-entry", .high, all: ["eks:CreateAccessEntry", "eks:AssociateAccessPolicy"], on: .unrestricted,
      needs: "a cluster takes access entries",
      gain: .other("the administration of the cluster, and with it the roles of its pods")),
    path(
      "kms-create-grant", .high, all: ["kms:CreateGrant"], on: .unrestricted,
      needs: "a key protects data that the caller may not decrypt", gain: .other("the use of the key"),
      unless: ["kms:Decrypt"]),
    path(
      "kms-put-key-policy", .high, all: ["kms:PutKeyPolicy"], on: .unrestricted,
      needs: "a key protects data that the caller may not decrypt", gain: .other("all rights on the key"),
      unless: ["kms:Decrypt"]),
    path(
      "secrets-put-resource-policy", .high, all: ["secretsmanager:PutResourcePolicy"], on: .unrestricted,
      needs: "the caller may not read the secret", gain: .other("the value of the secret, and what it opens"),
      unless: ["secretsmanager:GetSecretValue"]),
    path(
      "secrets-rotate-with-own-function", .high, all: ["secretsmanager:RotateSecret", "lambda:InvokeFunction"],
      on: .unrestricted, needs: "the caller controls a function whose role may read the secret",
      gain: .other("the value of the secret"), unless: ["secretsmanager:GetSecretValue"]),
    path(
      "secrets-replicate", .high, all: ["secretsmanager:ReplicateSecretToRegions"], on: .unrestricted,
      needs: "the caller may read secrets in the other Region",
      gain: .other("the value of the secret in the other Region"), unless: ["secretsmanager:GetSecretValue"]),
    path(
      "s3-put-bucket-policy", .high, oneOf: ["s3:PutBucketPolicy", "s3:PutBucketAcl"], on: .unrestricted,
      needs: "the caller may not read the objects", gain: .other("all rights on the bucket"),
      unless: ["s3:GetObject", "s3:PutObject"]),
  ]

  private static func path(
    _ id: String, _ severity: FindingSeverity, all: [String] = [], oneOf: [String] = [], passedTo: [String] = [],
    passedToAny: [String] = [], on target: EscalationPath.Target = .caller, needs: String? = nil,
    gain: EscalationPath.Gain = .chosen, unless: [String] = [], isRetired: Bool = false,
    isWeak: Bool = false
  ) -> EscalationPath {
    EscalationPath(
      id: id, group: .otherPrincipal, severity: severity, actions: all, oneOf: oneOf,
      passedTo: passedToAny.isEmpty ? passedTo.map { [$0] } : [passedToAny], target: target, needs: needs, gain: gain,
      grantedAlreadyBy: unless, isRetired: isRetired, isWeak: isWeak)
  }
}
