import Wildcards

/// The facts about caller and resource that the combination of policies depends on.
struct RequestScope: BitwiseCopyable {
  /// How the caller's account stands to the resource's.
  enum Accounts: UInt8, BitwiseCopyable {
    case same
    case different
    /// Services, unsigned and external callers belong to no account.
    case callerHasNone
  }

  var accounts: Accounts
  var caller: Principal.Kind
  /// Whether the root user made the federated session.
  var isFederatedByRoot: Bool
  /// Whether the caller's credentials do not do for the operation.
  var isBarredBySessionToken: Bool
  /// Whether Block Public Access keeps the caller out.
  var isBarredByPublicAccessBlock: Bool
  /// The action, in lower case.
  var action: Bytes
  /// The action's service, in lower case.
  var service: Bytes

  init(_ request: RequestReference) {
    let facts = request.pointee.facts
    caller = facts.principalKind
    action = request.pointee.action
    service = request.pointee.service
    isFederatedByRoot =
      facts.principalKind == .federatedUser && request.pointee.bytes[facts.issuerARN].hasSuffix(":root")
    isBarredBySessionToken = facts.isBarredBySessionToken
    isBarredByPublicAccessBlock = facts.isBarredByPublicAccessBlock
    accounts = Self.accounts(request)
  }

  /// A caller of whom nothing is known belongs to the resource's account.
  private static func accounts(_ request: RequestReference) -> Accounts {
    let facts = request.pointee.facts
    switch facts.principalKind {
    case .unspecified: return .same
    case .service, .webIdentity, .samlIdentity, .anonymous: return .callerHasNone
    case .rootUser, .user, .roleSession, .federatedUser, .assumedRoot:
      let owner = request.pointee.bytes[facts.ownerAccountID]
      return owner.isEmpty || WildcardMatcher.equal(owner, request.pointee.bytes[facts.accountID]) ? .same : .different
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes end with an ASCII constant.
  fileprivate func hasSuffix(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    return count >= length && part(count - length, count).equals(text)
  }
}
