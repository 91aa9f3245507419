extension CatalogTables {
  /// The sections, by their number in the file.
  enum Section: Int, CaseIterable, BitwiseCopyable {
    case strings, services, actions, rows, types, arns, keys, keySets, keyOrdinals, dependentActions
    case resourcePolicies, sdkServices, operations, needs, eventSources, events, servicePrincipals, globalKeys
    case forwardAccess, sources, actionSlots

    /// Bytes of one record.
    var stride: Int {
      switch self {
      case .strings: 1
      case .services: 24
      case .actions, .events, .globalKeys, .sources: 12
      case .rows: 6
      case .types, .keys, .resourcePolicies, .operations, .eventSources: 8
      case .arns, .dependentActions, .needs, .servicePrincipals, .actionSlots: 4
      case .keySets, .keyOrdinals: 2
      case .sdkServices: 16
      case .forwardAccess: 24
      }
    }

    /// Whether its last record only ends the runs of the one before.
    var closesRuns: Bool {
      switch self {
      case .services, .actions, .types, .keySets, .sdkServices, .operations: true
      default: false
      }
    }
  }
}
