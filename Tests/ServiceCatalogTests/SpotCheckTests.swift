import DocumentSyntax
import Foundation
import ServiceCatalog
import SourceText
import Testing

/// What AWS's pages say of actions, resource types and condition keys (testdata/catalog/spot-checks.yaml), against the
/// catalogue, which was made from other sources.
@Suite("Spot checks of the catalogue")
struct SpotCheckTests {
  private static let name = "testdata/catalog/spot-checks.yaml"

  private let catalog: ServiceCatalog
  private let lines: LineTable
  private let services: SyntaxElements

  init() throws {
    catalog = try ServiceCatalog.embedded()
    let root = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = SourceFile(name: Self.name, bytes: Array(try Data(contentsOf: root.appending(path: Self.name))))
    let result = DocumentParser().parse(file)
    #expect(result.diagnostics.isEmpty)
    lines = LineTable(file)
    services = try #require(result.tree.root?["services"]).elements
  }

  @Test func theCatalogueSaysWhatAWSsPagesSay() throws {
    for service in services {
      let prefix = try #require(service["prefix"]?.stringValue)
      guard let entry = catalog.service(named: prefix), !entry.isRetired else {
        report(service, "the catalogue has no service \(prefix)")
        continue
      }
      for fact in Self.facts("actions", of: service) { check(action: fact, of: entry) }
      for fact in Self.facts("types", of: service) { check(type: fact, of: entry) }
      for fact in Self.facts("keys", of: service) { check(key: fact, of: entry) }
    }
  }

  @Test func theyAreManyAndFewOfThemUnknown() {
    let facts = services.reduce(0) { sum, service in
      sum + ["actions", "types", "keys"].reduce(0) { $0 + Self.facts($1, of: service).count }
    }
    #expect(facts >= 360)
    #expect(services.count >= 35)
    let withUnknown = services.flatMap { service -> [Action] in
      let entry = catalog.service(named: service["prefix"]?.stringValue ?? "")
      return Self.facts("actions", of: service).compactMap { entry?.action(named: $0.name) }
    }.filter { action in action.resourceRows.contains { $0.need == .unknown } }
    #expect(withUnknown.count <= 7, "\(withUnknown.map(\.fullName))")
    for service in services {
      let page = service["page"]?.stringValue ?? ""
      #expect(page.hasPrefix("https://docs.aws.amazon.com/service-authorization/latest/reference/list_"), "\(page)")
    }
  }

  private static func facts(_ kind: String, of service: SyntaxNode) -> [SyntaxNode.Member] {
    service[kind].map { Array($0.members) } ?? []
  }

  private func check(action fact: SyntaxNode.Member, of service: Service) {
    guard let action = service.action(named: fact.name), action.name == fact.name, !action.isRetired else {
      return report(fact.key, "the catalogue has no action \(service.prefix):\(fact.name)")
    }
    let columns = (fact.value.stringValue ?? "").split(separator: "|").map(Self.list)
    // The catalogue keeps what a level adds to Write.
    let levels = columns[0].count > 1 ? columns[0].filter { $0 != "Write" } : columns[0]
    compare(levels, action.accessLevels.map(\.rawValue), "levels", fact)
    if columns.count > 1 {
      let unknown = Set(action.resourceRows.filter { $0.need == .unknown }.map(\.type.name))
      let types = columns[1].map { written in
        let name = written.hasSuffix("*") ? String(written.dropLast()) : written
        return unknown.contains(name) ? name : written
      }
      compare(types, action.resourceRows.map { $0.type.name + ($0.need == .required ? "*" : "") }, "types", fact)
      #expect(action.acceptsOnlyStar == columns[1].isEmpty, "\(action.fullName)")
    }
    if columns.count > 2 {
      // AWS's page of Secrets Manager writes a key of tags with an example of a tag.
      let named = columns[2].map { written in action.conditionKeys.first { $0.isNamed(written) }?.name ?? written }
      compare(named, action.conditionKeys.map(\.name), "condition keys", fact)
    }
    if columns.count > 3 {
      compare(columns[3], action.dependentActions.map(\.fullName), "dependent actions", fact)
    }
  }

  private func check(type fact: SyntaxNode.Member, of service: Service) {
    compare(
      [fact.value.stringValue ?? ""], service.resourceType(named: fact.name)?.arnFormats ?? [], "ARN formats", fact)
  }

  private func check(key fact: SyntaxNode.Member, of service: Service) {
    let key = service.conditionKeys.first { $0.name == fact.name }
    let type = key.map { $0.isMultivalued ? "ArrayOf\($0.valueType.rawValue)" : $0.valueType.rawValue }
    compare([fact.value.stringValue ?? ""], type.map { [$0] } ?? [], "type", fact)
  }

  private static func list(_ column: Substring) -> [String] {
    column.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0 != "-" }
  }

  private func compare(_ expected: [String], _ actual: [String], _ what: String, _ fact: SyntaxNode.Member) {
    guard expected.sorted() != actual.sorted() else { return }
    report(fact.key, "\(fact.name): \(what) are \(actual.sorted()), and \(expected.sorted()) by AWS's page")
  }

  private func report(_ node: SyntaxNode, _ message: String) {
    let line = lines.position(at: node.range.lowerBound).line
    Issue.record("\(Self.name):\(line): \(message)")
  }
}
