import DocumentSyntax
import PolicyLanguage
import SourceText

/// What the linter says of a document as a whole.
enum DocumentLintRules {
  static let rules = [characters, outdatedVersion, noStatements, kindHint]

  private static let read = #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b1/*"}"#

  private static let characters = Rule(
    lint: "policy-charset", .error, kinds: .withPlainSids, title: "Character that IAM does not accept",
    why:
      "IAM takes tab, line ends and the characters from U+0020 to U+00FF. Quotation marks and dashes that come out of"
      + " a word processor, and letters of other scripts, make it refuse the whole document.",
    remedy: "Write the character that was meant, or leave it out.",
    link: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html", basis: .documented,
    example: .statements(#"{"Sid":"A","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b«–»1/*"}"#),
    silent: .statements(#"{"Sid":"A","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b-1/*"}"#),
    .grammar)

  // MARK: Version

  private static let outdatedVersion = Rule(
    lint: "version-outdated", .low, kinds: Set<PolicyKind>.all.subtracting(.organization),
    title: "Version 2008-10-17 of the policy language",
    why:
      "In the old version `${aws:username}` and the like are plain text: a variable that somebody adds later silently"
      + " matches nothing.",
    remedy: "Write `2012-10-17`.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html",
    basis: .documented,
    example: .document(#"{"Version":«"2008-10-17"»,"Statement":[\#(read)]}"#),
    silent: .document(#"{"Version":"2012-10-17","Statement":[\#(read)]}"#),
    .policy { facts, findings in
      // With a variable in it, `variable-unsupported-in-version` says what is wrong.
      guard let version = facts.policy.version, version.value == .v2008, !facts.mayHoldVariables else { return }
      let fix = PolicyEdits(facts)?.replacement(
        of: version.range, with: PolicyVersion.v2012.rawValue, title: "write `2012-10-17`", .safe)
      findings.report(
        "the version `2008-10-17` has no policy variables", at: version.range, fixes: fix.map { [$0] } ?? [])
    })

  // MARK: Statements

  private static let noStatements = Rule(
    lint: "structure-empty-statement", .medium, title: "Policy whose `Statement` is empty",
    why: "It allows and denies nothing. AWS may refuse it; where it does not, somebody probably meant to write more.",
    remedy: "Write the statement, or remove the policy.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html",
    needsWholePolicy: true,
    example: .document(#"{"Version":"2012-10-17","Statement":«[]»}"#), silent: .statements(read),
    .policy { facts, findings in
      guard facts.policy.statements.isEmpty, let node = facts.root?["Statement"], node.kind == .array,
        node.elements.isEmpty
      else { return }
      findings.report("`Statement` is empty", at: node.range)
    })

  // MARK: Kind

  private static let kindHint = Rule(
    lint: "kind-hint", .info, kinds: .all, title: "Policy that looks like one of another kind",
    why:
      "Every statement of it is of a form that only another kind of policies has, so that most of what is found in it"
      + " may come from the kind that it was checked as.",
    remedy: "Check it as the kind that it is.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html",
    example: .document(
      #"«{"Version":"2012-10-17","Id":"app","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}»"#
    ),
    silent: .statements(read),
    .policy { facts, findings in
      guard !facts.statements.isEmpty, let kind = likelyKind(facts) else { return }
      findings.report(
        "every statement is one of \(kind.phrase)", at: facts.policy.range,
        help: "check it as `\(kind.rawValue)` if that is what it is")
    })

  /// The kind that all statements are of in form, where it is not the one that the policy is taken for.
  private static func likelyKind(_ facts: PolicyFacts) -> PolicyKind? {
    let all = facts.statements
    if !facts.kind.hasPrincipal {
      guard all.allSatisfy({ $0.statement.principal != nil }) else { return nil }
      if all.allSatisfy({ isAssumption($0) && $0.statement.resource == nil }) { return .roleTrust }
      return all.allSatisfy(isDenialOfEveryone) ? .resourceControl : .resource
    }
    if facts.kind == .resource, facts.resourceType == nil,
      all.allSatisfy({ $0.isAllow && isAssumption($0) && $0.statement.resource == nil })
    {
      return .roleTrust
    }
    guard facts.kind == .resource || facts.kind == .roleTrust, facts.resourceType == nil || facts.kind == .roleTrust,
      all.allSatisfy({ $0.statement.principal == nil && $0.statement.resource != nil })
    else { return nil }
    return .identity
  }

  private static func isAssumption(_ statement: StatementFacts) -> Bool {
    !statement.actions.isEmpty
      && statement.actions.allSatisfy { !$0.isNegated && $0.written.foldedText.hasPrefix("sts:assumerole") }
  }

  private static func isDenialOfEveryone(_ statement: StatementFacts) -> Bool {
    statement.isDeny && statement.principals.count == 1
      && statement.principals.allSatisfy { $0.kind == .everyone && !$0.isNegated }
  }
}

extension PolicyKind {
  /// What such policies are called, in the plural.
  fileprivate var phrase: String {
    switch self {
    case .identity: return "identity policies: it names no principal, but a resource"
    case .roleTrust: return "trust policies: it lets principals assume a role"
    case .resourceControl: return "resource control policies: it denies everyone"
    case .resource: return "resource policies: it names principals"
    case .permissionsBoundary: return "permissions boundaries"
    case .session: return "session policies"
    case .kmsKey: return "key policies"
    case .serviceControl: return "service control policies"
    case .vpcEndpoint: return "endpoint policies"
    }
  }
}

extension PolicyFacts {
  /// Whether the text `${` stands anywhere in it.
  var mayHoldVariables: Bool {
    let bytes = policy.file.bytes[policy.range.indices.clamped(to: policy.file.bytes.indices)]
    var isAfterDollar = false
    for byte in bytes {
      if isAfterDollar, byte == UInt8(ascii: "{") { return true }
      isAfterDollar = byte == UInt8(ascii: "$")
    }
    // `\u0024{` and the like.
    return bytes.contains(UInt8(ascii: "\\"))
  }
}
