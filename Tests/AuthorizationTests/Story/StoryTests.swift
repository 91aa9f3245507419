import Authorization
import Foundation
import PolicyLanguage
import PolicyTesting
import SourceText
import Testing

/// The policies worth copying allow what they are for, and no more.
@Suite struct StoryTests {
  private static let files = Result { try PolicyTests.paths(in: "policies").map { try PolicyTests.read($0) } }

  @Test(arguments: try PolicyTests.paths(in: "policies")) func decisionsAreThoseOfTheStory(_ path: String) throws {
    let file = try PolicyTests.read(path)
    for problem in file.diagnostics { Issue.record("\(ConformanceTests.place(problem)): \(problem.message)") }
    #expect(!file.cases.isEmpty)
    for testCase in file.cases { ConformanceTests().check(testCase) }
  }

  /// Which policies take part in cases of a decision.
  private func policies(inCasesThatExpect isExpected: (Decision) -> Bool) throws -> Set<String> {
    var names: Set<String> = []
    for testCase in try Self.files.get().flatMap(\.cases) {
      guard case .decision(let decision) = testCase.expectation.outcome, isExpected(decision) else { continue }
      names.formUnion(testCase.policies.all.compactMap { $0.parsed.policy?.file.name })
    }
    return names
  }

  @Test func everyPolicyTakesPartInARequestThatIsAllowedAndInOneThatIsNot() throws {
    let allowed = try policies { $0 == .allowed }
    let denied = try policies { $0 != .allowed }
    for path in try PolicyCollection.files() {
      #expect(allowed.contains("policies/" + path), "no case with \(path) is allowed")
      #expect(denied.contains("policies/" + path), "no case with \(path) is denied")
    }
  }

  /// A denial says which gate denies, so that no case is denied for another reason than its own.
  @Test func everyDenialNamesItsGate() throws {
    for testCase in try Self.files.get().flatMap(\.cases)
    where testCase.expectation.outcome != .decision(.allowed) {
      #expect(testCase.expectation.gate != nil, "\(testCase.file.name): \(testCase.name)")
    }
  }
}
