import Authorization
import PolicyChecks
import PolicyLanguage
import Wildcards

/// The resource whose policy is validated, as far as it is known.
struct ResourcePolicySubject {
  /// The resource, or one of its kind.
  let arn: String
  /// Whether `arn` is the resource.
  let isKnown: Bool
  /// The account that owns it.
  let ownerAccountID: String
  /// ARNs that a statement about the resource may name, as a pattern.
  let pattern: WildcardPattern

  /// The account of resources of which nothing is known.
  static let exampleAccount = "111122223333"

  /// Takes an ARN, or for secrets a name.
  ///
  /// - Throws: `InvalidInput` for the ARN of something else.
  init(_ id: String?, gate: ResourcePolicyGate, caller: Principal?) throws(InterfaceError) {
    let callerAccount = caller?.accountID
    guard let id, let arn = ARN(id) else {
      if let id, gate.service != "secretsmanager" || id.isEmpty || id.utf8.count > 512 {
        throw InterfaceError(
          .invalidInput, "`\(id.shortened)` is not the ARN of a resource", help: "for example `\(gate.example)`")
      }
      ownerAccountID = callerAccount ?? Self.exampleAccount
      let account = ownerAccountID
      self.arn =
        id.map { "arn:aws:secretsmanager:us-east-1:\(account):secret:\($0)-a1b2c3" }
        ?? gate.sampleARN.replacing("ACCOUNT", with: account)
      isKnown = id != nil
      pattern = WildcardPattern(
        id.map { "arn:*:secretsmanager:*:*:secret:\($0)-??????" } ?? gate.arnPattern.replacing("ACCOUNT", with: "*"))
      return
    }
    let kind = WildcardPattern(gate.arnPattern.replacing("ACCOUNT", with: "*"))
    guard arn.isConcrete, kind.matches(id) else {
      throw InterfaceError(
        .invalidInput, "`\(id.shortened)` is no resource of the kind `\(gate.resourceType)`",
        help: "for example `\(gate.example)`")
    }
    self.arn = id
    isKnown = true
    ownerAccountID = arn.hasAccountID ? String(arn.account) : callerAccount ?? Self.exampleAccount
    // The objects of a bucket, the qualifiers of a function.
    pattern = WildcardPattern(gate.namesOneResource ? id : id + "*")
  }
}

extension ResourcePolicyGate {
  /// The ARN of a resource of the kind.
  var example: String { sampleARN.replacing("ACCOUNT", with: ResourcePolicySubject.exampleAccount) }
}
