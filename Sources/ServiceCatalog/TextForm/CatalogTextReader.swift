/// Reads the lines of a catalogue's text form (docs/catalogue.md) into records.
struct CatalogTextReader {
  private var records = CatalogRecords()
  private var line = 0

  static func records(of text: [UInt8]) throws(CatalogTextError) -> CatalogRecords {
    var reader = CatalogTextReader()
    try reader.read(text)
    return reader.records
  }

  private mutating func read(_ text: [UInt8]) throws(CatalogTextError) {
    var start = text.startIndex
    while start < text.endIndex {
      line += 1
      let end = text[start...].firstIndex(of: UInt8(ascii: "\n"))
      let bytes = text[start..<(end ?? text.endIndex)]
      // The header says it first where a file is something else altogether.
      guard let content = String(validating: bytes, as: UTF8.self) else {
        throw error(line == 1 ? Self.noHeader : "the line is not UTF-8")
      }
      let columns = content.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if line == 1 { try readHeader(columns) } else if end != nil { try readRecord(columns) }
      guard let end else { throw error("the file ends in the middle of a line: it is cut short") }
      start = end + 1
    }
    guard line > 0 else { throw CatalogTextError(line: 1, "the file is empty, expected a catalogue") }
    guard !records.services.isEmpty else {
      throw error("there is no service: the file is cut short, or is no catalogue")
    }
  }

  private static let noHeader =
    "this is no catalogue: expected a first line of `iamsim`, `catalog`, `1` and a date, parted by tabs"

  private mutating func readHeader(_ columns: [String]) throws(CatalogTextError) {
    guard columns.count == 4, columns[0] == "iamsim" else { throw error(Self.noHeader) }
    guard columns[1] == "catalog" else {
      throw error("this is a file of `\(columns[1])`, expected the file of `catalog`")
    }
    guard columns[2] == "1" else {
      throw error("the catalogue has version `\(columns[2])` of the form, and this program reads version 1 only")
    }
    guard (1...12).contains(columns[3].utf8.count) else { throw error("expected a date, such as `2026-10-20`") }
    records.date = columns[3]
  }

  private mutating func readRecord(_ columns: [String]) throws(CatalogTextError) {
    let limits = ["source": 4, "s": 4, "k": 3, "t": 4, "p": 3, "a": 6]
    guard let limit = limits[columns[0]] else {
      throw error("unknown record `\(columns[0])`, expected `source`, `s`, `k`, `t`, `p` or `a`")
    }
    guard columns.count <= limit else {
      throw error("a record `\(columns[0])` has at most \(limit) columns, found \(columns.count)")
    }
    guard columns.count > 1, !columns[1].isEmpty else { throw error("the record has no name") }
    let columns = columns + Array(repeating: "", count: limit - columns.count)
    switch columns[0] {
    case "source":
      records.sources.append(.init(name: columns[1], version: columns[2], date: columns[3]))
    case "s":
      try readService(columns)
    default:
      guard !records.services.isEmpty else { throw error("a record `\(columns[0])` stands before the first service") }
      let last = records.services.count - 1
      let prefix = records.services[last].prefix
      switch columns[0] {
      case "k": records.services[last].keys.append(.init(line: line, value: try key(columns, prefix)))
      case "t": records.services[last].types.append(.init(line: line, value: type(columns, prefix)))
      case "p":
        records.services[last].policies.append(
          .init(line: line, value: .init(action: columns[1], types: Self.list(columns[2]))))
      default: records.services[last].actions.append(.init(line: line, value: try action(columns, prefix)))
      }
    }
  }

  private mutating func readService(_ columns: [String]) throws(CatalogTextError) {
    let marks = Self.list(columns[3])
    if let unknown = marks.first(where: { $0 != "retired" && $0 != "rcp" }) {
      throw error("unknown mark `\(unknown)`, expected `retired` or `rcp`")
    }
    records.services.append(
      .init(
        line: line, prefix: columns[1], name: columns[2], isRetired: marks.contains("retired"),
        isUnderRCPs: marks.contains("rcp")))
  }

  private func key(_ columns: [String], _ prefix: String) throws(CatalogTextError) -> CatalogRecords.Key {
    let isMultivalued = columns[2].hasSuffix("[]")
    let base = isMultivalued ? String(columns[2].dropLast(2)) : columns[2]
    guard let type = ConditionKey.ValueType.allCases.firstIndex(where: { $0.rawValue == base }) else {
      let types = ConditionKey.ValueType.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      throw error("the key has the type `\(base)`, expected one of \(types)")
    }
    return .init(name: Self.full(columns[1], prefix), type: type, isMultivalued: isMultivalued)
  }

  private func type(_ columns: [String], _ prefix: String) -> CatalogRecords.ResourceType {
    let arns = columns[2].split(separator: " ").map(String.init)
    return .init(name: columns[1], arns: arns, keys: Self.keys(columns[3], prefix))
  }

  private func action(_ columns: [String], _ prefix: String) throws(CatalogTextError) -> CatalogRecords.Action {
    let isRetired = columns[2].hasSuffix("-")
    var levels = 0
    for letter in isRetired ? String(columns[2].dropLast()) : columns[2] {
      guard let bit = Array("LRWPT").firstIndex(of: letter) else {
        throw error("unknown level `\(letter)`, expected `L`, `R`, `W`, `P` or `T`")
      }
      levels |= 1 << bit
    }
    var rows: [CatalogRecords.Row] = []
    for text in columns[3].split(separator: ";") { rows.append(try row(String(text), prefix)) }
    return .init(
      name: columns[1], levels: levels, isRetired: isRetired, rows: rows, keys: Self.keys(columns[4], prefix),
      dependents: Self.list(columns[5]))
  }

  /// `Secret!`, `Secret~`, `Secret?`, each with keys of its own in parentheses.
  private func row(_ text: String, _ prefix: String) throws(CatalogTextError) -> CatalogRecords.Row {
    var head = Substring(text)
    var keys: [String] = []
    if head.hasSuffix(")"), let open = head.firstIndex(of: "(") {
      keys = Self.keys(String(head[head.index(after: open)...].dropLast()), prefix)
      head = head[..<open]
    }
    guard let mark = head.last, let need = Array("~!?").firstIndex(of: mark), head.count > 1 else {
      throw error("expected a resource type with a mark `!`, `~` or `?`, found `\(text)`")
    }
    return .init(type: String(head.dropLast()), need: need, keys: keys)
  }

  private static func list(_ text: String) -> [String] { text.split(separator: ",").map(String.init) }

  private static func keys(_ text: String, _ prefix: String) -> [String] { list(text).map { full($0, prefix) } }

  /// A key that begins with a colon has the service's prefix before it.
  private static func full(_ key: String, _ prefix: String) -> String { key.hasPrefix(":") ? prefix + key : key }

  private func error(_ message: String) -> CatalogTextError { CatalogTextError(line: line, message) }
}
