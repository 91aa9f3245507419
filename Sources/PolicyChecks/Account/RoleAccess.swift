import AccountModel

/// The ways by which a principal gets the permissions of roles of services: of those that it passes, and of those that
/// something has already.
struct RoleAccess {
  private let facts: AccountFacts
  private let trust: RoleTrustTable

  init(_ facts: AccountFacts, _ trust: RoleTrustTable) {
    self.facts = facts
    self.trust = trust
  }

  /// For each role the first way in the order of ``EscalationPaths`` that is certain, or else that is possible.
  func edges(of place: Int, _ questions: inout AccessQuestions) -> [AccessEdge] {
    var best: [Int: AccessEdge] = [:]
    for path in EscalationPaths.all where path.group == .passedRole || path.group == .attachedRole {
      if path.isRetired || path.isWeak { continue }
      for edge in path.passesRole ? passed(path, &questions) : attached(path, &questions) {
        guard case .principal(let role) = edge.target, role != place else { continue }
        if let known = best[role], known.certainty >= edge.certainty { continue }
        best[role] = edge
      }
    }
    return best.sorted { $0.key < $1.key }.map(\.value)
  }

  private func passed(_ path: EscalationPath, _ questions: inout AccessQuestions) -> [AccessEdge] {
    guard questions.mayAllow("iam:PassRole"), let steps = questions.askAnywhere(path) else { return [] }
    var passable: [[(role: Int, conditions: [String])]] = []
    for services in path.passedTo {
      var roles: [(role: Int, conditions: [String])] = []
      for role in trust.roles(trusting: services) {
        for service in services {
          guard let found = questions.ask("iam:PassRole", on: facts.principals[role].arn, passedTo: service) else {
            continue
          }
          roles.append((role, found.conditions))
          break
        }
      }
      if roles.isEmpty { return [] }
      passable.append(roles)
    }
    return (passable.last ?? []).map { role, conditions in
      let title = facts.principals[role].title
      let words = path.allActions.filter { $0 != "iam:PassRole" }.map(EscalationSteps.step)
      var dependsOn = AccessExplorer.words(conditions + steps.conditions)
      if let needs = path.needs { dependsOn.append("whether \(needs)") }
      return AccessEdge(
        path: path, target: .principal(role), certainty: dependsOn.isEmpty ? .certain : .possible,
        steps: ["pass \(title) to \(path.services)"] + (path.oneOf.isEmpty ? words : []), dependsOn: dependsOn)
    }
  }

  /// What the account file does not tell is whether anything has the role, and runs.
  private func attached(_ path: EscalationPath, _ questions: inout AccessQuestions) -> [AccessEdge] {
    guard let service = Self.services[String(path.allActions[0].prefix { $0 != ":" })],
      let steps = questions.askAnywhere(path)
    else { return [] }
    return trust.roles(trusting: [service]).compactMap { role in
      let principal = facts.principals[role]
      if service == "ec2.amazonaws.com", facts.account.role(arn: principal.arn)?.instanceProfiles.isEmpty != false {
        return nil
      }
      let words = path.actions.map(EscalationSteps.step)
      return AccessEdge(
        path: path, target: .principal(role), certainty: .possible,
        steps: path.oneOf.isEmpty ? words : ["take over what has \(principal.title)"],
        dependsOn: AccessExplorer.words(steps.conditions) + ["whether \(path.needs ?? "something has the role")"])
    }
  }

  /// The services whose resources the actions of a service take over.
  private static let services = [
    "airflow": "airflow.amazonaws.com", "apprunner": "tasks.apprunner.amazonaws.com",
    "autoscaling": "ec2.amazonaws.com",
    "batch": "ecs-tasks.amazonaws.com", "bedrock-agentcore": "bedrock-agentcore.amazonaws.com",
    "cloudformation": "cloudformation.amazonaws.com", "codebuild": "codebuild.amazonaws.com",
    "codedeploy": "ec2.amazonaws.com", "ec2": "ec2.amazonaws.com", "ec2-instance-connect": "ec2.amazonaws.com",
    "ecs": "ecs-tasks.amazonaws.com", "elasticmapreduce": "ec2.amazonaws.com", "glue": "glue.amazonaws.com",
    "lambda": "lambda.amazonaws.com", "sagemaker": "sagemaker.amazonaws.com", "ssm": "ec2.amazonaws.com",
    "states": "states.amazonaws.com",
  ]
}
