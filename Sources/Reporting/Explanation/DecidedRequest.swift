import AWSInterface
import Authorization
import PolicyAnalysis
import PolicyTesting

/// A request with its decision and why: all that explanations read, whoever asked.
struct DecidedRequest {
  /// What was decided.
  let request: AuthorizationRequest
  /// Why.
  let trace: AuthorizationTrace
  /// Where the request's keys come from; `nil` when only stated keys count.
  let derivedContext: DerivedContext?
  /// What to do about a caller without a name, if that can be said.
  let remedyForNamelessCaller: String?
  /// Condition keys that the request lacks and that could change the decision, with values that do.
  let absentKeys: AbsentKeys
  /// What is odd about the request.
  let notes: [String]

  /// The request of a policy test; `nil` when AWS would refuse a policy of the case.
  init?(_ result: PolicyTestResult) {
    guard let trace = result.trace else { return nil }
    request = result.testCase.request
    self.trace = trace
    derivedContext = result.testCase.derivedContext
    remedyForNamelessCaller = nil
    absentKeys = result.absentKeys ?? AbsentKeys()
    notes = []
  }

  init(_ result: Simulation.ResourceResult) {
    request = result.request
    trace = result.trace
    derivedContext = result.derivedContext
    remedyForNamelessCaller = "give one with `--caller-arn`"
    absentKeys = result.absentKeys
    notes = result.notes
  }

  var decision: Decision { trace.decision }
  var decidingCheck: AuthorizationTrace.Check? { trace.decidingCheck }
  var decidingStatements: [AuthorizationTrace.DecidingStatement] { trace.decidingStatements }
  var resourceARN: String { request.resource.arn }

  /// Whether caller and resource are in different accounts.
  var isCrossAccount: Bool {
    guard let caller = request.principal.accountID, let owner = request.resource.ownerAccount(for: request.principal)
    else { return false }
    return caller != owner
  }

  /// Why AWS never sends a key with such a request; `nil` when it does or may.
  func reasonForAbsence(of key: String) -> String? { derivedContext?.reasonForAbsence(of: key) }
}
