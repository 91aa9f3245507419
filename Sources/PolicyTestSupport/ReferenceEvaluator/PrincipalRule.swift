import Authorization
import PolicyLanguage

/// Reference 2.4: which callers a `Principal` element names.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
enum PrincipalRule {
  /// How an entry names the caller: the first column of the matrix in 2.3.
  enum Naming: Hashable {
    /// `"*"` or `{"AWS": "*"}`.
    case everyone
    /// The caller's account, or its root user.
    case account
    /// The user who calls.
    case user
    /// The user who made the calling federated session.
    case userOfFederatedSession
    /// The calling federated session.
    case federatedSession
    /// The role of the calling session.
    case role
    /// The calling role session.
    case roleSession
    /// The calling service.
    case service
    /// The provider of the calling external identity.
    case provider
  }

  /// 2.4.7: a list is an OR across all values and keys.
  ///
  /// Gives how the caller is named, once for every entry that does.
  static func namings(
    _ entries: [PrincipalElement.Entry], effect: Effect, request: AuthorizationRequest
  ) -> [Naming] {
    entries.compactMap { naming($0, effect: effect, request: request) }
  }

  /// How one entry names the caller, if it does.
  static func naming(
    _ entry: PrincipalElement.Entry, effect: Effect, request: AuthorizationRequest
  ) -> Naming? {
    let caller = request.principal
    let text = entry.value.value
    switch entry.kind {
    case .everyone: return .everyone
    case .aws where text == "*": return awsEveryone(effect: effect, request: request) ? .everyone : nil
    case .aws: return awsIdentity(text, caller: caller)
    case .service: return caller.kind == .service && text != "*" && same(text, caller.arn) ? .service : nil
    case .federated:
      let external = caller.kind == .webIdentity || caller.kind == .samlIdentity
      return external && same(text, caller.arn) ? .provider : nil
    // 2.4: the account by its canonical user id.
    case .canonicalUser:
      guard let id = caller.canonicalUserID, !id.isEmpty else { return nil }
      return same(text, id) ? .account : nil
    }
  }

  /// 2.4.1: `{"AWS": "*"}` in an Allow covers the identities of every account of the partition and anonymous callers;
  /// in a Deny everybody (U4).
  static func awsEveryone(effect: Effect, request: AuthorizationRequest) -> Bool {
    if effect == .deny { return true }
    switch request.principal.kind {
    case .service, .webIdentity, .samlIdentity: return false
    case .anonymous, .unspecified: return true
    case .rootUser, .user, .roleSession, .federatedUser, .assumedRoot:
      let fields = request.resource.arn.split(separator: ":", omittingEmptySubsequences: false)
      guard fields.count >= 6, let partition = request.principal.partition else { return true }
      return String(fields[1]) == partition
    }
  }

  /// An entry under `AWS` other than `*`.
  ///
  /// 2.4.5: no wildcards, so texts must be the same.
  static func awsIdentity(_ text: String, caller: Principal) -> Naming? {
    switch caller.kind {
    case .service, .webIdentity, .samlIdentity, .anonymous, .unspecified: return nil
    case .rootUser, .assumedRoot, .user, .roleSession, .federatedUser: break
    }
    // 2.4.2
    if isAccount(text, of: caller) { return .account }
    switch caller.kind {
    case .user:
      // 2.4.4, and 2.4.6 for the unique id.
      return same(text, caller.arn) || isUniqueID(text, of: caller) ? .user : nil
    case .federatedUser:
      if same(text, caller.arn) { return .federatedSession }
      if let issuer = caller.issuerARN, same(text, issuer) { return .userOfFederatedSession }
      return nil
    case .roleSession:
      // 2.4.3: with its path; a session ARN names one session. 2.4.6 for the unique id.
      if same(text, caller.issuerARN ?? caller.arn) || isUniqueID(text, of: caller) { return .role }
      return same(text, caller.arn) ? .roleSession : nil
    default: return nil
    }
  }

  /// 2.4.2: an account id is the same as the ARN of its root user.
  static func isAccount(_ text: String, of caller: Principal) -> Bool {
    guard let account = caller.accountID else { return false }
    return same(text, account) || same(text, "arn:\(caller.partition ?? "aws"):iam::\(account):root")
  }

  private static func isUniqueID(_ text: String, of caller: Principal) -> Bool {
    guard let id = caller.uniqueID else { return false }
    return same(text, id)
  }

  /// Texts are compared character by character: canonically equivalent spellings are different.
  private static func same(_ left: String, _ right: String) -> Bool { Array(left.utf8) == Array(right.utf8) }

  /// Reference 2.5: whether a Deny with this `NotPrincipal` hits the caller.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
  static func notPrincipalHits(
    _ entries: [PrincipalElement.Entry], request: AuthorizationRequest, hasBoundary: Bool
  ) -> Bool {
    let caller = request.principal
    let everyone = entries.contains { $0.kind == .everyone || ($0.kind == .aws && $0.value.value == "*") }
    func lists(_ arn: String) -> Bool { entries.contains { $0.kind == .aws && same($0.value.value, arn) } }
    let listsAccount = entries.contains { entry in
      if entry.kind == .canonicalUser { return caller.canonicalUserID.map { same(entry.value.value, $0) } ?? false }
      return entry.kind == .aws && isAccount(entry.value.value, of: caller)
    }
    let listsID = entries.contains { $0.kind == .aws && isUniqueID($0.value.value, of: caller) }
    switch caller.kind {
    case .anonymous: return true
    case .service: return !entries.contains { $0.kind == .service && same($0.value.value, caller.arn) }
    case .webIdentity, .samlIdentity:
      return !entries.contains { $0.kind == .federated && same($0.value.value, caller.arn) }
    case .rootUser, .assumedRoot: return !everyone && !listsAccount
    case .unspecified: return hasBoundary || !everyone
    case .user: return hasBoundary || !(everyone || (listsAccount && (lists(caller.arn) || listsID)))
    case .federatedUser: return hasBoundary || !(everyone || (listsAccount && lists(caller.arn)))
    case .roleSession:
      let listsRole = lists(caller.issuerARN ?? caller.arn) || listsID
      return hasBoundary || !(everyone || (listsAccount && listsRole && lists(caller.arn)))
    }
  }
}
