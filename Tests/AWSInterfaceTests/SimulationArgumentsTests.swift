import AWSInterface
import PolicySources
import SourceText
import Testing

/// Shorthand and JSON forms of parameters.
/// https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html
@Suite struct SimulationArgumentsTests {
  let arguments = SimulationArguments()

  @Test("context entries in shorthand")
  func shorthand() throws {
    let cases: [(String, ContextEntry)] = [
      (
        "ContextKeyName=aws:MultiFactorAuthPresent,ContextKeyValues=true,ContextKeyType=boolean",
        ContextEntry(keyName: "aws:MultiFactorAuthPresent", values: ["true"], keyType: "boolean")
      ),
      // As in https://docs.aws.amazon.com/cli/latest/reference/iam/simulate-custom-policy.html#examples
      (
        "ContextKeyName='aws:CurrentTime',ContextKeyValues='2019-04-25T11:00:00Z',ContextKeyType=date",
        ContextEntry(keyName: "aws:CurrentTime", values: ["2019-04-25T11:00:00Z"], keyType: "date")
      ),
      (
        "ContextKeyName=aws:TagKeys,ContextKeyValues=team,Environment,ContextKeyType=stringList",
        ContextEntry(keyName: "aws:TagKeys", values: ["team", "Environment"], keyType: "stringList")
      ),
      (
        "ContextKeyName=aws:TagKeys,ContextKeyValues=[team, \"a,b\"],ContextKeyType=stringList",
        ContextEntry(keyName: "aws:TagKeys", values: ["team", "a,b"], keyType: "stringList")
      ),
      (
        "ContextKeyName=aws:TagKeys,ContextKeyValues=team,",
        ContextEntry(keyName: "aws:TagKeys", values: ["team"])
      ),
      (
        #"ContextKeyName=aws:UserAgent,ContextKeyValues=a\,b"#,
        ContextEntry(keyName: "aws:UserAgent", values: ["a,b"])
      ),
      (
        #"ContextKeyName=aws:UserAgent,ContextKeyValues="say \"x\"""#,
        ContextEntry(keyName: "aws:UserAgent", values: [#"say "x""#])
      ),
      (
        "ContextKeyName=s3:prefix,ContextKeyValues=a=b,ContextKeyType=string",
        ContextEntry(keyName: "s3:prefix", values: ["a=b"], keyType: "string")
      ),
      (
        "ContextKeyType=string,ContextKeyValues=,ContextKeyName=s3:prefix",
        ContextEntry(keyName: "s3:prefix", values: [""], keyType: "string")
      ),
      (
        "ContextKeyName=aws:TagKeys,ContextKeyValues=[],ContextKeyType=stringList",
        ContextEntry(keyName: "aws:TagKeys", values: [], keyType: "stringList")
      ),
    ]
    for (text, expected) in cases {
      #expect(try arguments.contextEntries([text]) == [expected], "\(text)")
    }
  }

  @Test("several entries, each in its own value, and a JSON list of the same")
  func several() throws {
    let shorthand = try arguments.contextEntries([
      "ContextKeyName=aws:SourceIp,ContextKeyValues=203.0.113.7,ContextKeyType=ip",
      "ContextKeyName=aws:SecureTransport,ContextKeyValues=true,ContextKeyType=boolean",
    ])
    let json = try arguments.contextEntries([
      """
      [{"ContextKeyName": "aws:SourceIp", "ContextKeyValues": ["203.0.113.7"], "ContextKeyType": "ip"},
       {"ContextKeyName": "aws:SecureTransport", "ContextKeyValues": ["true"], "ContextKeyType": "boolean"}]
      """
    ])
    #expect(shorthand.count == 2)
    #expect(shorthand == json)
    let one = try arguments.contextEntries([#"{"ContextKeyName": "aws:SourceIp", "ContextKeyValues": ["::1"]}"#])
    #expect(one == [ContextEntry(keyName: "aws:SourceIp", values: ["::1"])])
  }

  @Test("mistakes in an entry are pointed at")
  func mistakes() throws {
    let cases: [(text: String, message: String, column: Int)] = [
      ("ContextKeyName", "expected `=` after `ContextKeyName`", 15),
      ("ContextKeyName=a:b,", "expected a context key, a string", 16),
      (",ContextKeyName=a:b", "expected `Key=value`", 1),
      ("ContextKeyName=a:bcd,Value=x", "unknown parameter `Value`", 22),
      ("ContextKeyName=a:bcd,ContextKeyName=x", "`ContextKeyName` is given twice", 22),
      ("ContextKeyValues='x", "quote is not closed", 18),
      ("ContextKeyName=a:bcd,ContextKeyValues=[x", "expected `,` or `]`", 41),
      (#"[{"ContextKeyName": 5}]"#, "expected a context key, a string", 21),
      (#"{"ContextKeyName": "a:bcd", "ContextKeyValues": [true]}"#, "expected a context value, a string", 50),
      (#"{"ContextKeyValues": []}"#, "`ContextKeyName` is missing", 1),
      ("[1]", "expected a context entry with", 2),
    ]
    for (text, message, column) in cases {
      let error = #expect(throws: InterfaceError.self, "\(text)") { try arguments.contextEntries([text]) }
      let diagnostic = try #require(error?.diagnostics.first, "\(text)")
      #expect(error?.code == .invalidInput)
      #expect(diagnostic.message.hasPrefix(message), "\(text)")
      #expect(diagnostic.file.name == "--context-entries")
      #expect(diagnostic.file.position(at: diagnostic.range.lowerBound).column == column, "\(text)")
    }
  }

  @Test("deep nesting is refused, not followed")
  func nesting() throws {
    let text = "ContextKeyValues=" + String(repeating: "[", count: 10_000)
    #expect(throws: InterfaceError.self) { try arguments.contextEntries([text]) }
    #expect(throws: InterfaceError.self) { try arguments.contextEntries([String(repeating: "[", count: 10_000)]) }
  }

  @Test("a policy identifier is exactly one of three things")
  func exclusions() throws {
    let identifiers = try arguments.policyExclusions([
      "PolicyType=inline", "PolicyArn=arn:aws:iam::aws:policy/Read*",
      "InlinePolicyIdentifier={PolicyName=p,AttachmentType=user,AttachmentName=al*}",
    ])
    #expect(
      identifiers == [
        .type("inline"), .arn("arn:aws:iam::aws:policy/Read*"),
        .inline(policyName: "p", attachmentType: "user", attachmentName: "al*"),
      ])
    let json = #"[{"InlinePolicyIdentifier": {"PolicyName": "p", "AttachmentType": "user", "AttachmentName": "al*"}}]"#
    #expect(try arguments.policyExclusions([json]) == [identifiers[2]])
    for text in [
      "PolicyType=inline,PolicyArn=arn:aws:iam::aws:policy/X", "{}", "InlinePolicyIdentifier={PolicyName=p}",
    ] {
      #expect(throws: InterfaceError.self, "\(text)") { try arguments.policyExclusions([text]) }
    }
  }

  @Test("organization levels as JSON, in shorthand, or a document a level")
  func levels() throws {
    let text = #"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#
    let escaped = text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
    let json =
      #"[{"ServiceControlPolicyInputList": ["\#(escaped)", "\#(escaped)"]}, {"ServiceControlPolicyInputList": ["\#(escaped)"]}]"#
    func texts(_ levels: [[SourceFile]]) -> [[String]] {
      levels.map { $0.map { $0.text(ByteRange(0, $0.bytes.count)) } }
    }
    #expect(texts(try arguments.organizationPolicyLevels([json])) == [[text, text], [text]])
    #expect(texts(try arguments.organizationPolicyLevels([text, text])) == [[text], [text]])
    #expect(
      texts(try arguments.organizationPolicyLevels(["ServiceControlPolicyInputList='\(text)'"])) == [[text]])
    // A document as an object keeps its place in the list.
    let nested = try arguments.organizationPolicyLevels([#"[{"ServiceControlPolicyInputList": [\#(text)]}]"#])
    let file = try #require(nested.first?.first)
    #expect(file.text(ByteRange(0, file.bytes.count)).hasSuffix(text + "   "))
    #expect(file.bytes.count == 36 + text.utf8.count + 3)
    #expect(throws: InterfaceError.self) { try arguments.organizationPolicyLevels([#"[{"Levels": []}]"#]) }
  }

  @Test("a path without its file:// is recognised")
  func pathWithoutScheme() throws {
    let error = #expect(throws: InterfaceError.self) {
      try arguments.documents(["policy.json"], flag: "--policy-input-list")
    }
    #expect(error?.message == "`policy.json` is not a policy document (--policy-input-list)")
    #expect(error?.help == "to give a file, write `file://policy.json`")
    let missing = #expect(throws: InterfaceError.self) {
      try arguments.documents(["file://policy.json"], flag: "--policy-input-list")
    }
    #expect(missing?.message == "no such file: `policy.json`")
  }

  @Test("documents as several values or one JSON list")
  func documents() throws {
    let two = try arguments.documents([#"{"a": 1}"#, "Version: x\nStatement: []\n"], flag: "--policy-input-list")
    #expect(two.map(\.name) == ["--policy-input-list[1]", "--policy-input-list[2]"])
    let list = try arguments.documents([#"["{\"a\": 1}", "{}"]"#], flag: "--policy-input-list")
    #expect(list.map { $0.text(ByteRange(0, 99)) } == [#"{"a": 1}"#, "{}"])
  }

  @Test("the command line wins over --cli-input-json")
  func inputJSON() throws {
    var request = SimulationRequest(.principal)
    request.actionNames = ["s3:GetObject"]
    request.maxItems = 7
    try arguments.merge(
      cliInputJSON: """
        {"PolicySourceArn": "arn:aws:iam::111122223333:user/alice", "ActionNames": ["s3:PutObject"],
         "PolicyInputList": ["{}"], "ResourceArns": ["*"], "MaxItems": 2, "ResourceOwner": "444455556666",
         "ContextEntries": [{"ContextKeyName": "aws:SourceIp", "ContextKeyValues": ["203.0.113.7"]}],
         "PolicyExclusionList": [{"PolicyType": "inline"}]}
        """, into: &request)
    #expect(request.policySourceARN == "arn:aws:iam::111122223333:user/alice")
    #expect(request.actionNames == ["s3:GetObject"])
    #expect(request.maxItems == 7)
    #expect(request.resourceARNs == ["*"])
    #expect(request.resourceOwner == "444455556666")
    #expect(request.policyInputs.map(\.bytes) == [Array("{}".utf8)])
    #expect(request.contextEntries.map(\.keyName) == ["aws:SourceIp"])
    #expect(request.policyExclusions == [.type("inline")])
  }

  @Test("mistakes in --cli-input-json are pointed at")
  func inputJSONMistakes() throws {
    for (text, message) in [
      (#"{"ActionNames": "s3:GetObject"}"#, "expected `ActionNames` to be a list"),
      (#"{"PolicySourceArn": "x"}"#, "unknown parameter `PolicySourceArn`"),
      (#"{"MaxItems": "2"}"#, "expected a number"), (#"{"ResourceArns": [1]}"#, "expected an ARN, a string"),
      (#"{"ActionNames": ["#, ""), ("[]", "expected an object with"),
    ] {
      var request = SimulationRequest(.custom)
      let error = #expect(throws: InterfaceError.self, "\(text)") {
        try arguments.merge(cliInputJSON: text, into: &request)
      }
      #expect(error?.message.hasPrefix(message) == true, "\(text)")
      #expect(error?.diagnostics.isEmpty == false, "\(text)")
    }
  }
}
