import Wildcards

/// Decides whether a principal element names the caller.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
struct PrincipalMatcher: BitwiseCopyable {
  var policy: PolicyReference
  var request: RequestReference
  /// Whether a permissions boundary is attached to the caller.
  var callerHasBoundary: Bool

  /// How `Principal` names the caller; empty when it does not.
  func match(_ statement: StatementReference) -> PrincipalMatch {
    var match: PrincipalMatch = []
    for index in statement.pointee.principals.indices {
      match.formUnion(self.match(policy.pointee.principals[index], isDeny: statement.pointee.isDeny))
    }
    if statement.pointee.namesPrincipalByCondition, match.contains(.everyone) { match.insert(.everyoneByPrincipalARN) }
    return match
  }

  /// How `NotPrincipal` covers the caller; empty when it exempts them.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
  func matchNegated(_ statement: StatementReference) -> PrincipalMatch {
    // An empty list gives the statement no effect, in this form too.
    if statement.pointee.principals.isEmpty { return [] }
    guard statement.pointee.isDeny else {
      // Discouraged, and refused by most services: everyone who is not listed.
      return match(statement).isEmpty ? .everyone : []
    }
    return denySpares(statement) ? [] : .everyone
  }

  /// Whether a Deny with `NotPrincipal` spares the caller: only when every identity they act under is listed, the account
  /// included, and never a user or role with a permissions boundary.
  private func denySpares(_ statement: StatementReference) -> Bool {
    let listed = match(statement)
    if listed.contains(.everyone) {
      // A `*` lists identities of accounts; services must be listed themselves, anonymous callers cannot be.
      let kind = request.pointee.facts.principalKind
      return kind.hasIdentitySide && !(callerHasBoundary && kind.isIAMEntity)
    }
    switch request.pointee.facts.principalKind {
    case .anonymous, .unspecified: return false
    case .service: return listed.contains(.service)
    case .webIdentity, .samlIdentity: return listed.contains(.identityProvider)
    case .rootUser, .assumedRoot: return listed.contains(.account)
    case .user: return !callerHasBoundary && listed.isSuperset(of: [.account, .user])
    case .federatedUser: return !callerHasBoundary && listed.isSuperset(of: [.account, .federatedUser])
    case .roleSession:
      if callerHasBoundary { return false }
      // A session without a known name is some session of its role.
      let isNamed = !WildcardMatcher.equal(
        request.pointee.bytes[request.pointee.facts.principalARN],
        request.pointee.bytes[request.pointee.facts.issuerARN])
      return listed.isSuperset(of: isNamed ? [.account, .role, .roleSession] : [.account, .role])
    }
  }

  /// How one listed principal names the caller.
  private func match(_ listed: CompiledPrincipal, isDeny: Bool) -> PrincipalMatch {
    let text = policy.pointee.bytes[listed.text]
    switch listed.form {
    case .everyone: return .everyone
    case .everyAWSPrincipal: return coversEveryAWSPrincipal(isDeny: isDeny) ? .everyone : []
    case .account: return matchAccount(text, listed)
    case .arn: return matchARN(text)
    case .uniqueID:
      guard !text.isEmpty, WildcardMatcher.equal(text, request.pointee.bytes[request.pointee.facts.uniqueID]) else {
        return []
      }
      return request.pointee.facts.principalKind == .roleSession ? .role : .user
    case .service:
      return request.pointee.facts.principalKind == .service && isCaller(text) ? .service : []
    case .federated:
      let isExternal =
        request.pointee.facts.principalKind == .webIdentity || request.pointee.facts.principalKind == .samlIdentity
      return isExternal && isCaller(text) ? .identityProvider : []
    // It stands for the account, as its number does.
    case .canonicalUser:
      let isCallers =
        !text.isEmpty && WildcardMatcher.equal(text, request.pointee.bytes[request.pointee.facts.canonicalUserID])
      return isCallers ? .account : []
    }
  }

  /// `{"AWS": "*"}`: root users, users, sessions and anonymous callers of the partition.
  ///
  /// In a Deny it covers service principals and external identities as well, so that nothing slips through
  /// (docs/undocumented-by-aws.md, U4).
  private func coversEveryAWSPrincipal(isDeny: Bool) -> Bool {
    if isDeny { return true }
    switch request.pointee.facts.principalKind {
    case .service, .webIdentity, .samlIdentity: return false
    case .anonymous, .unspecified: return true
    case .rootUser, .user, .roleSession, .federatedUser, .assumedRoot:
      guard let fields = request.pointee.facts.resourceFields else { return true }
      let partition = request.pointee.bytes[request.pointee.facts.partition]
      return partition.isEmpty || WildcardMatcher.equal(fields.field(1, of: request.pointee.resource), partition)
    }
  }

  private func matchAccount(_ account: Bytes, _ listed: CompiledPrincipal) -> PrincipalMatch {
    guard request.pointee.facts.accountID.count > 0,
      WildcardMatcher.equal(account, request.pointee.bytes[request.pointee.facts.accountID])
    else {
      return []
    }
    if listed.partition.count > 0, request.pointee.facts.partition.count > 0,
      !WildcardMatcher.equal(
        policy.pointee.bytes[listed.partition], request.pointee.bytes[request.pointee.facts.partition])
    {
      return []
    }
    return .account
  }

  private func matchARN(_ arn: Bytes) -> PrincipalMatch {
    switch request.pointee.facts.principalKind {
    case .user: return isCaller(arn) ? .user : []
    case .roleSession:
      // Without a session's name the caller's ARN is the role's.
      if isIssuer(arn) || (request.pointee.facts.issuerARN.count == 0 && isCaller(arn)) { return .role }
      return isCaller(arn) ? .roleSession : []
    case .federatedUser:
      if isCaller(arn) { return .federatedUser }
      return isIssuer(arn) ? .issuingUser : []
    case .rootUser, .assumedRoot, .service, .webIdentity, .samlIdentity, .anonymous, .unspecified: return []
    }
  }

  private func isCaller(_ text: Bytes) -> Bool {
    WildcardMatcher.equal(text, request.pointee.bytes[request.pointee.facts.principalARN])
  }

  private func isIssuer(_ text: Bytes) -> Bool {
    request.pointee.facts.issuerARN.count > 0
      && WildcardMatcher.equal(text, request.pointee.bytes[request.pointee.facts.issuerARN])
  }
}

extension Principal.Kind {
  /// Whether it acts as an IAM user or role, to which a permissions boundary can be attached.
  var isIAMEntity: Bool { self == .user || self == .roleSession || self == .federatedUser || self == .unspecified }
}
