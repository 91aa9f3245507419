/// Makes the binary form of a catalogue's records: looks the names up and holds what they refer to against what is there.
struct CatalogTextCompiler {
  private let records: CatalogRecords
  private var binary = BinarySections()
  private var keySets: [[Int]: Int] = [:]
  private var actions: [String: Int] = [:]

  static func binary(of records: CatalogRecords) throws(CatalogTextError) -> [UInt8] {
    var compiler = CatalogTextCompiler(records: records)
    return try compiler.compile()
  }

  private init(records: CatalogRecords) { self.records = records }

  private mutating func compile() throws(CatalogTextError) -> [UInt8] {
    _ = binary.string("")
    _ = keySet([])
    try numberActions()
    var policies: [(service: Int, types: [String: Int])] = []
    for (index, service) in records.services.enumerated() {
      policies.append((index, try compile(service)))
    }
    for (index, types) in policies { try compilePolicies(records.services[index], index, types) }
    close()
    compileActionSlots()
    for source in records.sources {
      let texts = [source.name, source.version, source.date].map { binary.string($0) }
      binary.add32(19, texts[0], texts[1], texts[2])
    }
    return binary.file(date: records.date)
  }

  // MARK: Services

  private mutating func numberActions() throws(CatalogTextError) {
    var last = ""
    for service in records.services {
      let prefix = service.prefix.lowercased()
      try checkOrder(prefix, after: last, "service `\(service.prefix)`", line: service.line)
      last = prefix
      var lastName = ""
      for action in service.actions {
        let name = action.value.name.lowercased()
        try checkOrder(name, after: lastName, "action `\(action.value.name)`", line: action.line)
        lastName = name
        actions["\(prefix):\(name)"] = actions.count
      }
    }
  }

  /// Compiles all but the resource policies, and gives the numbers of the types by their name in lower case.
  private mutating func compile(_ service: CatalogRecords.Service) throws(CatalogTextError) -> [String: Int] {
    let texts = [binary.string(service.prefix), binary.string(service.name)]
    binary.add32(1, texts[0], texts[1], binary.count(2), binary.count(4), binary.count(6))
    binary.add16(1, (service.isRetired ? 1 : 0) | (service.isUnderRCPs ? 2 : 0), 0)
    let keys = try compileKeys(service)
    var types: [String: Int] = [:]
    var last = ""
    for type in service.types {
      let name = type.value.name.lowercased()
      try checkOrder(name, after: last, "resource type `\(type.value.name)`", line: type.line)
      last = name
      types[name] = types.count
      binary.add32(4, binary.string(type.value.name))
      binary.add16(4, try narrow(binary.count(5), type.line), try keySet(type.value.keys, keys, type.line))
      for arn in type.value.arns { binary.add32(5, binary.string(arn)) }
    }
    for action in service.actions { try compile(action.value, keys, types, action.line) }
    return types
  }

  private mutating func compileKeys(_ service: CatalogRecords.Service) throws(CatalogTextError) -> [String: Int] {
    var keys: [String: Int] = [:]
    var last = ""
    for key in service.keys {
      let name = key.value.name.lowercased()
      try checkOrder(name, after: last, "condition key `\(key.value.name)`", line: key.line)
      last = name
      keys[name] = keys.count
      binary.add32(6, binary.string(key.value.name))
      binary.add8(6, key.value.type, key.value.isMultivalued ? 1 : 0)
      binary.add16(6, 0)
    }
    return keys
  }

  private mutating func compile(
    _ action: CatalogRecords.Action, _ keys: [String: Int], _ types: [String: Int], _ line: Int
  ) throws(CatalogTextError) {
    binary.add32(2, binary.string(action.name))
    binary.add16(
      2, try narrow(binary.count(3), line), try narrow(binary.count(9), line), try keySet(action.keys, keys, line))
    binary.add8(2, action.levels, action.isRetired ? 1 : 0)
    for row in action.rows {
      guard let type = types[row.type.lowercased()] else {
        throw CatalogTextError(line: line, "the service has no resource type `\(row.type)`")
      }
      binary.add16(3, type, try keySet(row.keys, keys, line))
      binary.add8(3, row.need, 0)
    }
    var dependents: [Int] = []
    for name in action.dependents { dependents.append(try number(of: name, line)) }
    for dependent in dependents.sorted() { binary.add32(9, dependent) }
  }

