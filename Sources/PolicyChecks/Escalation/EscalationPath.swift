/// A way from some permissions to more of them: actions that together give what none of them seems to give.
public struct EscalationPath: Sendable {
  /// What the way leads to.
  public enum Group: String, Sendable, Hashable, CaseIterable {
    /// The caller widens its own permissions.
    case ownPermissions
    /// The caller becomes another principal, or gets at what only others may use.
    case otherPrincipal
    /// The caller gives a role to something new.
    case passedRole
    /// The caller takes over something that has a role.
    case attachedRole
  }

  /// Which resources the actions have to cover, those that `iam:PassRole` covers apart.
  public enum Target: Sendable, Hashable {
    /// What the caller itself is or has: its user, role or group, a policy attached to it.
    case caller
    /// What the caller makes or changes at will: any that the policy admits.
    case created
    /// What others have: more than the one that a policy names in full.
    case several
    /// What others have, whatever its name: narrower permissions are given with a purpose.
    case unrestricted
  }

  /// What the way gives.
  public enum Gain: Sendable, Hashable {
    /// Permissions of the caller's choice.
    case chosen
    /// The same through a role.
    case chosenThroughRole
    /// The same through a user.
    case chosenThroughUser
    /// Those of another user.
    case otherUser
    /// Those of another role.
    case otherRole
    /// Those of a role that is passed to a service.
    case passedRole
    /// Those of a role that something has already.
    case attachedRole
    /// Something else.
    case other(String)
  }

  /// Stable name in lower-case words joined by hyphens.
  public var id: String
  /// What it leads to.
  public var group: Group
  /// How bad it is.
  public var severity: FindingSeverity
  /// The actions it takes, all of them, in the order of the steps.
  public var actions: [String]
  /// Further actions one of which it takes; empty when there are none.
  public var oneOf: [String]
  /// The services that a role is passed to: one of each list.
  public var passedTo: [[String]]
  /// Which resources the actions have to cover.
  public var target: Target
  /// What must be so besides; `nil` for nothing more.
  public var needs: String?
  /// What it gives.
  public var gain: Gain
  /// Actions that give the same: for those who may do all of them it is no way to more.
  public var grantedAlreadyBy: [String]
  /// Whether the service takes no new customers, or is closed.
  public var isRetired: Bool
  /// Whether it gives little, or depends on what no policy says, so that it is told of beside other ways only.
  public var isWeak: Bool

  /// The actions that it takes or may take.
  public var allActions: [String] { actions + oneOf }

  /// Whether it takes every action of IAM.
  var isEveryIAMAction: Bool { actions.first == EscalationIndex.everyIAMAction }

  /// Whether it takes `iam:PassRole`.
  public var passesRole: Bool { actions.contains("iam:PassRole") }
}

extension EscalationPath {
  /// What the way gives, in words.
  public var gives: String {
    switch gain {
    case .chosen: return "permissions of the caller’s choice"
    case .chosenThroughRole: return "permissions of the caller’s choice, through a role"
    case .chosenThroughUser: return "permissions of the caller’s choice, through a user"
    case .otherUser: return "the permissions of another user"
    case .otherRole: return "the permissions of another role"
    case .passedRole: return "the permissions of any role that trusts \(services)"
    case .attachedRole: return "the permissions of the role"
    case .other(let text): return text
    }
  }

  /// The services that a role is passed to, in words.
  var services: String {
    let all = passedTo.map { $0.map { "`\($0)`" }.joined(separator: " or ") }
    return all.isEmpty ? "the service" : all.joined(separator: " and ")
  }
}
