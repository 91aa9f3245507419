import AccountModel
import Authorization
import PolicyLanguage

/// What is attached to whom in an account.
enum AccountRules {
  static let rules = [policyAttachedToUser, adminPolicyAttached, inlineShouldBeManaged, attachmentRedundant]

  // MARK: Users with policies of their own

  private static let policyAttachedToUser = Rule(
    lint: "policy-attached-to-user", .low, kinds: [.identity], title: "Policies of a single user",
    why: "Permissions that are given to groups or roles can be looked through and taken back in one place.",
    remedy: "Give the policy to a group that the user is in, or better to a role that the user assumes.",
    link: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-2", basis: .documented,
    example: .account(AccountExamples.userWithPolicy), silent: .account(AccountExamples.userInGroup),
    .account { facts, findings in
      for user in facts.account.users {
        let names = user.inlinePolicies.map(\.name) + user.attachedPolicies.map { name(of: $0) }
        guard !names.isEmpty else { continue }
        let shown = EscalationFamily.list(names.prefix(3).map(\.quoted)) + (names.count > 3 ? " and more" : "")
        findings.report(
          "user \(user.name.quoted) has \(names.count == 1 ? "a policy" : "policies") of its own: \(shown)",
          at: [user.place])
      }
    })

  // MARK: Administrators

  private static let adminPolicyAttached = Rule(
    lint: "admin-policy-attached", .high, kinds: [.identity], title: "Full access attached",
    why: "Whoever gets hold of the credentials can do everything in the account.",
    remedy:
      "Attach policies that allow what the principal is for, and keep full access for a role that few can assume, with MFA.",
    link: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1", basis: .documented,
    example: .account(AccountExamples.administrator), silent: .account(AccountExamples.userInGroup),
    .account { facts, findings in
      let account = facts.account
      func check(
        _ title: String, _ references: [ManagedPolicyReference], _ inline: [InlinePolicy], _ place: DeclaredPlace?
      ) {
        for reference in references {
          guard let policy = account.managedPolicy(arn: reference.arn)?.defaultVersion?.policy, allowsEverything(policy)
          else { continue }
          findings.report(
            "\(name(of: reference).quoted), which allows everything, is attached to \(title)",
            at: [DeclaredPlace(file: reference.file, range: reference.range)])
        }
        for policy in inline where allowsEverything(policy.policy) {
          findings.report("the inline policy \(policy.name.quoted) of \(title) allows everything", at: [place])
        }
      }
      for user in account.users {
        check("user \(user.name.quoted)", user.attachedPolicies, user.inlinePolicies, user.place)
      }
      for group in account.groups {
        check("group \(group.name.quoted)", group.attachedPolicies, group.inlinePolicies, group.place)
      }
      for role in account.roles {
        check("role \(role.name.quoted)", role.attachedPolicies, role.inlinePolicies, role.place)
      }
    })

  static func allowsEverything(_ policy: Policy) -> Bool {
    policy.statements.contains { statement in
      statement.effect?.value == .allow && statement.condition?.clauses.isEmpty != false
        && statement.action.map { !$0.isNegated && $0.values.contains { $0.value == "*" || $0.value == "*:*" } } == true
        && statement.resource.map { !$0.isNegated && $0.values.contains { $0.value == "*" } } == true
    }
  }

  private static func name(of reference: ManagedPolicyReference) -> String {
    reference.arn.split(separator: "/").last.map(String.init) ?? reference.arn
  }

  // MARK: Policies that say the same

  private static let inlineShouldBeManaged = Rule(
    lint: "inline-should-be-managed", .info, kinds: [.identity], title: "The same inline policy several times",
    why: "Copies have to be changed one by one, and in time they differ.",
    remedy: "Make one managed policy of them, and attach that.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html", basis: .documented,
    example: .account(AccountExamples.copies), silent: .account(AccountExamples.userInGroup),
    .account { facts, findings in
      var owners: [PolicyMeaning: [(title: String, place: DeclaredPlace?)]] = [:]
      var order: [PolicyMeaning] = []
      func add(_ title: String, _ policies: [InlinePolicy], _ place: DeclaredPlace?) {
        for policy in policies {
          let meaning = PolicyMeaning(policy.policy)
          if owners[meaning] == nil { order.append(meaning) }
          owners[meaning, default: []].append((title, place))
        }
      }
      for user in facts.account.users { add("user \(user.name.quoted)", user.inlinePolicies, user.place) }
      for group in facts.account.groups { add("group \(group.name.quoted)", group.inlinePolicies, group.place) }
      for role in facts.account.roles { add("role \(role.name.quoted)", role.inlinePolicies, role.place) }
      for meaning in order {
        guard let all = owners[meaning], all.count > 1 else { continue }
        let shown =
          EscalationFamily.list(all.prefix(3).map(\.title)) + (all.count > 3 ? " and \(all.count - 3) more" : "")
        findings.report("the same inline policy is embedded in \(shown)", at: all.map(\.place))
      }
    })

  private static let attachmentRedundant = Rule(
    lint: "attachment-redundant", .low, kinds: [.identity], title: "Policy that another one covers",
    why: "It adds nothing, and hides what the principal may do: when the wider one is taken away, it stays.",
    remedy: "Detach or delete the narrower policy, or narrow the wider one.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#remove-credentials",
    example: .account(AccountExamples.redundant), silent: .account(AccountExamples.userInGroup),
    .account { facts, findings in
      for principal in facts.principals {
        let policies = principal.policies.identity.map { ($0.name, PolicyInclusion($0.document.policy)) }
        for (place, (name, policy)) in policies.enumerated() {
          let other = policies.enumerated().first { index, other in
            index != place && policy.isWithin(other.1) && !(other.1.isWithin(policy) && index > place)
          }
          guard let other else { continue }
          findings.report(
            "policy \(name.quoted) of \(principal.title) allows nothing that its policy \(other.element.0.quoted) does not",
            at: [principal.place])
        }
      }
    })
}
