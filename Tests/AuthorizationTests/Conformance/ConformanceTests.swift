import Authorization
import PolicyLanguage
import PolicyTestSupport
import PolicyTesting
import SourceText
import Testing

/// Expected decisions from AWS's pages, as data: every case must come out so from the evaluator, its explanation, and the
/// literal reference evaluator.
@Suite struct ConformanceTests {
  @Test(arguments: ConformanceData.fileNames)
  func decisionsAreThoseOfTheDocumentation(fileName: String) throws {
    let file = try ConformanceData.read(fileName)
    for problem in file.diagnostics { Issue.record("\(ConformanceTests.place(problem)): \(problem.message)") }
    #expect(!file.cases.isEmpty)
    for testCase in file.cases { check(testCase) }
  }

  /// Each case says on which page it rests and which rule it shows; a point that AWS leaves open has its number.
  @Test(arguments: ConformanceData.fileNames)
  func casesNameTheirPage(fileName: String) throws {
    let file = try ConformanceData.read(fileName)
    #expect(file.description?.isEmpty == false)
    for testCase in file.cases {
      #expect(testCase.page?.hasPrefix("https://") == true, "\(testCase.name) names no `page`")
      #expect(testCase.reason?.isEmpty == false, "\(testCase.name) does not say `why`")
      if let mark = testCase.undocumented {
        #expect(mark.wholeMatch(of: /U[0-9]+/) != nil, "\(testCase.name): \(mark)")
      }
    }
  }

  /// Holds one case against the evaluator, its explanation and the literal reference evaluator.
  func check(_ testCase: PolicyTestCase) {
    let place = testCase.file.position(at: testCase.range.lowerBound)
    let title = "\(testCase.file.name):\(place.line): \(testCase.name)"
    let result = PolicyTestRunner().run(testCase)
    #expect(result.isAsExpected, "\(title): \(result.outcome.word), \(Self.checks(result.trace))")
    guard case .decision(let expected) = testCase.expectation.outcome, let policies = testCase.applicable else {
      return
    }
    let decision = Authorizer(policies).decide(testCase.request)
    #expect(decision == expected, "\(title)")
    if let trace = result.trace { check(trace, decision: decision, title: title) }
    let reference = ReferenceEvaluator(testCase.policies.uncompiled()).evaluate(testCase.request)
    #expect(reference.decision == expected, "\(title): literal reference evaluator")
  }

  /// The explanation tells the same decision and names a gate for it.
  private func check(_ trace: AuthorizationTrace, decision: Decision, title: String) {
    #expect(trace.decision == decision, "\(title): explanation")
    let effects = trace.checks.map(\.effect)
    switch decision {
    case .allowed:
      #expect(!effects.contains(.explicitDeny) && !effects.contains(.implicitDeny), "\(title): explanation")
    case .explicitDeny: #expect(effects.contains(.explicitDeny), "\(title): explanation")
    case .implicitDeny:
      #expect(!effects.contains(.explicitDeny), "\(title): explanation")
      #expect(effects.contains(.implicitDeny) || !trace.notes.isEmpty, "\(title): explanation")
    }
  }

  private static func checks(_ trace: AuthorizationTrace?) -> [String] {
    trace?.checks.map { "\($0.type.rawValue) \($0.effect.rawValue)" } ?? []
  }

  /// `file:line` of what is wrong with a file of tests.
  static func place(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.file.name):\(diagnostic.file.position(at: diagnostic.range.lowerBound).line)"
  }
}

extension CasePolicies {
  /// The policies as the literal reference evaluator takes them.
  func uncompiled() -> ReferencePolicies {
    func policies(_ documents: [Document]) -> [Policy] { documents.compactMap(\.parsed.policy) }
    var result = ReferencePolicies(identity: policies(identity))
    result.session = session.isEmpty ? nil : policies(session)
    result.permissionsBoundary = boundary.map { policies([$0]) }
    result.vpcEndpoint = endpoint.map { policies([$0]) }
    if let resource { result.resource = .policy(policies([resource])) }
    result.serviceControl = serviceControl.map(policies)
    result.resourceControl = resourceControl.map(policies)
    result.keyGrants = keyGrants
    result.accessControl = accessControl
    result.vpcEndpointIsGateway = endpointIsGateway
    result.managementAccountID = managementAccountID
    return result
  }
}
