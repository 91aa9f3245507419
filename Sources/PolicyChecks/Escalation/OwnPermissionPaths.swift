/// Ways in which a caller widens its own permissions.
enum OwnPermissionPaths {
  static let all: [EscalationPath] = [
    path(
      "iam-create-policy-version", .critical, all: ["iam:CreatePolicyVersion"], on: .caller,
      needs: "a customer managed policy is attached to the caller; the new version can be made the default at once",
      gain: .chosen),
    path(
      "iam-set-default-policy-version", .critical, all: ["iam:SetDefaultPolicyVersion"], on: .caller,
      needs: "a customer managed policy attached to the caller has a wider version that is not in force",
      gain: .other("what the wider version of the policy allows")),
    path(
      "iam-put-role-policy", .critical, all: ["iam:PutRolePolicy"], on: .caller,
      needs: "the caller is a session of the role", gain: .chosen),
    path(
      "iam-put-user-policy", .critical, all: ["iam:PutUserPolicy"], on: .caller, needs: "the caller is the user",
      gain: .chosen),
    path(
      "iam-attach-user-policy", .critical, all: ["iam:AttachUserPolicy"], on: .caller,
      needs: "the caller is the user; a condition on `iam:PolicyARN` does not keep wide policies out", gain: .chosen),
    path(
      "iam-attach-role-policy", .critical, all: ["iam:AttachRolePolicy"], on: .caller,
      needs: "the caller is a session of the role; a condition on `iam:PolicyARN` does not keep wide policies out",
      gain: .chosen),
    path(
      "iam-attach-group-policy", .critical, all: ["iam:AttachGroupPolicy"], on: .caller,
      needs: "the caller is in the group; a condition on `iam:PolicyARN` does not keep wide policies out", gain: .chosen
    ),
    path(
      "iam-put-group-policy", .critical, all: ["iam:PutGroupPolicy"], on: .caller, needs: "the caller is in the group",
      gain: .chosen),
    path(
      "iam-add-user-to-group", .critical, all: ["iam:AddUserToGroup"], on: .several,
      needs: "there is a group with more permissions", gain: .other("the permissions of the group")),
    path(
      "iam-delete-user-boundary", .critical, all: ["iam:DeleteUserPermissionsBoundary"], on: .caller,
      needs: "the caller is a user whose permissions boundary is narrower than its policies",
      gain: .other("what the permissions boundary withholds")),
    path(
      "iam-put-boundary", .critical, oneOf: ["iam:PutUserPermissionsBoundary", "iam:PutRolePermissionsBoundary"],
      on: .caller,
      needs:
        "the caller has a permissions boundary narrower than its policies; a condition on `iam:PermissionsBoundary` admits a wider one",
      gain: .other("what the permissions boundary withholds")),
    path(
      "iam-remove-deny-policy", .critical,
      oneOf: [
        "iam:DetachUserPolicy", "iam:DetachRolePolicy", "iam:DetachGroupPolicy", "iam:DeleteUserPolicy",
        "iam:DeleteRolePolicy", "iam:DeleteGroupPolicy", "iam:RemoveUserFromGroup",
      ], on: .caller, needs: "a policy that the caller can take away denies it something that others allow it",
      gain: .other("what the removed policy denies"), isWeak: true),
    path("iam-star", .critical, all: ["iam:*"], on: .caller, gain: .chosen),
    path(
      "sso-attach-managed", .critical, all: ["sso:AttachManagedPolicyToPermissionSet"], on: .unrestricted,
      needs: "the permission set is assigned to the caller and is provisioned again",
      gain: .other("permissions of its own choice in the accounts where the permission set is assigned")),
    path(
      "sso-put-inline", .critical, all: ["sso:PutInlinePolicyToPermissionSet"], on: .unrestricted,
      needs: "the permission set is assigned to the caller and is provisioned again",
      gain: .other("permissions of its own choice in the accounts where the permission set is assigned")),
    path(
      "identitystore-add-to-group", .critical, all: ["identitystore:CreateGroupMembership"], on: .unrestricted,
      needs: "a group of the identity store has a permission set with more permissions",
      gain: .other("the permission sets of the group")),
    path(
      "codestar-team-member", .low, all: ["codestar:CreateProject", "codestar:AssociateTeamMember"], on: .created,
      needs: "AWS CodeStar, which is closed", gain: .other("the policy of project owners"), isRetired: true),
    path(
      "tag-abac-escalation", .critical,
      oneOf: ["iam:TagRole", "iam:TagUser", "sts:TagSession", "secretsmanager:TagResource", "ec2:CreateTags"],
      on: .unrestricted,
      needs: "other policies grant by tags of the caller or of resources, and the caller can set these tags",
      gain: .other("what others may do who have the tag’s value"), isWeak: true),
  ]

  private static func path(
    _ id: String, _ severity: FindingSeverity, all: [String] = [], oneOf: [String] = [], passedTo: [String] = [],
    passedToAny: [String] = [], on target: EscalationPath.Target = .caller, needs: String? = nil,
    gain: EscalationPath.Gain = .chosen, unless: [String] = [], isRetired: Bool = false,
    isWeak: Bool = false
  ) -> EscalationPath {
    EscalationPath(
      id: id, group: .ownPermissions, severity: severity, actions: all, oneOf: oneOf,
      passedTo: passedToAny.isEmpty ? passedTo.map { [$0] } : [passedToAny], target: target, needs: needs, gain: gain,
      grantedAlreadyBy: unless, isRetired: isRetired, isWeak: isWeak)
  }
}
