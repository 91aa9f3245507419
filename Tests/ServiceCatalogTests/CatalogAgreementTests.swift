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
    // Policies that attach and sources are not read from the binary form yet.
    let records = text.split(separator: "\n").dropFirst().filter { !$0.hasPrefix("source\t") && !$0.hasPrefix("p\t") }
    let catalog = try ServiceCatalog.embedded()
    let rendered = catalog.services.flatMap(Self.lines)
    #expect(rendered.count == records.count)
    for (found, expected) in zip(rendered, records) where found != expected {
      Issue.record("the binary form has `\(found)`, the text form `\(expected)`")
      return
    }
    #expect(text.split(separator: "\n")[0].hasSuffix(catalog.dataDate))
  }

  /// The records of a service as docs/catalogue.md describes the text form, where dependent actions are sorted by bytes.
  private static func lines(_ service: Service) -> [String] {
    let prefix = service.prefix
    func short(_ keys: [ConditionKey]) -> String {
      keys.map { $0.name.hasPrefix(prefix + ":") ? String($0.name.dropFirst(prefix.count)) : $0.name }
        .joined(separator: ",")
    }
    func line(_ columns: String...) -> String {
      var columns = columns
      while columns.last == "" { columns.removeLast() }
      return columns.joined(separator: "\t")
    }
    let marks = (service.isRetired ? ["retired"] : []) + (service.supportsResourceControlPolicies ? ["rcp"] : [])
    var lines = [line("s", prefix, service.name, marks.joined(separator: ","))]
    for key in service.conditionKeys {
      lines.append(line("k", short([key]), key.valueType.rawValue + (key.isMultivalued ? "[]" : "")))
    }
    for type in service.resourceTypes {
      lines.append(line("t", type.name, type.arnFormats.joined(separator: " "), short(type.conditionKeys)))
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
      for action in service.actions where catalog.action(named: action.fullName.uppercased())?.name != action.name {
        Issue.record("\(action.fullName) is not found")
      }
      for type in service.resourceTypes where service.resourceType(named: type.name.uppercased())?.name != type.name {
        Issue.record("\(service.prefix) \(type.name) is not found")
      }
    }
  }
}
