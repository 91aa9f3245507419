import AWSInterface
import Authorization
import Testing

/// Context entries and the types of their values.
///
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ContextEntry.html
@Suite struct ContextValidationTests {
  private func run(_ entries: [ContextEntry]) throws -> Simulation {
    try Simulator().run(
      Fixtures.custom([Fixtures.policy(Fixtures.allow("*"))], ["s3:GetObject"]) { $0.contextEntries = entries })
  }

  private func message(_ entry: ContextEntry) -> String? {
    Fixtures.error(
      Fixtures.custom([Fixtures.policy(Fixtures.allow("*"))], ["s3:GetObject"]) { $0.contextEntries = [entry] })?
      .message
  }

  @Test("values must be of the type given")
  func types() {
    let valid: [(String, [String])] = [
      ("string", ["", "anything"]), ("numeric", ["0", "-12", "3.5", "+7"]), ("boolean", ["true", "False"]),
      (
        "ip",
        ["203.0.113.7", "10.0.0.0/8", "2001:db8::1", "::", "::ffff:192.0.2.1", "2001:db8::/32", "1:2:3:4:5:6:7:8"]
      ),
      ("binary", ["QmluYXJ5", "QQ==", "QUI="]),
      ("date", ["2026-01-31", "2026", "2026-01-31T12:00:00Z", "2026-01-31T12:00:00.5+01:00", "1767225600"]),
    ]
    let invalid: [(String, [String])] = [
      ("numeric", ["", "ten", "1.2.3", "1e3", "."]), ("boolean", ["", "yes", "1"]),
      (
        "ip",
        ["", "203.0.113", "203.0.113.256", "10.0.0.0/33", "2001:db8", ":::", "1:2:3:4:5:6:7:8:9", "::1/129", "12345::"]
      ),
      ("binary", ["", "Q", "QQ=", "Q!==", "Q==="]),
      ("date", ["", "yesterday", "2026-13-01", "2026-02-29", "2026-01-31T25:00:00Z", "2026-01-31T12:00:00"]),
    ]
    for (type, values) in valid {
      for value in values {
        for suffix in ["", "List"] {
          #expect(
            message(.init(keyName: "test:Key", values: [value], keyType: type + suffix)) == nil, "\(type) \(value)")
        }
      }
    }
    for (type, values) in invalid {
      for value in values {
        #expect(
          message(.init(keyName: "test:Key", values: [value], keyType: type))?
            .hasPrefix("value `\(value)` of context key `test:Key` is not") == true, "\(type) \(value)")
      }
    }
  }

  @Test("names, types and repetitions")
  func entries() throws {
    #expect(message(.init(keyName: "a:b", values: ["x"]))?.contains("has 3 characters, expected 5 to 256") == true)
    #expect(
      message(.init(keyName: "a:bcd", values: ["x"], keyType: "text"))?
        .hasPrefix("type `text` of context key `a:bcd` is unknown, expected one of `string`, `stringList`") == true)
    #expect(throws: InterfaceError.self) {
      try run([.init(keyName: "aws:SourceIp", values: ["::1"]), .init(keyName: "AWS:sourceip", values: ["::2"])])
    }
  }

  @Test("list types and several values make a set; an entry without values is left out")
  func sets() throws {
    let simulation = try run([
      .init(keyName: "test:List", values: ["a"], keyType: "stringList"),
      .init(keyName: "test:One", values: ["a"], keyType: "string"), .init(keyName: "test:Two", values: ["a", "b"]),
      .init(keyName: "test:None", values: []), .init(keyName: "test:Empty", values: [], keyType: "stringList"),
    ])
    let context = try #require(simulation.actions.first?.resources.first).request.context
    #expect(context["test:List"]?.isMultivalued == true)
    #expect(context["test:One"]?.isMultivalued == false)
    #expect(context["test:Two"]?.isMultivalued == true)
    #expect(context["test:None"] == nil)
    #expect(context["test:Empty"]?.values == [])
    #expect(simulation.notes == ["context key `test:None` has no value and is left out"])
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html: `aws:TagKeys` "Value type
  // Multivalued", `aws:SecureTransport` "Data type Boolean", "Value type Single-valued"
  // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context-keys:
  // "String (list)"
  @Test(
    "what AWS declares of a key counts, and contradictions are said",
    arguments: [
      ("aws:TagKeys", ["a"], "string", true, "is given as `string`; AWS declares it as `stringList`"),
      ("aws:TagKeys", ["a"], "stringList", true, nil), ("aws:TagKeys", ["a"], nil, true, nil),
      ("kms:EncryptionContextKeys", ["a"], "string", true, "AWS declares it as `stringList`"),
      ("aws:SecureTransport", ["true"], "string", false, nil), ("aws:SecureTransport", ["true"], "boolean", false, nil),
      ("aws:SecureTransport", ["on"], "string", false, "value `on` of context key `aws:SecureTransport` is not"),
      ("aws:SecureTransport", ["true"], "booleanList", false, "AWS declares it as `boolean`"),
      ("aws:PrincipalArn", ["a", "b"], nil, true, "has 2 values, but AWS sends one"),
      ("aws:MultiFactorAuthAge", ["60"], "numeric", false, nil),
      ("aws:MultiFactorAuthAge", ["60"], "string", false, nil),
      ("aws:MultiFactorAuthAge", ["2026-01-31"], "date", false, "AWS declares it as `numeric`"),
      ("aws:RequestTag/Team", ["a"], "stringList", false, "AWS declares it as `string`"),
      ("accounts.google.com:amr", ["a"], "string", true, "AWS declares it as `stringList`"),
      ("custom:Unknown", ["a"], "stringList", true, nil),
    ] as [(String, [String], String?, Bool, String?)])
  func declared(key: String, values: [String], type: String?, isSet: Bool, note: String?) throws {
    let simulation = try run([.init(keyName: key, values: values, keyType: type)])
    let context = try #require(simulation.actions.first?.resources.first).request.context
    #expect(context[key]?.isMultivalued == isSet)
    let notes = simulation.notes.filter { $0.contains("context key `\(key)`") }
    if let note {
      #expect(notes.count == 1 && notes[0].contains(note), "\(notes)")
    } else {
      #expect(notes == [])
    }
  }

  /// A set cannot be met by a plain operator, however the request gives it (docs/undocumented-by-aws.md, U8).
  @Test("the declaration decides whether a plain operator can hold")
  func declaredSet() throws {
    let policy = Fixtures.policy(
      #"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:TagKeys": "team"}}}"#)
    let decision = try Fixtures.decision(
      Fixtures.custom([policy], ["secretsmanager:TagResource"]) {
        $0.contextEntries = [.init(keyName: "aws:TagKeys", values: ["team"], keyType: "string")]
      })
    #expect(decision == .implicitDeny)
  }

  /// Only IAM users have a user name.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-username
  @Test("what is stated counts, with a warning where AWS never sends it")
  func neverSent() throws {
    var request = Fixtures.custom([Fixtures.policy(Fixtures.allow("s3:GetObject"))], ["s3:GetObject"])
    request.callerARN = "arn:aws:iam::111122223333:role/app"
    request.contextEntries = [.init(keyName: "aws:username", values: ["alice"])]
    let simulation = try Simulator().run(request)
    #expect(
      simulation.warnings == [
        "`aws:username` is stated, but AWS does not send it with such a request: only IAM users have a user name"
      ])
    let context = try #require(simulation.actions.first?.resources.first).request.context
    #expect(context["aws:username"]?.values == ["alice"])
    #expect(context["aws:username"]?.origin == .stated)
  }

  @Test("a key that suits one of the actions is in order")
  func suitsOne() throws {
    let stage = ContextEntry(keyName: "secretsmanager:VersionStage", values: ["AWSCURRENT"])
    var request = Fixtures.custom(
      [Fixtures.policy(Fixtures.allow("secretsmanager:*"))],
      ["secretsmanager:ListSecrets", "secretsmanager:GetSecretValue"])
    request.contextEntries = [stage]
    #expect(try Simulator().run(request).warnings.isEmpty)
    request.actionNames = ["secretsmanager:ListSecrets"]
    #expect(try Simulator().run(request).warnings.count == 1)
  }
}
