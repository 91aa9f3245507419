/// What the actions that a pattern covers do.
struct PatternCoverage {
  /// How many there are.
  let count: Int
  /// How many change something: the levels Write, Permissions management and Tagging.
  private(set) var changingCount = 0
  /// Those that hand out credentials of others.
  private(set) var credentials: [KnownAction] = []
  /// Those that read what is stored.
  private(set) var data: [KnownAction] = []
  /// Those that can give others access.
  private(set) var exposure: [KnownAction] = []
  /// Those of level Permissions management that give or take access.
  private(set) var permissions: [KnownAction] = []
  /// Those of level Write or Tagging.
  private(set) var writing: [KnownAction] = []

  init(_ actions: [KnownAction]) {
    count = actions.count
    for action in actions {
      let sensitivity = action.sensitivity
      if sensitivity.changes { changingCount += 1 }
      switch sensitivity.group {
      case .credentials: credentials.append(action)
      case .data: data.append(action)
      case .exposure: exposure.append(action)
      case .permissions: permissions.append(action)
      // `*` covers 12,000 of them; nobody asks for their names.
      case .writing: if actions.count < 5_000 { writing.append(action) }
      case nil: break
      }
    }
  }

  /// Those of a group.
  func actions(of group: ActionSensitivity.Group) -> [KnownAction] {
    switch group {
    case .credentials: credentials
    case .data: data
    case .exposure: exposure
    case .permissions: permissions
    case .writing: writing
    }
  }
}
