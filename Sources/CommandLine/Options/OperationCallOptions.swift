import AWSInterface
import ArgumentParser
import Authorization
import OperationPermissions
import SourceText

/// What a call of an API operation is about.
struct OperationCallOptions: ParsableArguments {
  @Option(
    name: [.customLong("secret"), .customLong("resource-arns")], parsing: .upToNextOption,
    help: ArgumentHelp("What the call is about: secrets or other resources.", valueName: "arn"))
  var targets: [String] = []

  @Option(
    name: .customLong("resource-policy"), parsing: .upToNextOption,
    help: ArgumentHelp("Its policy: one for all of them, or one for each in their order.", valueName: "policy"))
  var targetPolicies: [String] = []

  @Option(
    name: .customLong("kms-key"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "The KMS key of it: one for all, or one for each; of secrets `aws/secretsmanager` when left out.",
      valueName: "arn"))
  var keys: [String] = []

  @Option(
    name: .customLong("kms-key-policy"), parsing: .upToNextOption,
    help: ArgumentHelp("The key's policy, likewise.", valueName: "policy"))
  var keyPolicies: [String] = []

  @Option(
    name: .customLong("tags"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "Tags of resources: an ARN, then its tags as KEY=VALUE; then the next ARN.", valueName: "arn-or-tag"))
  var tags: [String] = []

  @Option(
    name: .customLong("new-kms-key"),
    help: ArgumentHelp("The key that takes the place of the secret's.", valueName: "arn"))
  var newKey: String?

  @Option(name: .customLong("new-kms-key-policy"), help: ArgumentHelp("Its policy.", valueName: "policy"))
  var newKeyPolicy: String?

  @Option(
    name: .customLong("replica-regions"), parsing: .upToNextOption,
    help: ArgumentHelp("The Regions that the secret is replicated to.", valueName: "region"))
  var replicaRegions: [String] = []

  @Option(
    name: .customLong("replica-kms-key"), parsing: .upToNextOption,
    help: ArgumentHelp("The keys of replicas, of which each tells its Region.", valueName: "arn"))
  var replicaKeys: [String] = []

  @Option(
    name: .customLong("replica-kms-key-policy"), parsing: .upToNextOption,
    help: ArgumentHelp("Their policies.", valueName: "policy"))
  var replicaKeyPolicies: [String] = []

  @Option(
    name: .customLong("replica-secret"), help: ArgumentHelp("A replica in another account.", valueName: "arn"))
  var replica: String?

  @Option(name: .customLong("replica-secret-policy"), help: ArgumentHelp("Its policy.", valueName: "policy"))
  var replicaPolicy: String?

  @Option(
    name: .customLong("rotation-function"),
    help: ArgumentHelp("The function that rotates the secret.", valueName: "arn"))
  var function: String?

  @Option(name: .customLong("rotation-function-policy"), help: ArgumentHelp("Its policy.", valueName: "policy"))
  var functionPolicy: String?

  @Option(
    name: .customLong("role"), parsing: .upToNextOption,
    help: ArgumentHelp("The roles that the call hands to a service.", valueName: "arn"))
  var roles: [String] = []

  @Option(help: ArgumentHelp("The service that gets them, `lambda.amazonaws.com`.", valueName: "service"))
  var passedToService: String?

  @Option(help: ArgumentHelp("The version of the secret.", valueName: "id"))
  var versionId: String?

  @Flag(help: "The request holds a secret value.")
  var withValue = false

  @Flag(help: "The request names a version that is there already.")
  var versionExists = false

  @Flag(help: "The parameter is of the advanced tier.")
  var advancedTier = false

  @Option(
    name: .customLong("also"), parsing: .upToNextOption,
    help: ArgumentHelp("Permissions that some calls need, and that this one does.", valueName: "action"))
  var furtherActions: [String] = []

  func apply(to request: inout OperationRequest, with arguments: SimulationArguments) throws {
    try add(.target, targets, targetPolicies, to: &request, with: arguments)
    try add(.key, keys, keyPolicies, to: &request, with: arguments)
    try add(.newKey, newKey, newKeyPolicy, to: &request, with: arguments)
    try add(.replicaKey, replicaKeys, replicaKeyPolicies, to: &request, with: arguments)
    try add(.replica, replica, replicaPolicy, to: &request, with: arguments)
    try add(.rotationFunction, function, functionPolicy, to: &request, with: arguments)
    try add(.passedRole, roles, [], to: &request, with: arguments)
    request.tags = try Self.tags(tags)
    request.replicaRegions = replicaRegions
    request.versionID = versionId
    request.passedToService = passedToService
    request.furtherActions = furtherActions
    if withValue { request.circumstances.insert(.value) }
    if advancedTier { request.circumstances.insert(.advancedParameter) }
    if versionExists { request.circumstances.insert(.versionExists) }
  }

  /// Reads `ARN KEY=VALUE… ARN KEY=VALUE…`.
  private static func tags(_ words: [String]) throws -> [String: [ResourceTag]] {
    var tags: [String: [ResourceTag]] = [:]
    var arn: String?
    for word in words {
      if word.hasPrefix("arn:") {
        arn = word
        tags[word, default: []] += []
      } else if let arn, let tag = FactText.tag(word) {
        if tags[arn]?.contains(where: { $0.key.lowercased() == tag.key.lowercased() }) == true {
          throw CommandFailure("`--tags` gives the tag `\(tag.key)` of `\(arn)` twice")
        }
        tags[arn, default: []].append(tag)
      } else {
        throw CommandFailure(
          arn == nil
            ? "`--tags` begins with `\(word)`, expected the ARN of the resource that the tags are of"
            : "`\(word)` in `--tags` is neither an ARN nor a tag, expected KEY=VALUE")
      }
    }
    return tags
  }

  private func add(
    _ role: ResourceRole, _ arn: String?, _ policy: String?, to request: inout OperationRequest,
    with arguments: SimulationArguments
  ) throws {
    try add(role, arn.map { [$0] } ?? [], policy.map { [$0] } ?? [], to: &request, with: arguments)
  }

  private func add(
    _ role: ResourceRole, _ arns: [String], _ policies: [String], to request: inout OperationRequest,
    with arguments: SimulationArguments
  ) throws {
    let files = try arguments.documents(policies, flag: role.policyFlag)
    guard files.count <= 1 || files.count == arns.count else {
      throw CommandFailure(
        "`\(role.policyFlag)` holds \(files.count) policies for \(arns.count) resources; give one for all, or one for each"
      )
    }
    guard files.isEmpty || !arns.isEmpty else {
      throw CommandFailure("`\(role.policyFlag)` is given without `\(role.flag)`, whose policy it is")
    }
    for (index, arn) in arns.enumerated() {
      request.resources.append(
        .init(role, arn, policy: files.count == 1 ? files[0] : files.isEmpty ? nil : files[index]))
    }
  }
}
