import AccountModel
import Authorization
import PolicyLanguage

/// Who can become whom in an account.
enum AccessRules {
  static let rules = [pathToAdministrator, overPrivilegedCompute, unsafeInstanceRole, circularAccess]

  private static let pathToAdministrator = Rule(
    lint: "path-to-administrator", .critical, kinds: [.identity], title: "A principal that can become administrator",
    why:
      "Its policies do not look like those of an administrator, but whoever has its credentials can get all permissions, step "
      + "by step.",
    remedy:
      "Break the chain at one of its steps: name the resources, demand a permissions boundary, or narrow a trust policy.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    example: .account(AccountExamples.chain), silent: .account(AccountExamples.userInGroup),
    .account { facts, findings in
      let graph = facts.graph
      for place in graph.principals.indices {
        guard let chain = graph.chainToAdministrator(from: place) else { continue }
        let principal = graph.principals[place]
        let isCertain = chain.certainty == .certain
        let through = chain.edges.compactMap { edge -> Int? in
          if case .principal(let other) = edge.target { return other }
          return nil
        }
        let ids = chain.edges.map { "`\($0.path.id)`" }
        findings.report(
          "\(principal.title) \(isCertain ? "can" : "may be able to") become administrator by \(EscalationFamily.list(ids))",
          at: [principal.place] + through.map { graph.principals[$0].place }, help: help(chain),
          severity: isCertain ? .critical : .medium)
      }
    })

  /// The steps one by one, and what they depend on.
  private static func help(_ chain: AccessGraph.Chain) -> String {
    var steps: [String] = []
    var dependsOn: [String] = []
    for edge in chain.edges {
      steps += edge.steps
      for text in edge.dependsOn where !dependsOn.contains(text) { dependsOn.append(text) }
    }
    var text = steps.enumerated().map { "(\($0 + 1)) \($1)" }.joined(separator: ", ")
    if !dependsOn.isEmpty { text += "; it depends on " + EscalationFamily.list(dependsOn) }
    return text + ". Break the chain at one of the steps."
  }

  private static let overPrivilegedCompute = Rule(
    lint: "role-over-privileged-compute", .high, kinds: [.identity],
    title: "Administrator’s rights for something that runs code",
    why: "Whoever gets code to run there, by a flaw in it or by changing it, is administrator.",
    remedy: "Give the role the permissions that its code needs.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
    example: .account(AccountExamples.compute), silent: .account(AccountExamples.userInGroup),
    .account { facts, findings in
      for principal in facts.principals where !principal.isUser && !principal.isServiceLinked {
        guard principal.isAdministrator, let service = computeService(of: principal, facts, among: compute) else {
          continue
        }
        findings.report(
          "\(principal.title), which `\(service)` assumes, has the rights of an administrator", at: [principal.place])
      }
    })

  /// The first of some services that may assume a role; of EC2 only when there is an instance profile for it.
  static func computeService(
    of principal: AccountPrincipal, _ facts: AccountFacts, among services: [String]
  ) -> String? {
    let trusted = RoleTrustTable(facts, only: principal)
    return services.first { service in
      guard !trusted.roles(trusting: [service]).isEmpty else { return false }
      return service != "ec2.amazonaws.com" || facts.account.role(arn: principal.arn)?.instanceProfiles.isEmpty == false
    }
  }

  /// Services that run code of the account’s with the role.
  private static let compute = [
    "ec2.amazonaws.com", "lambda.amazonaws.com", "ecs-tasks.amazonaws.com", "codebuild.amazonaws.com",
    "cloudformation.amazonaws.com", "glue.amazonaws.com", "sagemaker.amazonaws.com", "pods.eks.amazonaws.com",
    "tasks.apprunner.amazonaws.com", "states.amazonaws.com",
  ]

  private static let unsafeInstanceRole = Rule(
    lint: "instance-role-unsafe-ssm", .medium, kinds: [.identity], title: "Instances that may command other instances",
    why: "Whoever takes over one instance with the role can run commands on every other one.",
    remedy:
      "Take `ssm:SendCommand` and `ssm:StartSession` out of the role, or name the instances. The agent on an instance needs "
      + "neither.",
    link: "https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html",
    example: .account(AccountExamples.commandingInstance), silent: .account(AccountExamples.userInGroup),
    .account { facts, findings in
      for principal in facts.principals where !principal.isUser && !principal.isAdministrator {
        guard !RoleTrustTable(facts, only: principal).roles(trusting: ["ec2.amazonaws.com"]).isEmpty else { continue }
        let account = principal.caller.accountID ?? EscalationWitness.account
        let arn =
          "arn:\(principal.caller.partition ?? "aws"):ec2:us-east-1:\(account):instance/\(EscalationWitness.other)"
        let oracle = principal.oracle(facts.catalog)
        let allowed = ["ssm:SendCommand", "ssm:StartSession"].filter {
          oracle.ask($0, on: arn)?.conditions.isEmpty == true
        }
        guard !allowed.isEmpty else { continue }
        let actions = EscalationFamily.list(allowed.map { "`\($0)`" })
        findings.report(
          "\(principal.title), which EC2 instances have, allows \(actions) on every instance", at: [principal.place])
      }
    })

  private static let circularAccess = Rule(
    lint: "circular-access", .low, kinds: [.identity], title: "Principals that can become each other",
    why: "They have the same permissions in the end, so that parting them protects nothing.",
    remedy: "Take one of the ways away.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html",
    example: .account(AccountExamples.circle), silent: .account(AccountExamples.userInGroup),
    .account { facts, findings in
      let graph = facts.graph
      let reachable = graph.principals.indices.map { graph.reachable(from: $0) }
      var seen: Set<Int> = []
      for place in graph.principals.indices where !seen.contains(place) {
        let circle = graph.principals.indices.filter {
          $0 != place && reachable[place].contains($0) && reachable[$0].contains(place)
        }
        guard !circle.isEmpty else { continue }
        let all = ([place] + circle).sorted()
        seen.formUnion(all)
        let names = all.map { graph.principals[$0].title }
        findings.report(
          EscalationFamily.list(names) + " can become each other", at: all.map { graph.principals[$0].place })
      }
    })
}
