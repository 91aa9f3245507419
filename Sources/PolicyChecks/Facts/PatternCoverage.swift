import ServiceCatalog

/// What the actions that a pattern covers do.
public struct PatternCoverage: Sendable {
  /// How many there are.
  public private(set) var count = 0
  /// How many change something: the levels Write, Permissions management and Tagging.
  public private(set) var changingCount = 0
  /// Those of level Permissions management that give or take access, by name.
  public private(set) var permissions: [String] = []
  /// Those of level Write or Tagging.
  public private(set) var writing: [String] = []
  /// Those that hand out credentials of others.
  private(set) var credentials: [String] = []
  /// Those that read what is stored.
  private(set) var data: [String] = []
  /// Those that can give others access.
  private(set) var exposure: [String] = []

  /// Whether there is nothing to say of it.
  var isHarmless: Bool { changingCount == 0 && credentials.isEmpty && data.isEmpty }

  init(_ actions: [Action]) {
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
  }

  /// AWS's reference has the level also for actions that read, or run something: their names tell those that decide access.
  ///
  /// What only takes access away does no harm but in IAM, where a policy may be what denies.
  private static func decidesAccess(_ action: Action) -> Bool {
    let name = action.name
    return !reading.contains(where: name.hasPrefix) && deciding.contains(where: name.contains)
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
