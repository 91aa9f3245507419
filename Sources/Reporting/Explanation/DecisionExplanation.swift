import Authorization
import PolicyLanguage

/// Why one action on one resource got its decision, in words.
struct DecisionExplanation {
  /// The statements that decided, each with its place.
  var decidedBy: [String]
  /// The reason, in one sentence without a full stop.
  var reason: String
  /// What else stands in the way of a denied request, and would remain if the reason were mended.
  var further: [String]
  /// Condition keys that the policies name and that follow from facts, each with its value and where it comes from.
  var derivedKeys: [String]
  /// Rules that decided without the policies' text.
  var notes: [String]

  init(_ result: DecidedRequest, places: StatementPlaces) {
    decidedBy = result.decidingStatements.map { places.entry($0.statement) }
    notes = result.trace.notes.map(\.printable)
    derivedKeys = result.trace.derivedEntries(of: result.request.context).map { entry in
      "`\(entry.name.printable)` is \(Enumeration.text(entry.values, joint: "and")) (\(entry.origin.phrase))"
    }
    further = []
    let subject = "`\(result.request.action.printable)`"
    switch result.decision {
    case .allowed:
      reason = Self.grant(result, places: places)
    case .explicitDeny:
      reason = Self.explicitDenial(result, subject: subject, places: places)
      further = Self.missingAllows(result, subject: subject, except: nil)
    case .implicitDeny:
      guard let check = result.decidingCheck else {
        reason = "no policy allows \(subject)"
        return
      }
      reason = Self.missingAllow(check, in: result, subject: subject, places: places)
      further = Self.missingAllows(result, subject: subject, except: check)
    }
  }

  // MARK: Allowed and denied by statement

  private static func grant(_ result: DecidedRequest, places: StatementPlaces) -> String {
    guard !result.decidingStatements.isEmpty else { return "nothing denies it, and no policy needs to allow it" }
    var types: [String] = []
    for deciding in result.decidingStatements {
      let type = PolicyTypeName(deciding.check, document: deciding.statement.document).withArticle
      if !types.contains(type) { types.append(type) }
    }
    return "\(types.joined(separator: " and ")) \(types.count == 1 ? "allows" : "allow") it, and nothing denies it"
  }

  private static func explicitDenial(
    _ result: DecidedRequest, subject: String, places: StatementPlaces
  ) -> String {
    guard let check = result.decidingCheck else { return "a policy denies \(subject)" }
    let type = PolicyTypeName(check).withArticle
    guard let first = result.decidingStatements.first?.statement ?? check.matched.first else {
      return "explicit deny in \(type)"
    }
    var sentence = "explicit deny in \(type): \(places.title(first)) denies \(subject)"
    let clauses = first.statement.condition?.clauses ?? []
    if let condition = first.conditions.first, clauses.indices.contains(condition.clauseIndex) {
      sentence += ": its "
      sentence += ConditionPhrase.text(clauses[condition.clauseIndex], condition, of: result)
    }
    let others = max(0, result.decidingStatements.count - 1)
    if others > 0 { sentence += "; \(others) more \(others == 1 ? "statement denies" : "statements deny") it too" }
    return sentence
  }

  // MARK: Denied for want of an allow

  private static func missingAllow(
    _ check: AuthorizationTrace.Check, in result: DecidedRequest, subject: String, places: StatementPlaces
  ) -> String {
    var sentence = shortMissingAllow(check, in: result, subject: subject)
    if let miss = NearestMiss(among: check.statements, resource: result.resourceARN) {
      return sentence + ": " + MissPhrase.text(miss, result: result, places: places)
    }
    // In one account a resource policy may grant as well; its near miss is as good a pointer.
    if check.type == .principal,
      let other = result.trace.checks.first(where: { $0.type == .resource && $0.effect == .noImpact }),
      let miss = NearestMiss(among: other.statements, resource: result.resourceARN)
    {
      let type = PolicyTypeName(other).name
      return sentence + "; in the \(type), " + MissPhrase.text(miss, result: result, places: places)
    }
    sentence += ": " + Self.whyNoneIsNear(check)
    return sentence
  }

  /// Why not even a near miss can be named.
  private static func whyNoneIsNear(_ check: AuthorizationTrace.Check) -> String {
    let count = check.statements.count
    if count == 0 { return "there is none" }
    guard check.statements.contains(where: { $0.effect == .allow }) else {
      let remedy =
        check.type == .serviceControlPolicy ? "; AWS attaches `FullAWSAccess` beside it, so give that too" : ""
      return (count == 1 ? "the only statement denies" : "all \(count) statements deny") + remedy
    }
    return count == 1
      ? "the only statement does not cover the action" : "none of the \(count) statements covers the action"
  }

  private static func shortMissingAllow(
    _ check: AuthorizationTrace.Check, in result: DecidedRequest, subject: String
  ) -> String {
    var sentence = "no \(PolicyTypeName(check).name) allows \(subject)"
    let levels = result.trace.checks.count { $0.type == check.type }
    if let level = check.level, levels > 1 {
      sentence +=
        level == 0 ? " at the organization's root" : " at level \(level + 1) of \(levels) (the root is level 1)"
    }
    if check.type == .resource, result.isCrossAccount {
      sentence += ", which a caller from another account needs"
    }
    return sentence
  }

  private static func missingAllows(
    _ result: DecidedRequest, subject: String, except decided: AuthorizationTrace.Check?
  ) -> [String] {
    result.trace.checks.filter { check in
      check.effect == .implicitDeny && !(check.type == decided?.type && check.level == decided?.level)
    }.map { shortMissingAllow($0, in: result, subject: subject) }
  }
}
