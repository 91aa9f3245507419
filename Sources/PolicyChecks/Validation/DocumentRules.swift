import DocumentSyntax
import PolicyLanguage
import SourceText

/// Checks of a document as a whole: version, Sids, size, statements said twice.
enum DocumentRules {
  static let rules = [missingVersion, uniqueSidsRequired, uniqueSidsRecommended, emptySid, redundantStatement] + sizes

  private static let missingVersion = Rule(
    awsCode: "MISSING_VERSION", .warning, title: "Policy without `Version`",
    why: "Without it AWS reads the document as version 2008-10-17, which has no policy variables.",
    remedy: "Add `\"Version\": \"2012-10-17\"`.",
    example: .document(#"«{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}»"#),
    silent: GrammarRuleTable.read,
    .policy { facts, findings in
      guard let root = facts.root, !root.members.contains(where: { $0.name == "Version" }) else { return }
      let fix = PolicyEdits(facts)?.insertion(
        into: facts.policy.range, "Version", "\"2012-10-17\"", title: "add `\"Version\": \"2012-10-17\"`",
        facts.mayHoldVariables ? .changesBehaviour : .safe)
      findings.report("the policy has no `Version`", at: facts.policy.range, fixes: fix.map { [$0] } ?? [])
    })

  // MARK: Sids

  private static func twice(_ code: String, _ type: FindingType, _ kinds: Set<PolicyKind>, _ why: String) -> Rule {
    let kind: PolicyKind = kinds.contains(.identity) ? .identity : .resource
    let principal = kind == .resource ? #""Principal":{"AWS":"444455556666"},"# : ""
    func statement(_ sid: String, _ action: String) -> String {
      #"{"Sid":"# + sid + #","Effect":"Allow","# + principal + #""Action":""# + action
        + #"","Resource":"arn:aws:s3:::b1/*"}"#
    }
    return Rule(
      awsCode: code, type, kinds: kinds, title: "One `Sid` for several statements", why: why,
      remedy: "Give each statement a `Sid` of its own.",
      example: .statements(
        statement(#"«"A"»"#, "s3:GetObject") + "," + statement(#"«"A"»"#, "s3:PutObject"), kind),
      silent: .statements(statement(#""A""#, "s3:GetObject") + "," + statement(#""B""#, "s3:PutObject"), kind),
      .policy { facts, findings in
        guard RepeatedSids.mayBe(in: facts.policy.statements) else { return }
        var places: [String: [ByteRange]] = [:]
        for statement in facts.policy.statements {
          guard let sid = statement.sid, !sid.value.isEmpty else { continue }
          places[sid.value, default: []].append(sid.range)
        }
        for (sid, ranges) in places.sorted(by: { $0.key < $1.key }) where ranges.count > 1 {
          let edits = PolicyEdits(facts)
          let others = facts.unusedSids(like: sid, count: ranges.count - 1)
          findings.report(
            "the Sid \(sid.quoted) is given to \(ranges.count) statements", at: ranges,
            fixes: zip(ranges.dropFirst(), others).compactMap { range, name in
              edits?.replacement(of: range, with: name, title: "write `\(name)`", .safe)
            })
        }
      })
  }

  private static let uniqueSidsRequired = twice(
    "UNIQUE_SIDS_REQUIRED", .error, Set<PolicyKind>.withPlainSids.subtracting([.roleTrust]),
    "AWS refuses a policy of this kind in which two statements have one `Sid`.")

  private static let uniqueSidsRecommended = twice(
    "UNIQUE_SIDS_RECOMMENDED", .warning, .resourceBased,
    "A `Sid` is there to tell statements apart, in reports as well as for people.")

  private static let emptySid = Rule(
    awsCode: "EMPTY_SID_VALUE", .suggestion, title: "Empty `Sid`", why: "It says nothing.",
    remedy: "Give the statement a name, or leave `Sid` out.",
    example: .statements(#"{"Sid":«""»,"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#),
    silent: GrammarRuleTable.read,
    .statement { statement, findings in
      guard let sid = statement.statement.sid, sid.value.isEmpty else { return }
      let edits = PolicyEdits(statement.policy)
      findings.report(
        "`Sid` is empty", at: sid.range,
        fixes: edits?.member(of: sid.range).flatMap { edits?.removal(of: $0, title: "remove `Sid`", .safe) }
          .map { [$0] } ?? [])
    })

  // MARK: Statements

  private static let redundantStatement = Rule(
    awsCode: "REDUNDANT_STATEMENT", .suggestion, title: "Statement said twice",
    why: "The second says nothing new, and whoever changes one will miss the other.", remedy: "Remove one of them.",
    example: .statements(
      #"«{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}»,«{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"*"}»"#
    ),
    silent: .statements(
      #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}"#
    ),
    .policy { facts, findings in
      // What could not be read of a statement may be what tells it from another.
      var groups: [String: [ByteRange]] = [:]
      let statements = facts.policy.statements
      for place in StatementDigest.alike(statements) where facts.isWhole(statements[place]) {
        groups[StatementSignature(statements[place]).text, default: []].append(statements[place].range)
      }
      for ranges in groups.values.filter({ $0.count > 1 }).sorted(by: { $0[0].lowerBound < $1[0].lowerBound }) {
        let edits = PolicyEdits(facts)
        findings.report(
          "\(ranges.count) statements say the same", at: ranges,
          fixes: ranges.dropFirst().compactMap { edits?.removal(of: $0, title: "remove the copy", .safe) })
      }
    })

  /// Whether two statements are copies of each other but for their Sids and the order of what they list.
  static func saysTheSame(_ a: Statement, _ b: Statement) -> Bool {
    StatementDigest.alike([a, b]).count == 2 && StatementSignature(a).text == StatementSignature(b).text
  }

  // MARK: Size

  private static let sizes = [
    size("POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", .warning, .identityBased, .roleInline),
    size("POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA", .warning, .trust, .roleTrust),
    size("POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA", .warning, .resourceBasedButTrust, .s3Bucket),
    size("POLICY_SIZE_EXCEEDS_SCP_QUOTA", .error, .serviceControl, .serviceControl),
    size("POLICY_SIZE_EXCEEDS_RCP_QUOTA", .error, .resourceControl, .resourceControl),
  ]

  private static func size(
    _ code: String, _ type: FindingType, _ kinds: Set<PolicyKind>, _ quota: SizeQuota
  ) -> Rule {
    let kind = PolicyKind.allCases.first(where: kinds.contains) ?? .identity
    let isResource = kind == .resource
    let long = #"{"Version":"2012-10-17","Id":""# + String(ofLength: quota.limit) + #"","Statement":[]}"#
    return Rule(
      awsCode: code, type, kinds: kinds, title: "Larger than \(quota.name) can be",
      why: "AWS refuses to store a policy of more than \(quota.limit) \(quota.unitName)"
        + (isResource
          ? ". The limits of resource policies differ by service, and the one that AWS's validator takes is not"
            + " published: iamsim takes that of S3 buckets, and of KMS keys for key policies." : "."),
      remedy: "Split the policy, or join actions by wildcards.", basis: isResource ? .bestReading : .documented,
      example: .document("«" + long + "»", kind),
      silent: .document(#"{"Version":"2012-10-17","Statement":[]}"#, kind),
      .policy { facts, findings in
        let quota = facts.kind == .kmsKey ? .kmsKey : facts.kind == .vpcEndpoint ? .vpcEndpoint : quota
        guard facts.mayHave(quota.limit + 1) else { return }
        let size = facts.size(for: quota)
        guard size > quota.limit else { return }
        findings.report(
          "the policy has \(size) \(quota.unitName), \(quota.name) at most \(quota.limit)", at: facts.policy.range)
      })
  }
}

extension String {
  /// A text of some length, made at once; the library’s `init(repeating:count:)` appends one by one.
  init(ofLength count: Int) {
    self.init(decoding: [UInt8](repeating: UInt8(ascii: "x"), count: count), as: UTF8.self)
  }
}

extension SizeQuota {
  /// What is counted, for messages.
  var unitName: String {
    switch unit {
    case .bytes: return "bytes"
    case .characters: return "characters"
    case .charactersWithoutWhitespace: return "characters without white space"
    }
  }
}
