import Authorization
import Foundation
import PolicyLanguage
import SourceText
import Testing

/// The policies worth copying allow what they are for, and no more.
@Suite struct StoryTests {
  @Test(arguments: try StoryData.fileNames()) func decisionsAreThoseOfTheStory(_ fileName: String) throws {
    let file = try StoryData.read(fileName)
    for problem in file.problems { Issue.record("\(problem)") }
    #expect(!file.cases.isEmpty)
    for testCase in file.cases { ConformanceTests().check(testCase) }
  }

  /// Which policies take part in cases of a decision.
  private func policies(inCasesThatExpect isExpected: (Decision) -> Bool) throws -> Set<String> {
    var names: Set<String> = []
    for fileName in try StoryData.fileNames() {
      for testCase in try StoryData.read(fileName).cases {
        guard case .decision(let decision) = testCase.expectation, isExpected(decision) else { continue }
        names.formUnion(testCase.policies.all.compactMap { $0.parsed.policy?.file.name })
      }
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
  @Test(arguments: try StoryData.fileNames()) func everyDenialNamesItsGate(_ fileName: String) throws {
    for testCase in try StoryData.read(fileName).cases where testCase.expectation != .decision(.allowed) {
      #expect(testCase.decidedBy != nil, "\(testCase.place): \(testCase.name)")
    }
  }
}
