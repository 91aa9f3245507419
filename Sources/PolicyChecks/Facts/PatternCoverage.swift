import ServiceCatalog
import Wildcards

/// What the actions that a pattern covers do; shared by all statements that write the pattern.
public final class PatternCoverage: Sendable {
  /// How many there are.
  public let count: Int
  /// How many change something: the levels Write, Permissions management and Tagging.
  public let changingCount: Int
  /// Those of level Permissions management that give or take access, by name.
  public let permissions: [String]
  /// Those of level Write or Tagging.
  public let writing: [String]
  /// Those that hand out credentials of others.
  let credentials: [String]
  /// Those that read what is stored.
  let data: [String]
  /// Those that can give others access.
  let exposure: [String]

  /// Whether there is nothing to say of it.
  var isHarmless: Bool { changingCount == 0 && credentials.isEmpty && data.isEmpty }

  init(_ actions: [Action]) {
    var (count, changingCount) = (0, 0)
    var (permissions, writing): ([String], [String]) = ([], [])
    var (credentials, data, exposure): ([String], [String], [String]) = ([], [], [])
    for action in actions where !action.isRetired {
      count += 1
      let levels = action.accessLevels
      let name = action.fullName
      let isPermission = levels.contains(.permissionsManagement)
      if isPermission || levels.contains(.write) || levels.contains(.tagging) { changingCount += 1 }
      switch SensitiveActions.kinds[name] {
      case .credentials: credentials.append(name)
      case .data: data.append(name)
      case .exposure: exposure.append(name)
      case .reportedElsewhere: break
      case nil where isPermission && Self.decidesAccess(action): permissions.append(name)
      case nil:
        // `*` covers 12,000 of them; nobody asks for their names.
        if actions.count < 5_000, levels.contains(.write) || levels.contains(.tagging) { writing.append(name) }
      }
    }
    self.count = count
    self.changingCount = changingCount
    self.permissions = permissions
    self.writing = writing
    self.credentials = credentials
    self.data = data
    self.exposure = exposure
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
  private static let deciding: [StaticString] = [
    "Polic", "Permission", "Grant", "Access", "Authoriz", "Shar", "Boundary", "Member", "User", "Group", "Retention",
    "Acl",
  ]
}
