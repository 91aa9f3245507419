import Authorization
import PolicyLanguage

/// Makes statements that often apply to a request.
struct StatementGenerator {
  /// What the policy is used as.
  var kind: PolicyKind
  /// What the scenario is about.
  var theme: AuthorizationScenario.Theme
  /// How many statements of a hundred deny.
  var denyChance: Int

  /// A statement about one of the requests.
  func statement(_ requests: [AuthorizationRequest], _ random: inout SplitMix64) -> Statement? {
    guard let first = requests.first else { return nil }
    let request = random.pick(requests, else: first)
    let effect: Effect = kind == .resourceControl || random.percent(denyChance) ? .deny : .allow
    var principal: PrincipalElement?
    if kind == .resourceControl {
      principal = PolicySynthesis.principal([(.everyone, "*")], isNegated: false)
    } else if kind.hasPrincipal {
      principal = PrincipalGenerator.element(kind: kind, effect: effect, caller: request.principal, &random)
    }
    // A Deny is narrower, or nothing would ever be allowed.
    var condition = ConditionGenerator.block(context: request.context, &random)
    if condition == nil, effect == .deny { condition = ConditionGenerator.block(context: request.context, &random) }
    return PolicySynthesis.statement(
      effect, principal: principal, action: action(request, &random), resource: resource(request, &random),
      condition: condition)
  }

  /// `Action`, or now and then `NotAction`.
  func action(_ request: AuthorizationRequest, _ random: inout SplitMix64) -> ListElement {
    let isNegated = kind != .resourceControl && random.percent(8)
    var values: [String] = []
    for _ in 0...random.below(10) / 6 {
      var text = random.percent(75) && !isNegated ? request.action : random.pick(ThemeVocabulary.actions(theme))
      text = PatternGenerator.pattern(from: text, &random)
      if random.percent(15) { text = PatternGenerator.recased(text, &random) }
      // An action is `*` or has a service prefix.
      if !text.contains(":"), text != "*" { text = "*:" + text }
      // A trust policy is about actions of STS only.
      if kind == .roleTrust, !isTrustAction(text) { text = "sts:*" }
      values.append(text)
    }
    if kind == .resourceControl { values = values.map { $0 == "*" ? random.pick(["s3:*", "*:*", "k?s:*"]) : $0 } }
    return PolicySynthesis.list(values, isNegated: isNegated)
  }

  private func isTrustAction(_ pattern: String) -> Bool {
    guard pattern == "*" || pattern.lowercased().hasPrefix("sts:") else { return false }
    return ThemeVocabulary.actions(.trust).contains { action in
      ActionRule.matches(pattern: pattern, lowercasedAction: Array(action.lowercased().unicodeScalars))
    }
  }

  /// `Resource`, `NotResource`, or nothing where that is right.
  func resource(_ request: AuthorizationRequest, _ random: inout SplitMix64) -> ListElement? {
    if kind == .roleTrust { return nil }
    if kind == .kmsKey, random.percent(5) { return nil }
    if random.percent(25) { return PolicySynthesis.list(["*"], isNegated: false) }
    let isNegated = random.percent(10)
    var values: [String] = []
    for _ in 0...random.below(10) / 6 {
      let own = random.percent(75) && !isNegated
      let text = own ? request.resource.arn : random.pick(ThemeVocabulary.resources(theme, owner: "111111111111"))
      values.append(pattern(text, context: request.context, &random))
    }
    return PolicySynthesis.list(values, isNegated: isNegated)
  }

  /// A pattern over an ARN, at times with a variable or cut short.
  func pattern(_ arn: String, context: RequestContext, _ random: inout SplitMix64) -> String {
    if random.percent(10) { return withVariable(arn, context: context, &random) }
    let text = PatternGenerator.pattern(from: arn, &random)
    if random.percent(6) { return shortened(text, &random) }
    return isComplete(text) ? text : shortened(text, &random)
  }

  private func isComplete(_ text: String) -> Bool {
    text == "*" || text.hasPrefix("arn:") && text.utf8.filter { $0 == UInt8(ascii: ":") }.count >= 5
  }

  /// An ARN of fewer than six fields, where that is a policy: not in session and resource control policies, and in a
  /// service control policy only with a `*` at the end.
  private func shortened(_ text: String, _ random: inout SplitMix64) -> String {
    switch kind {
    case .session, .resourceControl: return random.percent(50) ? "*" : "arn:aws:*:*:*:*"
    case .serviceControl: return "arn:aws:s*"
    default: break
    }
    let fields = text.split(separator: ":", omittingEmptySubsequences: false)
    let cut = fields.prefix(1 + random.below(5)).joined(separator: ":")
    return cut.hasPrefix("arn:") ? cut : "arn:*"
  }

  /// Replaces a value of the context in an ARN by its key, or ends the ARN with a variable.
  func withVariable(_ arn: String, context: RequestContext, _ random: inout SplitMix64) -> String {
    for entry in context.entries {
      if let value = entry.values.first, value.count > 2, let range = arn.ranges(of: value).first, random.percent(70) {
        return String(arn[..<range.lowerBound]) + "${" + entry.name + "}" + String(arn[range.upperBound...])
      }
    }
    let variable = ConditionGenerator.variable(context: context, &random)
    let fields = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count == 6 else { return arn }
    if random.percent(10) { return fields[..<4].joined(separator: ":") + ":${aws:PrincipalAccount}:" + fields[5] }
    return fields[..<5].joined(separator: ":") + ":" + variable + random.pick(["", "*", "/*", "${*}"])
  }
}
