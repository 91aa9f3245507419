import ServiceCatalog
import Wildcards

/// What an action lets its callers do, as far as rules on wide statements ask.
struct ActionSensitivity {
  /// The groups that rules speak of; an action is of one at most.
  enum Group {
    /// It hands out credentials of others.
    case credentials
    /// It reads what is stored.
    case data
    /// It can give others access.
    case exposure
    /// It is of the level Permissions management, and gives or takes access.
    case permissions
    /// It is of the level Write or Tagging.
    case writing
  }

  /// Its group; `nil` when it is of none.
  let group: Group?
  /// Whether it changes something: the levels Write, Permissions management and Tagging.
  let changes: Bool
  /// Whether it is of a group other than those that write.
  var isMoreThanWriting: Bool { group.map { $0 != .writing } ?? false }

  /// - Parameter kind: what the lists of actions say of it.
  init(_ entry: Action, _ kind: SensitiveActions.Kind?) {
    let isPermission = entry.has(.permissionsManagement)
    let writes = entry.has(.write) || entry.has(.tagging)
    changes = isPermission || writes
    switch kind {
    case .credentials: group = .credentials
    case .data: group = .data
    case .exposure: group = .exposure
    case .reportedElsewhere: group = nil
    case nil where isPermission && Self.decidesAccess(entry): group = .permissions
    case nil: group = writes ? .writing : nil
    }
  }

  /// AWS's reference has the level also for actions that read, or run something: their names tell those that decide access.
  ///
  /// What only takes access away does no harm but in IAM, where a policy may be what denies.
  private static func decidesAccess(_ action: Action) -> Bool {
    let name = action.name
    return !reading.contains(where: name.hasPrefix) && deciding.contains(where: name.holds)
      && (action.fullName.hasPrefix("iam:") || !removing.contains(where: name.hasPrefix))
  }

  private static let reading = ["Get", "List", "Describe", "Search", "View", "Validate"]
  private static let removing = [
    "Delete", "Remove", "Revoke", "Detach", "Disassociate", "Deauthorize", "Retire", "Reject", "BatchRevoke",
  ]
  private static let deciding = [
    "Polic", "Permission", "Grant", "Access", "Authoriz", "Shar", "Boundary", "Member", "User", "Group", "Retention",
    "Acl",
  ]
}
