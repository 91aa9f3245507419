import AWSInterface
import Authorization

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

  init(_ request: AuthorizationRequest, _ trace: AuthorizationTrace, derivedContext: DerivedContext?) {
    self.request = request
    self.trace = trace
    self.derivedContext = derivedContext
    remedyForNamelessCaller = nil
  }

  init(_ result: Simulation.ResourceResult) {
    request = result.request
    trace = result.trace
    derivedContext = result.derivedContext
    remedyForNamelessCaller = "give one with `--caller-arn`"
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
