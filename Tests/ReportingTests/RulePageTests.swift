import Foundation
import PolicyChecks
import Reporting
import ServiceCatalog
import Testing

/// docs/rules comes from the rules' declarations.
@Suite("Pages of the rules")
struct RulePageTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let folder = root.appending(path: RulePage.folder)

  /// With `IAMSIM_RECORD=1` in the environment the folder is written anew: look at the difference before keeping it.
  @Test("are current; `IAMSIM_RECORD=1 swift test --filter RulePageTests` writes them anew")
  func areCurrent() throws {
    let catalog = try ServiceCatalog.embedded()
    var pages = ["README.md": RulePage.index(RuleTable.all)]
    for rule in RuleTable.all { pages["\(rule.id).md"] = RulePage.markdown(rule, catalog: catalog) }
    if ProcessInfo.processInfo.environment["IAMSIM_RECORD"] == "1" {
      try? FileManager.default.removeItem(at: Self.folder)
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      for (name, text) in pages { try Data(text.utf8).write(to: Self.folder.appending(path: name)) }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let stale = Set(names).union(pages.keys).filter { name in
      (try? String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)) != pages[name]
    }
    #expect(
      stale.sorted() == [], "stale: run IAMSIM_RECORD=1 swift test --filter RulePageTests, and look at the difference")
  }

  @Test("each shows what the rule finds, at a place", arguments: RuleTable.all.map(\.id))
  func showTheFinding(id: String) throws {
    let rule = try #require(RuleTable.rule(named: id))
    let page = RulePage.markdown(rule, catalog: try ServiceCatalog.embedded())
    #expect(page.contains("[\(id)]\n") && page.contains("^"), "\(page)")
    #expect(page.contains("\n## Not found\n"))
    #expect(page.contains("AWS does not publish") == (rule.basis == .bestReading))
  }

  @Test("links of the index lead to pages")
  func indexLinks() throws {
    let index = RulePage.index(RuleTable.all)
    for rule in RuleTable.all { #expect(index.contains("[\(rule.id)](\(rule.id).md)")) }
    #expect(
      FileManager.default.fileExists(atPath: Self.root.appending(path: "Sources/PolicyChecks/Rules/RuleIDs.swift").path)
    )
  }
}
