import Foundation
import Testing

@testable import PolicyChecks

/// The table of ids, and the rules.
@Suite("Ids of rules")
struct RuleIDTests {
  @Test("each stands in the table once, in alphabetical order")
  func uniqueAndSorted() {
    let ids = RuleIDs.table.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(ids == ids.sorted())
  }

  @Test("the table holds every rule, with the type that declares it, and no other")
  func complete() {
    let listed = Set(RuleIDs.table.filter { $0.family != RuleIDs.retired }.map { "\($0.id): \($0.family)" })
    let declared = Set(RuleTable.families.flatMap { family in family.rules.map { "\($0.id): \(family.name)" } })
    #expect(declared.subtracting(listed).sorted() == [], "rules that Sources/PolicyChecks/Rules/RuleIDs.swift lacks")
    #expect(listed.subtracting(declared).sorted() == [], "ids without a rule: a rule that is given up is `retired`")
  }

  @Test("the types named are declared in files of that name")
  func families() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/PolicyChecks").standardized
    let files = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String } ?? []
    let names = Set(files.map { URL(filePath: $0).deletingPathExtension().lastPathComponent })
    for family in RuleTable.families { #expect(names.contains(family.name), "\(family.name)") }
  }

  @Test("a name stands for one rule: no alias is another rule's id or alias")
  func names() {
    var owners: [String: String] = [:]
    for rule in RuleTable.all {
      for name in Set([rule.id] + rule.aliases).map({ $0.lowercased() }) {
        #expect(owners[name] == nil || owners[name] == rule.id, "\(name): \(owners[name] ?? "") and \(rule.id)")
        owners[name] = rule.id
      }
    }
  }
}
