import Authorization
import PolicyLanguage
import SourceText
import Wildcards

/// Values of conditions that no request has, that every request has, or that say the wrong thing.
enum ConditionValueRules {
  static let rules = [format, past, anyAddress, plainHTTP, ownPrincipal]

  private static let keysPage =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"

  private static func example(
    _ block: String, effect: String = "Allow", in surroundings: PolicySurroundings = PolicySurroundings()
  ) -> RuleExample {
    .statements(
      #"{"Effect":""# + effect + #"","Action":"s3:GetObject","Resource":"arn:aws:s3:::b1/*","Condition":"# + block
        + "}",
      in: surroundings)
  }

  // MARK: Formats

  private static let format = Rule(
    lint: "condition-value-format", .medium, title: "Value that the condition key never has",
    why:
      "Values of the key have a fixed form, and this is none: a plain operator never holds with it, a negated one always.",
    remedy: "Write the value as requests have it.", link: keysPage, basis: .documented,
    example: example(#"{"StringEquals":{"aws:PrincipalOrgID":«"a1b2c3d4e5"»}}"#),
    silent: example(#"{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#),
    .condition { clause, findings in
      guard let operation = clause.operation, operation.family == .string || operation.family == .arn,
        let form = clause.key.valueForm
      else { return }
      for value in clause.values {
        let text = value.value.text
        guard !VariableTemplate.mayHoldVariables(text), !ValueForm.mayBeFilledIn(text),
          !form.canMatch(text, wildcards: operation.takesWildcards)
        else { continue }
        findings.report("\(text.quoted) is no \(form.name)", at: value.range, help: form.help)
      }
    })

  // MARK: Dates

  private static let past = Rule(
    lint: "condition-date-past", .low, title: "Time that is over",
    why:
      "The dates are in the past: an Allow that ended with them is dead text, a Deny that began with them is always on.",
    remedy: "Remove the statement or the condition, or write another date.",
    link: keysPage + "#condition-keys-currenttime", basis: .documented,
    example: example(
      #"{"DateLessThan":{"aws:CurrentTime":«"2020-06-30T00:00:00Z"»}}"#,
      in: PolicySurroundings(now: 1_767_225_600)),
    silent: example(
      #"{"DateLessThan":{"aws:CurrentTime":"2199-06-30T00:00:00Z"}}"#, in: PolicySurroundings(now: 1_767_225_600)),
    .condition { clause, findings in
      guard let now = clause.statement.policy.surroundings.now, let operation = clause.operation,
        operation.family == .date || operation.family == .numeric,
        clause.key.lowercased == "aws:currenttime" || clause.key.lowercased == "aws:epochtime", !clause.values.isEmpty
      else { return }
      let isOver = clause.values.allSatisfy {
        ConditionOperand.isDate($0.value.text, earlierThan: now) == true
      }
      guard isOver, let first = clause.values.first else { return }
      let isEnd =
        operation.base.contains("less")
        || operation.base.hasSuffix("equals") && !operation.isNegated
          && !operation.base.contains("greater")
      if isEnd {
        let verb = clause.statement.isDeny ? "denies" : "allows"
        findings.report("\(first.value.text.quoted) is over: the statement \(verb) nothing any more", at: first.range)
      } else if operation.base.contains("greater"), clause.statement.isDeny {
        findings.report(
          "\(first.value.text.quoted) is over: the statement always denies", at: first.range, severity: .info)
      }
    })

  // MARK: Addresses

  private static let anyAddress = Rule(
    lint: "condition-source-ip-any", .high, title: "Every address allowed",
    why: "The ranges hold every address of the internet: the condition limits nothing, and looks as if it did.",
    remedy: "Name the networks that requests come from.", link: keysPage + "#condition-keys-sourceip",
    basis: .documented,
    example: example(#"{"IpAddress":{"aws:SourceIp":«"0.0.0.0/0"»}}"#),
    silent: example(#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#),
    .condition { clause, findings in
      guard clause.statement.isAllow, clause.key.lowercased == "aws:sourceip",
        clause.operation?.family == .ipAddress, clause.operation?.isNegated == false
      else { return }
      let networks = clause.values.map { ConditionOperand.network($0.value.text) }
      if let index = networks.firstIndex(where: { $0?.prefixLength == 0 }) {
        let value = clause.values[index]
        findings.report("\(value.value.text.quoted) is every address", at: value.range)
      } else if AddressUnion.isEverything(networks.compactMap { $0 }) {
        findings.report("the ranges are every address together", at: clause.valuesRange)
      }
    })

  private static let plainHTTP = Rule(
    lint: "condition-insecure-transport-allow", .critical, title: "Allow for requests without encryption",
    why:
      "`aws:SecureTransport` is `false` for requests over plain HTTP: this allows just those. It was probably meant to"
      + " deny them.",
    remedy: "Write `\"Effect\": \"Deny\"`, or test for `true`.", link: keysPage + "#condition-keys-securetransport",
    basis: .documented, example: example(#"{"Bool":{«"aws:SecureTransport"»:"false"}}"#),
    silent: example(#"{"Bool":{"aws:SecureTransport":"false"}}"#, effect: "Deny"),
    .condition { clause, findings in
      guard clause.statement.isAllow, clause.key.lowercased == "aws:securetransport", clause.operation?.family == .bool,
        !clause.values.isEmpty, clause.values.allSatisfy({ $0.value.text.lowercased() == "false" })
      else { return }
      findings.report("this allows requests over plain HTTP, and no others", at: clause.keyRange)
    })

  // MARK: Own principal

  private static let role = "arn:aws:iam::111122223333:role/app"

  private static let ownPrincipal = Rule(
    lint: "condition-principal-key-in-identity", .info, kinds: [.identity],
    title: "Condition on the principal that the policy is attached to",
    why:
      "The key has the same value in every request that this policy takes part in: the condition always holds, or never.",
    remedy: "Leave the condition out, or the statement.", link: keysPage + "#condition-keys-principalarn",
    basis: .documented,
    example: example(#"{"ArnLike":{«"aws:PrincipalArn"»:"\#(role)"}}"#, in: PolicySurroundings(attachedTo: role)),
    silent: example(#"{"ArnLike":{"aws:PrincipalArn":"\#(role)"}}"#),
    .condition { clause, findings in
      guard let own = clause.statement.policy.surroundings.attachedTo, let arn = ARN(own), arn.service == "iam",
        arn.resourceType == "role" || arn.resourceType == "user", let operation = clause.operation,
        operation.family == .string || operation.family == .arn, operation.qualifier == nil,
        !clause.values.contains(where: { VariableTemplate.mayHoldVariables($0.value.text) })
      else { return }
      let value: String
      switch clause.key.lowercased {
      case "aws:principalarn": value = own
      case "aws:principalaccount": value = String(arn.account)
      default: return
      }
      let matches = clause.values.contains {
        operation.takesWildcards ? WildcardPattern($0.value.text).matches(value) : $0.value.text == value
      }
      findings.report(
        "\(clause.key.name.quoted) is always \(value.quoted): the condition"
          + (matches != operation.isNegated ? " always holds" : " never holds"), at: clause.keyRange)
    })
}

/// Networks together.
private enum AddressUnion {
  /// Whether some networks of one family hold all of its addresses.
  static func isEverything(_ networks: [ConditionOperand.Network]) -> Bool {
    [false, true].contains { isIPv6 in
      let own = networks.filter { $0.isIPv6 == isIPv6 }.sorted { $0.start < $1.start }
      guard let width = own.first?.width else { return false }
      // Counted in halves of the space, so that the whole of it does not overflow.
      var next: UInt128 = 0
      for network in own {
        guard network.start <= next else { return false }
        let hostBits = width - network.prefixLength
        guard hostBits < 128 else { return true }
        let (end, overflow) = network.start.addingReportingOverflow(1 << UInt128(hostBits))
        if overflow || (!isIPv6 && end >= 1 << 32) { return true }
        next = max(next, end)
      }
      return false
    }
  }
}
