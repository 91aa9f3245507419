public import OperationPermissions

extension InterfaceError {
  /// What does not fit in a call is a wrong parameter.
  init(_ error: OperationCallError) {
    switch error {
    case .lacksResource("iam:PassRole", _):
      self.init(
        .invalidInput, "the call hands a role to a service, and none is given", help: "name the role with `--role`")
    case .lacksResource(let action, let types):
      let kinds = types.isEmpty ? "" : ", which is of type " + types.map { "`\($0)`" }.joined(separator: " or ")
      self.init(
        .invalidInput, "`\(action)` needs the resource that the call is about\(kinds)",
        help: "name it with `--resource-arns`, a secret also with `--secret`")
    case .lacksTypes(let action, let types):
      let list = types.map { "`\($0)`" }.joined(separator: ", ")
      self.init(
        .invalidInput, "`\(action)` is decided on a resource of each of several types, and none is given of \(list)",
        help: "name them as well with `--resource-arns`")
    case .unfitResource(let arn, let operation):
      self.init(
        .invalidInput, "`\(arn.shortened)` is nothing that `\(operation)` can be about", help: "give its whole ARN")
    case .unusedRole(let role, let operation):
      self.init(.invalidInput, "no call of `\(operation)` has \(role.words); leave out `\(role.flag)`")
    case .notOfRole(let arn, let role):
      self.init(
        .invalidInput, "`\(arn.shortened)` is not the ARN of \(role.words)", help: "for example `\(role.example)`")
    case .unevenKeys(let role, let keys, let expected):
      self.init(
        .invalidInput, "\(keys) keys are given for \(expected) resources",
        help: "give with `\(role.flag)` one key for all, or one for each in their order")
    case .keyElsewhere(let key, let region):
      self.init(
        .invalidInput, "the key `\(key.shortened)` is not in `\(region)`, where what it encrypts is",
        help:
          "what is encrypted and its key are in one Region; Regions of a secret's replicas are given with `--replica-regions`"
      )
    case .notARegion(let text):
      self.init(.invalidInput, "`\(text.shortened)` is no Region", help: "for example `us-east-1`")
    case .notAmongFurther(let action, let operation, let known):
      let list = known.map { "`\($0)`" }.joined(separator: ", ")
      self.init(
        .invalidInput, "no call of `\(operation)` is known to need `\(action.shortened)` besides",
        help: known.isEmpty ? nil : "some calls need \(list)")
    }
  }
}

extension ResourceRole {
  /// The flag that names such resources.
  public var flag: String {
    switch self {
    case .target: return "--resource-arns"
    case .key: return "--kms-key"
    case .newKey: return "--new-kms-key"
    case .replicaKey: return "--replica-kms-key"
    case .replica: return "--replica-secret"
    case .rotationFunction: return "--rotation-function"
    case .passedRole: return "--role"
    }
  }

  /// The flag that gives their policy.
  public var policyFlag: String { self == .target ? "--resource-policy" : flag + "-policy" }

  fileprivate var words: String {
    switch self {
    case .target: return "a resource"
    case .key: return "a KMS key"
    case .newKey: return "a new KMS key"
    case .replicaKey: return "a KMS key of a replica"
    case .replica: return "a replica in another account"
    case .rotationFunction: return "a rotation function"
    case .passedRole: return "a role that is passed"
    }
  }

  fileprivate var example: String {
    switch self {
    case .target, .replica: return "arn:aws:secretsmanager:us-east-1:111122223333:secret:app/database-a1b2c3"
    case .key, .newKey, .replicaKey:
      return "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    case .rotationFunction: return "arn:aws:lambda:us-east-1:111122223333:function:rotate"
    case .passedRole: return "arn:aws:iam::111122223333:role/app"
    }
  }
}