  private mutating func compilePolicies(
    _ service: CatalogRecords.Service, _ index: Int, _ types: [String: Int]
  ) throws(CatalogTextError) {
    for policy in service.policies {
      let action = try number(of: policy.value.action, policy.line)
      var numbers: [Int] = []
      for name in policy.value.types {
        guard let type = types[name.lowercased()] else {
          throw CatalogTextError(line: policy.line, "the service has no resource type `\(name)`")
        }
        numbers.append(type)
      }
      for type in numbers.isEmpty ? [Int(UInt16.max)] : numbers {
        binary.add32(10, action)
        binary.add16(10, index, type)
      }
    }
  }

  /// The records that only close the runs of those before them.
  private mutating func close() {
    binary.add32(1, 0, 0, binary.count(2), binary.count(4), binary.count(6))
    binary.add16(1, 0, 0)
    binary.add32(2, 0)
    binary.add16(2, binary.count(3), binary.count(9), 0)
    binary.add8(2, 0, 0)
    binary.add32(4, 0)
    binary.add16(4, binary.count(5), 0)
    binary.add16(7, binary.count(8))
    binary.add32(11, 0, 0, 0, 0)
    binary.add32(12, 0)
    binary.add16(12, 0)
    binary.add8(12, 0, 0)
  }

  /// The hash table of actions, where its slots can hold their numbers.
  ///
  /// A name is parted at its first colon: with one in a prefix the table would find what bisection does not.
  private mutating func compileActionSlots() {
    guard binary.count(2) - 1 <= ActionSlot.limits.actions, records.services.count <= ActionSlot.limits.services,
      !records.services.contains(where: { $0.prefix.utf8.contains(UInt8(ascii: ":")) })
    else { return }
    var names: [(service: Int, bytes: [UInt8])] = []
    for (index, service) in records.services.enumerated() {
      let prefix = BinarySections.kept(service.prefix) + [UInt8(ascii: ":")]
      for action in service.actions { names.append((index, prefix + BinarySections.kept(action.value.name))) }
    }
    binary.addActionSlots(names)
  }

  // MARK: Names

  private func number(of action: String, _ line: Int) throws(CatalogTextError) -> Int {
    guard let number = actions[action.lowercased()] else {
      throw CatalogTextError(line: line, "there is no action `\(action)` in the file; is it cut short?")
    }
    return number
  }

  private mutating func keySet(
    _ names: [String], _ keys: [String: Int], _ line: Int
  ) throws(CatalogTextError) -> Int {
    var ordinals: [Int] = []
    for name in names {
      guard let key = keys[name.lowercased()] else {
        throw CatalogTextError(line: line, "the service has no condition key `\(name)`")
      }
      ordinals.append(key)
    }
    return try narrow(keySet(ordinals), line)
  }

  /// The number of a set of keys; equal sets of any services are one.
  private mutating func keySet(_ ordinals: [Int]) -> Int {
    let wanted = ordinals.sorted()
    if let number = keySets[wanted] { return number }
    let number = keySets.count
    keySets[wanted] = number
    binary.add16(7, binary.count(8))
    for ordinal in wanted { binary.add16(8, ordinal) }
    return number
  }

  /// A number that the binary form keeps in two bytes.
  private func narrow(_ number: Int, _ line: Int) throws(CatalogTextError) -> Int {
    guard number < Int(UInt16.max), binary.count(8) < Int(UInt16.max) else {
      throw CatalogTextError(line: line, "the catalogue is too large: more than 65,534 records of a kind")
    }
    return number
  }

  private func checkOrder(_ name: String, after last: String, _ what: String, line: Int) throws(CatalogTextError) {
    if name == last { throw CatalogTextError(line: line, "\(what) stands here a second time") }
    guard last.utf8.lexicographicallyPrecedes(name.utf8) else {
      throw CatalogTextError(line: line, "\(what) is out of order: names are sorted, without regard to case")
    }
  }
}
