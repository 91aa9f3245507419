/// Which of the caller's own policies must allow as well: a gate not in the set does not matter unless it denies.
struct CallerLimits: OptionSet, BitwiseCopyable, Sendable {
  var rawValue: UInt8

  static let identity = CallerLimits(rawValue: 1 << 0)
  static let permissionsBoundary = CallerLimits(rawValue: 1 << 1)
  static let session = CallerLimits(rawValue: 1 << 2)
  static let all: CallerLimits = [.identity, .permissionsBoundary, .session]
}

/// What an Allow in a resource-based policy of the caller's own account is worth.
///
/// Within one account such an Allow stands beside the identity policies, and how it names the caller decides whether the
/// permissions boundary and the session policies still limit it.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
enum ResourceGrant {
  /// The limits that remain when the applying Allows name the caller in these ways: one that lifts a limit is enough.
  static func remainingLimits(_ grants: PrincipalMatch, caller: Principal.Kind) -> CallerLimits {
    var limits = CallerLimits.all
    let table = self.table(caller)
    for row in table.indices where grants.contains(table[row].0) { limits.formIntersection(table[row].1) }
    return limits
  }

  /// The matrix, row by row.
  private static func table(_ caller: Principal.Kind) -> [8 of (PrincipalMatch, CallerLimits)] {
    let isSessionOfUserOrRoot = caller == .federatedUser || caller == .assumedRoot
    let afterIdentity: CallerLimits = [.permissionsBoundary, .session]
    return [
      (.user, []),
      (.issuingUser, afterIdentity),
      (.federatedUser, []),
      (.role, afterIdentity),
      (.roleSession, []),
      (.everyoneByPrincipalARN, isSessionOfUserOrRoot ? afterIdentity : []),
      // Everyone without naming them: docs/undocumented-by-aws.md, U3 and U39.
      (.everyone, isSessionOfUserOrRoot ? afterIdentity : []),
      // The account only delegates: its own policies still have to allow.
      (.account, .all),
    ]
  }
}
