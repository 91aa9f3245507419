import Foundation
import ServiceCatalog
import Testing

/// The embedded binary form against the text form, which is what people review.
@Suite("Binary and text form")
struct CatalogAgreementTests {
  private static let data = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/CServiceCatalog/Data")

  @Test func everyRecordOfTheTextIsInTheBinary() throws {
    let text = try String(contentsOf: Self.data.appending(path: "catalog.txt"), encoding: .utf8)
    let catalog = try ServiceCatalog.embedded()
    let sources = catalog.sources.map { Self.line("source", $0.name, $0.version, $0.date) }
    Self.compare(sources + catalog.services.flatMap(Self.lines), with: text)
    #expect(text.split(separator: "\n")[0].hasSuffix(catalog.dataDate))
  }

  @Test func theBinaryFormIsSmall() throws {
    #expect(try EmbeddedBytes.all().count < 1_600_000)
  }

  private static func compare(_ rendered: [String], with text: String, line: Int = #line) {
    let records = text.split(separator: "\n").dropFirst()
    #expect(rendered.count == records.count)
    for (found, expected) in zip(rendered, records) where found != expected {
      Issue.record("line \(line): the binary form has `\(found)`, the text form `\(expected)`")
      return
    }
  }

  private static func line(_ columns: String...) -> String {
    var columns = columns
    while columns.last == "" { columns.removeLast() }
    return columns.joined(separator: "\t")
  }

  @Test func everyOperationOfTheTextIsInTheBinary() throws {
    let text = try String(contentsOf: Self.data.appending(path: "operations.txt"), encoding: .utf8)
    let catalog = try ServiceCatalog.embedded()
    var lines: [String] = []
    for record in text.split(separator: "\n").dropFirst() where record.hasPrefix("e\t") {
      let columns = record.split(separator: "\t").map(String.init)
      let operations = catalog.operations(eventSource: columns[1], eventName: columns[2])
      lines.append(
        Self.line(
          "e", columns[1], columns[2], operations[0].service.name, operations.map(\.name).joined(separator: ",")))
    }
    for service in catalog.sdkServices {
      lines.append(
        Self.line(
          "s", service.name, service.identifier, service.actionPrefix, service.eventSources.joined(separator: ",")))
      lines += service.operations.map(Self.line)
    }
    Self.compare(lines, with: text)
  }

  private static func line(_ operation: APIOperation) -> String {
    let ground =
      [APIOperation.Ground.named: "=", .sameName: "~", .assumed: "?", .noPermission: "-"][operation.ground] ?? ""
    var actions = operation.requiredActions.map { $0.alternatives.map(\.name).joined(separator: "|") }
    if actions == ["\(operation.service.actionPrefix):\(operation.name)"] { actions = [] }
    return line(
      "o", operation.name, ground, actions.joined(separator: ","),
      operation.furtherActions.map(\.name).joined(separator: ","), operation.requestPath ?? "")
  }

  @Test func everyOtherListIsInTheBinary() throws {
    let catalog = try ServiceCatalog.embedded()
    func text(_ name: String) throws -> String {
      try String(contentsOf: Self.data.appending(path: name), encoding: .utf8)
    }
    Self.compare(catalog.servicePrincipals.map(\.name), with: try text("service-principals.txt"))
    let keys = catalog.globalConditionKeys.map {
      Self.line($0.name, $0.valueType.rawValue + ($0.isMultivalued ? "[]" : ""), $0.presence)
    }
    Self.compare(
      keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }, with: try text("global-keys.txt"))
    let calls = catalog.forwardAccessCalls.map {
      Self.line(
        $0.action.name, $0.neededAction.name, $0.resource, $0.circumstances.joined(separator: "; "),
        $0.viaService ?? "",
        $0.encryptionContextKeys.joined(separator: ", "))
    }
    Self.compare(calls, with: try text("forward-access.txt"))
  }

  /// The records of a service as docs/catalogue.md describes the text form, where dependent actions are sorted by bytes.
  private static func lines(_ service: Service) -> [String] {
    let prefix = service.prefix
    func short(_ keys: [ConditionKey]) -> String {
      keys.map { $0.name.hasPrefix(prefix + ":") ? String($0.name.dropFirst(prefix.count)) : $0.name }
        .joined(separator: ",")
    }
    let marks = (service.isRetired ? ["retired"] : []) + (service.supportsResourceControlPolicies ? ["rcp"] : [])
    var lines = [line("s", prefix, service.name, marks.joined(separator: ","))]
    for key in service.conditionKeys {
      lines.append(line("k", short([key]), key.valueType.rawValue + (key.isMultivalued ? "[]" : "")))
    }
    for type in service.resourceTypes {
      lines.append(line("t", type.name, type.arnFormats.joined(separator: " "), short(type.conditionKeys)))
    }
    for policy in service.resourcePolicies {
      lines.append(line("p", policy.action.fullName, policy.resourceTypes.map(\.name).joined(separator: ",")))
    }
    for action in service.actions {
      let levels = action.accessLevels.map { String($0.rawValue.prefix(1)) }.joined() + (action.isRetired ? "-" : "")
      let rows = action.resourceRows.map { row in
        let mark = [Action.ResourceRow.Need.optional: "~", .required: "!", .unknown: "?"][row.need] ?? ""
        return row.type.name + mark + (row.conditionKeys.isEmpty ? "" : "(\(short(row.conditionKeys)))")
      }
      lines.append(
        line(
          "a", action.name, levels, rows.joined(separator: ";"), short(action.ownConditionKeys),
          action.dependentActions.map(\.fullName).sorted().joined(separator: ",")))
    }
    return lines
  }

  @Test func everyNameIsFoundInAnyCase() throws {
    let catalog = try ServiceCatalog.embedded()
    for service in catalog.services {
      #expect(catalog.service(named: service.prefix.uppercased())?.prefix == service.prefix)
      for action in service.actions {
        let name = action.fullName
        for spelling in [name, name.uppercased(), name.lowercased(), Self.withCaseSwapped(name)]
        where catalog.action(named: spelling) != action {
          Issue.record("\(spelling) is not found")
        }
      }
      for type in service.resourceTypes where service.resourceType(named: type.name.uppercased())?.name != type.name {
        Issue.record("\(service.prefix) \(type.name) is not found")
      }
    }
  }

  private static func withCaseSwapped(_ name: String) -> String {
    String(name.map { $0.isUppercase ? Character($0.lowercased()) : Character($0.uppercased()) })
  }

  @Test func aNameWithAnotherCharacterIsNotFound() throws {
    let catalog = try ServiceCatalog.embedded()
    let names = catalog.services.flatMap(\.actions).map { Array($0.fullName.lowercased().utf8) }
    let known = Set(names)
    for (number, name) in names.enumerated() {
      // Beside another letter what the hash takes for the same: a byte that differs in the bit of case only.
      for replacement: UInt8 in [UInt8(ascii: "a") + UInt8(number % 26), name[number % name.count] ^ 0x20] {
        var changed = name
        changed[number % name.count] = replacement
        let text = String(decoding: changed, as: UTF8.self)
        let isKnown = known.contains(Array(text.lowercased().utf8))
        if (catalog.action(named: text) != nil) != isKnown { Issue.record("`\(text)`") }
      }
    }
  }
}
