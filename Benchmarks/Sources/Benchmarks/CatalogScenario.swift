import ServiceCatalog

/// The service catalogue: loading it, looking actions up, expanding patterns.
struct CatalogScenario {
  private let catalog: ServiceCatalog
  /// The names of all actions.
  private let names: [String]
  /// The same in an order in which neighbours are far apart, so that what a look-up reads is rarely in the caches.
  private let scatteredNames: [String]

  init() throws {
    catalog = try ServiceCatalog.embedded()
    let names = catalog.services.flatMap(\.actions).map(\.fullName)
    self.names = names
    scatteredNames = (0..<100).flatMap { start in stride(from: start, to: names.count, by: 100).map { names[$0] } }
  }

  func loading() throws -> Measurement.Result {
    var days = 0
    let result = Measurement.best(rounds: 7, operations: 10_000) {
      for _ in 0..<10_000 { days += (try? ServiceCatalog.embedded()) == nil ? 0 : 1 }
    }
    precondition(days > 0)
    return result
  }

  /// Looks up every action of the catalogue, in its order or scattered.
  func lookingUpAll(scattered: Bool) -> Measurement.Result {
    let names = scattered ? scatteredNames : names
    var found = 0
    let result = Measurement.best(rounds: 7, operations: names.count) {
      found = 0
      for name in names where catalog.action(named: name) != nil { found += 1 }
    }
    precondition(found == names.count)
    return result
  }

  /// Looks up one action again and again.
  func lookingUp(_ name: String) -> Measurement.Result {
    var found = 0
    let result = Measurement.best(rounds: 7, operations: 10_000) {
      for _ in 0..<10_000 where catalog.action(named: name) != nil { found += 1 }
    }
    precondition(found > 0)
    return result
  }

  /// Expands a pattern; gives how many actions it covers too.
  func expanding(_ pattern: String, loops: Int) -> (result: Measurement.Result, count: Int) {
    var count = 0
    let result = Measurement.best(rounds: 7, operations: loops) {
      for _ in 0..<loops { count = catalog.actions(matching: pattern).count }
    }
    return (result, count)
  }
}
