import Authorization
import PolicyLanguage

/// Reference 2.2: what one set of policies says about a request.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
struct StatementRule {
  /// A Deny applies.
  var denies = false
  /// An Allow applies.
  var allows = false
  /// How the applying Allows name the caller; for policies with principals.
  var namings: [PrincipalRule.Naming] = []

  /// What the set says on its own.
  var verdict: ReferenceEvaluation.Verdict { denies ? .deny : allows ? .allow : .silent }

  /// A set that says nothing.
  init() {}

  /// Asks every statement of every document.
  init(_ policies: [Policy], request: AuthorizationRequest, hasBoundary: Bool) {
    let action = Array(request.action.lowercased().unicodeScalars)
    for policy in policies {
      for statement in policy.statements {
        // A statement applies if principal, action, resource and condition all match.
        guard let effect = statement.effect?.value, let element = statement.action,
          ActionRule.matches(element, lowercasedAction: action),
          ResourceRule.matches(statement.resource, policy: policy, request: request)
        else { continue }
        var namings: [PrincipalRule.Naming] = []
        if policy.kind.hasPrincipal {
          // 4.1: an empty list leaves the statement without effect.
          guard let principal = statement.principal, !principal.entries.isEmpty else { continue }
          if principal.isNegated {
            // 2.5: only meaningful with Deny.
            guard effect == .deny,
              PrincipalRule.notPrincipalHits(principal.entries, request: request, hasBoundary: hasBoundary)
            else { continue }
          } else {
            namings = PrincipalRule.namings(principal.entries, effect: effect, request: request)
            if namings.isEmpty { continue }
          }
        }
        guard ConditionRule.holds(statement.condition, policy: policy, context: request.context) else { continue }
        switch effect {
        case .deny: denies = true
        case .allow:
          allows = true
          self.namings += namings
        }
      }
    }
  }
}
