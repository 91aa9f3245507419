import Authorization
import PolicyLanguage
import PolicyTestSupport
import SourceText
import Testing

/// Every operator on every pair of a list of awkward values, by both evaluators.
@Suite struct OperatorGridTests {
  static let operators = [
    "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike",
    "StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals",
    "NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals", "DateNotEquals", "DateLessThan",
    "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress",
    "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "Null",
  ]

  /// Well formed and malformed values of each family; each operator meets its family's and the common ones.
  static let common = ["", "a", "*", "true", "1", "2026", "10.0.0.1", "arn:aws:s3:::b", "QQ==", "${$}"]
  static let texts = [
    " ", "A", "ab", "**", "?", "??", "a*", "*b", "a?", "e\u{301}", "\u{e9}", "\u{c9}", "\u{df}", "SS", "\u{1F511}",
    "${*}",
    "${?}", "a${*}b", "a*b", "a?b", "a$b", "$", "$a", "TRUE", "false", "yes",
  ]
  static let numbers = [
    "0", "-0", "0.0", "01", "1.0", "1.10", "1.1", "-1", "+1", "1e1", "10", "1E-1", "0.1", ".1", "1.", ".", "e1", "--1",
    "1.1.1", "99999999999999999", "100000000000000000", "0.000000000000000001", "1767225600", "1767225600.25", "-0.25",
  ]
  static let dates = [
    "2026-01", "2026-1", "2026-01-01", "2026-02-29", "2024-02-29", "2026-13", "2026-01-01T00:00Z",
    "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00.0Z", "2026-01-01T00:00:00.25Z", "2026-01-01T01:00:00+01:00", "2025-12-31T23:00:00-01:00",
    "2026-01-01T00:00:00", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01 00:00:00Z", "1767225600",
    "1767225600.25", "0000", "0001", "1969-12-31T23:59:59.75Z", "-0.25", "9999-12-31", "300",
  ]
  static let addresses = [
    "10.0.0.1/32", "10.0.0.0/8", "10.0.0.255/8", "0.0.0.0/0", "10.0.0.1/33", "10.0.0", "10.0.0.256", "10.0.0.01",
    "010.0.0.1", "10.0.0.1/", "10.0.0.1/-1", "10.0.0.0/08", "::", "::/0", "::1", "::1/128", "::1/129", "2001:db8::/32",
    "2001:DB8::1", "2001:db8:0:0:0:0:0:1", "2001:0db8::0001", "2001:db8::1::1", "1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7:8:9", "::ffff:10.0.0.1", "::10.0.0.1", "fe80::1%eth0", "12345::", ":",
  ]
  static let arns = [
    "arn:aws:s3:::b/a:c", "arn:aws:s3:::*", "arn:aws:s3:::?", "arn:aws:*:*:*:*", "arn:*", "arn:aws:s3::",
    "arn:aws:s3::b",
    "arn:aws:s*:::b", "arn:a?s:s3:::b", "*:aws:s3:::b", "arn:aws:s3:*", "ARN:aws:s3:::b", "arn::::: ", "arn:::::", "**",
  ]
  static let base64 = ["QQ", "QR==", "QQ=", "QUI=", "QUJD", "QUJ", "====", "Q===", "QU D", "Q-_="]

  static func values(for name: String) -> [String] {
    switch name.prefix(3) {
    case "Num": return common + numbers
    case "Dat": return common + dates
    case "IpA", "Not": return common + addresses
    case "Arn": return common + arns + texts.prefix(8)
    case "Bin": return common + base64
    default: return common + texts + arns.prefix(4) + numbers.prefix(4)
    }
  }

  private func compare(_ clause: ConditionClause, _ context: RequestContext) throws -> String? {
    let statement = Statement(
      range: ByteRange(0, 0), effect: Located(.allow, at: ByteRange(0, 0)), action: Self.everything,
      resource: Self.everything,
      condition: ConditionBlock(nameRange: ByteRange(0, 0), range: ByteRange(0, 0), clauses: [clause]))
    let policy = Policy(
      file: SourceFile(name: "grid", text: ""), range: ByteRange(0, 0), kind: .identity,
      version: Located(.v2012, at: ByteRange(0, 0)), statements: [statement])
    let policies = ReferencePolicies(identity: [policy])
    let request = AuthorizationRequest(
      principal: .user(accountID: "111111111111", name: "alice"), action: "s3:GetObject", resource: Resource("*"),
      context: context)
    let literal = ReferenceEvaluator(policies)
    let authorizer = Authorizer(try policies.compiled())
    let expected = literal.evaluate(request).decision
    let actual = authorizer.decide(request)
    return expected == actual ? nil : "literal \(expected), compiled \(actual)"
  }

  private static let everything = ListElement(
    isNegated: false, nameRange: ByteRange(0, 0), range: ByteRange(0, 0),
    values: [Located("*", at: ByteRange(0, 0))])

  private func clause(_ name: String, _ values: [String]) -> ConditionClause {
    ConditionClause(
      operatorName: Located(ConditionOperatorName(parsing: name), at: ByteRange(0, 0)),
      key: Located("app:Key", at: ByteRange(0, 0)), valuesRange: ByteRange(0, 0),
      values: values.map { Located(ConditionValue($0), at: ByteRange(0, 0)) })
  }

  @Test(arguments: operators)
  func pairsOfValues(name: String) throws {
    var disagreements: [String] = []
    for policyValue in Self.values(for: name) {
      let clause = clause(name, [policyValue])
      for requested in Self.values(for: name) {
        if let difference = try compare(clause, RequestContext([.init("app:Key", [requested])])) {
          disagreements.append("\(name) policy `\(policyValue)`, request `\(requested)`: \(difference)")
        }
      }
    }
    #expect(disagreements.isEmpty, "\(disagreements.count): \(disagreements.prefix(40).joined(separator: "\n"))")
  }

  /// Every operator with every qualifier, `IfExists` and number of values on both sides, known and unknown keys.
  @Test func statesOfKeys() throws {
    let states: [RequestContext] = [
      RequestContext(), RequestContext([.init("app:Key", [])]), RequestContext([.init("app:Key", [""])]),
      RequestContext([.init("APP:KEY", ["true"])]), RequestContext([.init("app:Key", ["true"], isMultivalued: true)]),
      RequestContext([.init("app:Key", [], isMultivalued: true)]),
      RequestContext([.init("app:Key", [""], isMultivalued: true)]),
      RequestContext([.init("app:Key", ["true", "other"])]), RequestContext([.init("app:Key", ["", "true"])]),
      RequestContext([.init("app:Key", ["", ""])]),
    ]
    let lists = [
      [], ["true"], ["other"], ["true", "other"], [""], ["", "true"], ["${app:Other}"], ["true", "${app:Other}"],
    ]
    var disagreements: [String] = []
    for base in Self.operators {
      for qualifier in ["", "ForAllValues:", "ForAnyValue:"] {
        for suffix in base == "Null" ? [""] : ["", "IfExists"] {
          let name = qualifier + base + suffix
          for list in lists {
            let clause = clause(name, list)
            for state in states {
              if let difference = try compare(clause, state) {
                disagreements.append("\(name) \(list) on \(state.entries): \(difference)")
              }
            }
          }
        }
      }
    }
    #expect(disagreements.isEmpty, "\(disagreements.count): \(disagreements.prefix(40).joined(separator: "\n"))")
  }
}
