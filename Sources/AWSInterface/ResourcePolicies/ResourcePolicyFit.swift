import PolicyChecks
import PolicyLanguage
import SourceText
import Wildcards

/// Whether a well-formed policy fits the kind of resource it is for.
struct ResourcePolicyFit {
  private let policy: Policy
  private let subject: ResourcePolicySubject
  private let gate: ResourcePolicyGate

  init(_ policy: Policy, subject: ResourcePolicySubject, gate: ResourcePolicyGate) {
    self.policy = policy
    self.subject = subject
    self.gate = gate
  }

  /// Everything that does not fit.
  var failures: [ResourcePolicyValidation.Failure] {
    var found: [ResourcePolicyValidation.Failure] = []
    if let maximum = gate.maximumStatements, policy.statements.count > maximum {
      found.append(
        failure("\(policy.statements.count) statements, and \(gate.policyName) can have \(maximum)", policy.range))
    }
    found += principalAndConditionFailures + sidFailures
    for statement in policy.statements {
      // The parser knows the actions of trust policies.
      if gate.policyKind != .roleTrust { found += actionFailures(statement) }
      found += resourceFailures(statement)
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
      if let principal = statement.principal, principal.isNegated, statement.effect?.value == .allow {
        found.append(
          failure(
            "`NotPrincipal` stands with `Allow`, which lets in everybody else", principal.nameRange,
            help: "name those who may in `Principal`"))
      }
    }
    return found
  }

  /// What is counted over all statements.
  ///
  /// What is one condition is not documented: docs/undocumented-by-aws.md, U63.
  private var principalAndConditionFailures: [ResourcePolicyValidation.Failure] {
    var found: [ResourcePolicyValidation.Failure] = []
    let principals = policy.statements.reduce(0) { $0 + ($1.principal?.entries.count ?? 0) }
    if let maximum = gate.maximumPrincipals, principals > maximum {
      found.append(failure("\(principals) principals, and \(gate.policyName) can have \(maximum)", policy.range))
    }
    let conditions = policy.statements.reduce(0) { $0 + ($1.condition?.clauses.count ?? 0) }
    if let maximum = gate.maximumConditions, conditions > maximum {
      found.append(failure("\(conditions) conditions, and \(gate.policyName) can have \(maximum)", policy.range))
    }
    return found
  }

  private var sidFailures: [ResourcePolicyValidation.Failure] {
    guard gate.hasUniqueSids else { return [] }
    var seen: Set<String> = []
    return policy.statements.compactMap(\.sid).filter { !$0.value.isEmpty && !seen.insert($0.value).inserted }.map {
      failure(
        "the `Sid` `\($0.value)` stands twice, and each statement of \(gate.policyName) has its own", $0.range,
        help: "give the statement another `Sid`")
    }
  }

  private func actionFailures(_ statement: Statement) -> [ResourcePolicyValidation.Failure] {
    guard let element = statement.action else { return [] }
    var found: [ResourcePolicyValidation.Failure] = []
    if let maximum = gate.maximumActions, element.values.count > maximum {
      found.append(
        failure(
          "\(element.values.count) actions, and a statement of \(gate.policyName) can have \(maximum)", element.range))
    }
    for value in element.values {
      let service = value.value.prefix { $0 != ":" }
      guard service.utf8.count < value.value.utf8.count else { continue }
      if !WildcardPattern(String(service), caseInsensitive: true).matches(gate.service) {
        found.append(
          failure(
            "`\(value.value)` is no action of `\(gate.service)`, which \(gate.policyName) is about", value.range,
            help: "name actions such as `\(gate.service):*`"))
      } else if gate.refusesActionWildcards, value.value.utf8.contains(where: { $0 == 0x2A || $0 == 0x3F }) {
        found.append(failure("`\(value.value)` holds a wildcard, which \(gate.policyName) cannot have", value.range))
      }
    }
    return found
  }

  private func resourceFailures(_ statement: Statement) -> [ResourcePolicyValidation.Failure] {
    guard let element = statement.resource else {
      guard gate.resourceElement == .required, gate.policyKind != .kmsKey else { return [] }
      return [failure("the statement has no `Resource`", statement.range, help: "add `\"Resource\": \"*\"`")]
    }
    guard gate.resourceElement != .absent else {
      // Of trust policies the parser says so.
      guard gate.policyKind != .roleTrust else { return [] }
      return [
        failure(
          "\(gate.policyName) has no `Resource`", element.nameRange,
          help: "remove it: the policy is about the resource it is attached to")
      ]
    }
    if gate.namesOneResource, element.values.count != 1 {
      return [
        failure(
          "\(element.values.count) resources, and a statement of \(gate.policyName) names one", element.range,
          help: "write the ARN of the resource the policy is attached to")
      ]
    }
    return element.values.compactMap { value in
      if value.value == "*" {
        return gate.refusesEveryResource
          ? failure("`*` names no resource of \(gate.policyName)", value.range, help: "write an ARN") : nil
      }
      if VariableTemplate.mayHoldVariables(value.value) || element.isNegated { return nil }
      guard !WildcardPattern(value.value).intersects(subject.pattern) else { return nil }
      let what =
        subject.isKnown ? "`\(subject.arn)`, which the policy is for" : "a resource of the kind `\(gate.resourceType)`"
      return failure(
        "`\(value.value)` does not name \(what)", value.range,
        help: gate.refusesEveryResource
          ? nil : "write `\"Resource\": \"*\"`, which means the resource the policy is attached to")
    }
  }

  private func failure(
    _ message: String, _ range: ByteRange, help: String? = nil
  ) -> ResourcePolicyValidation.Failure {
    ResourcePolicyValidation.Failure(.syntax, message, at: range, help: help)
  }
}
