extension ServiceCatalog {
  /// A small set of action patterns that together mean exactly some actions: none less and none more.
  ///
  /// Exact over everything in the catalogue, retired actions included: a pattern never covers an action that is not given.
  /// What AWS adds later is another matter, as with every wildcard. A wildcard stands only where it takes the place of two
  /// actions at least, and never in the service; all actions of a service are `prefix:*`, all actions of all services `*`.
  ///
  /// The set is found greedily: the pattern that covers most actions first, those that turn out to be of no use dropped at
  /// the end. No pattern can be left out of the result; that no other set is smaller is not promised.
  ///
  /// - Parameter actions: in any order, also repeated; those of another catalogue count by their names.
  /// - Returns: patterns, sorted by service and name.
  public func patterns(meaningExactly actions: some Sequence<Action>) -> [String] {
    var wanted: [Int: Set<Int>] = [:]
    for action in actions {
      guard let own = action.catalog.isSame(as: self) ? action : self.action(named: action.fullName) else { continue }
      wanted[own.service, default: []].insert(own.index)
    }
    let services = self.services
    if !services.isEmpty, services.allSatisfy({ wanted[$0.index]?.count == $0.actionRun.count }) { return ["*"] }
    return services.flatMap { service -> [String] in
      guard let indices = wanted[service.index] else { return [] }
      let names = service.actions.map(\.name)
      let first = service.actionRun.lowerBound
      return NameShrinking(names: names, wanted: indices.map { $0 - first }).patterns.map { "\(service.prefix):\($0)" }
    }
  }
}
