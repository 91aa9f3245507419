import ServiceCatalog
import Testing

@Suite("Few patterns for exactly some actions")
struct ShrinkingTests {
  private let catalog: ServiceCatalog

  init() throws { catalog = try ServiceCatalog.embedded() }

  private func actions(_ patterns: String...) -> [Action] { patterns.flatMap(catalog.actions(matching:)) }

  @Test(arguments: [
    (["secretsmanager:GetSecretValue"], ["secretsmanager:GetSecretValue"]),
    (["secretsmanager:*"], ["secretsmanager:*"]),
    (["secretsmanager:Get*"], ["secretsmanager:Get*"]),
    (["secretsmanager:*ResourcePolicy"], ["secretsmanager:*ResourcePolicy"]),
    (["s3:GetObject*", "sqs:SendMessage"], ["s3:GetObject*", "sqs:SendMessage"]),
    (["s3:Get*", "s3:GetObject", "s3:List*"], ["s3:Get*", "s3:List*"]),
    (["kms:Decrypt", "kms:Encrypt"], ["kms:Decrypt", "kms:Encrypt"]),
    (["execute-api:*"], ["execute-api:*"]), ([], []),
  ])
  func smallCases(given: [String], expected: [String]) {
    #expect(catalog.patterns(meaningExactly: given.flatMap(catalog.actions(matching:))) == expected)
  }

  @Test func everythingIsOneStar() {
    #expect(catalog.patterns(meaningExactly: actions("*")) == ["*"])
    let allButOne = actions("*").dropLast()
    #expect(catalog.patterns(meaningExactly: allButOne).allSatisfy { $0.contains(":") })
  }

  /// A wildcard covers neither a retired action nor any other that is not given.
  @Test func nothingElseIsCovered() throws {
    let service = try #require(catalog.services.first { service in service.actions.contains(where: \.isRetired) })
    let current = service.actions.filter { !$0.isRetired }
    let patterns = catalog.patterns(meaningExactly: current)
    #expect(Set(patterns.flatMap(catalog.actions(matching:))) == Set(current))
  }

  @Test func expandingGivesBackWhatWasGiven() {
    var seed: UInt64 = 5
    func random(_ bound: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % bound
    }
    let services = catalog.services.filter { (2...70).contains($0.actions.count) }
    for round in 0..<60 {
      var given: [Action] = []
      for _ in 0...random(2) {
        let all = services[random(services.count)].actions
        // Few, most, or whole families of names.
        switch round % 3 {
        case 0: given += all.filter { _ in random(5) == 0 }
        case 1: given += all.filter { _ in random(8) != 0 }
        default:
          let start = all[random(all.count)].name.prefix(3)
          given += all.filter { $0.name.hasPrefix(start) || random(10) == 0 }
        }
      }
      let patterns = catalog.patterns(meaningExactly: given.shuffled())
      let expanded = patterns.map { catalog.actions(matching: $0) }
      #expect(Set(expanded.joined()) == Set(given) && patterns.count <= max(1, Set(given).count))
      // None can be left out, and none stands for a single action without need.
      for index in patterns.indices {
        let others = Set(expanded[..<index].joined()).union(expanded[(index + 1)...].joined())
        #expect(!others.isSuperset(of: expanded[index]), "\(patterns[index]) is superfluous in \(patterns)")
        if expanded[index].count == 1 { #expect(patterns[index] == expanded[index][0].fullName) }
      }
    }
  }

  @Test func aLargeServiceStaysBounded() throws {
    let service = try #require(catalog.service(named: "ec2"))
    let given = service.actions.enumerated().filter { $0.offset % 7 != 0 }.map(\.element)
    let clock = ContinuousClock()
    var patterns: [String] = []
    let elapsed = clock.measure { patterns = catalog.patterns(meaningExactly: given) }
    #expect(Set(patterns.flatMap(catalog.actions(matching:))) == Set(given))
    #expect(elapsed < .seconds(120), "took \(elapsed)")
  }
}
