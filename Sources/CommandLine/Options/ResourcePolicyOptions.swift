import AWSInterface
import ArgumentParser
import PolicyChecks
import SourceText

/// Which policy, of what.
struct ResourcePolicyOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The policy: JSON text or file://PATH.", valueName: "policy"))
  var resourcePolicy: String?

  @Option(help: ArgumentHelp("The secret: its ARN or name.", valueName: "id"))
  var secretId: String?

  @Option(
    help: ArgumentHelp(
      "The kind of resource, AWS::SecretsManager::Secret when left out.", valueName: "type"))
  var resourceType: String?

  @Option(help: ArgumentHelp("The resource, where it is no secret.", valueName: "arn"))
  var resourceArn: String?

  func apply(to request: inout ResourcePolicyRequest) throws {
    if let resourceType {
      guard let gate = ResourcePolicyGate.named(resourceType) else {
        let names = ResourcePolicyGate.all.map(\.resourceType)
        let near = SpellingSuggestion.nearest(to: resourceType, among: names).map { "; did you mean `\($0)`?" }
        throw CommandFailure(
          "unknown resource type `\(resourceType)`\(near ?? ", expected one of " + names.map { "`\($0)`" }.joined(separator: ", "))"
        )
      }
      request.gate = gate
    }
    if secretId != nil, request.gate.resourceType != ResourcePolicyGate.secret.resourceType {
      throw CommandFailure("`--secret-id` names a secret; name other resources with `--resource-arn`")
    }
    if secretId != nil, resourceArn != nil { throw CommandFailure("give one of `--secret-id` and `--resource-arn`") }
    request.resourceID = secretId ?? resourceArn
  }
}

/// Who is to store the policy.
struct LockoutOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Who is to store the policy; without it the lock-out stays undecided.", valueName: "arn"))
  var callerArn: String?

  @Option(
    name: .customLong("context-entries"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "Condition keys of the caller's requests: ContextKeyName=K,ContextKeyValues=V1,V2,ContextKeyType=string.",
      valueName: "entry"))
  var contextEntries: [String] = []
}
