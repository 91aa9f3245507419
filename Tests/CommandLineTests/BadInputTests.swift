import CommandLine
import Foundation
import Testing

/// Whatever a person gets wrong: one clear message with its place, status 2, nothing on standard output, no crash.
@Suite("Bad input")
struct BadInputTests {
  static let policy = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#
  static let valid = ["--policy-input-list", policy, "--action-names", "s3:GetObject"]

  /// Simulates and checks what holds for every failure; gives the messages.
  private func messages(_ arguments: [String], _ subcommand: String = "simulate-custom-policy") -> String {
    let outcome = CommandLineTool.run([subcommand] + arguments)
    #expect(outcome.status == .failure)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.hasSuffix("\n"))
    return outcome.messages
  }

  /// The same with one policy in a file of its own; `PATH` in the result stands for the file's path.
  private func messages(policy bytes: Data) throws -> String {
    let folder = try TemporaryFolder()
    let path = try folder.write("policy.json", bytes)
    return messages(["--action-names", "s3:GetObject", "--policy-input-list", "file://" + path])
      .replacingOccurrences(of: path, with: "PATH")
  }

  private func messages(policy text: String) throws -> String { try messages(policy: Data(text.utf8)) }

  // MARK: Files

  @Test("a file that is not there")
  func missingFile() {
    #expect(
      messages(["--action-names", "s3:GetObject", "--policy-input-list", "file://no/such/policy.json"])
        == "iamsim: error: no such file: `no/such/policy.json`\n")
  }

  @Test("a directory")
  func directory() throws {
    let folder = try TemporaryFolder()
    let message = messages(["--action-names", "s3:GetObject", "--policy-input-list", "file://" + folder.url.path])
    #expect(message == "iamsim: error: `\(folder.url.path)` is a directory, expected a file\n")
  }

  @Test("a file that may not be read")
  func unreadableFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("policy.json", Self.policy)
    let run = try UnprivilegedChild.iamsim(
      ["simulate-custom-policy", "--action-names", "s3:GetObject", "--policy-input-list", "file://" + path],
      withoutAccessTo: path)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.messages == "iamsim: error: no permission to read `\(path)`\n")
  }

  @Test("a path without file://")
  func pathWithoutScheme() {
    let message = messages(["--action-names", "s3:GetObject", "--policy-input-list", "policies/x.json"])
    #expect(message.hasPrefix("iamsim: error: `policies/x.json` is not a policy document"))
    #expect(message.contains("\n  help: to give a file, write `file://policies/x.json`\n"))
  }

  @Test("a file of 100 MB, refused without reading it")
  func hugeFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("policy.json", "")
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.truncate(atOffset: 100_000_000)
    try handle.close()
    let message = messages(["--action-names", "s3:GetObject", "--policy-input-list", "file://" + path])
    #expect(message.hasPrefix("iamsim: error: `\(path)` holds 100000000 bytes, expected at most "))
  }

  // MARK: Documents

  @Test("invalid JSON")
  func invalidJSON() throws {
    let message = try messages(policy: "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n}\n")
    #expect(message.hasPrefix("PATH:4:1: error: "))
  }

  @Test("every mistake of a policy in one go, each with its place")
  func wrongTypes() throws {
    let message = try messages(
      policy: """
        {
          "Version": 2012,
          "Statement": [
            { "Effect": "allow", "Action": 5, "Resource": "*" },
            { "Effect": "Allow", "Action": "s3:*", "Resource": { "a": "b" } }
          ]
        }
        """)
    for place in ["PATH:2:14: error: ", "PATH:4:17: error: ", "PATH:4:36: error: ", "PATH:5:56: error: "] {
      #expect(message.contains(place))
    }
  }

  @Test("a policy that is no object")
  func noObject() throws {
    #expect(try messages(policy: "\"a text\"").hasPrefix("PATH:1:1: error: "))
    #expect(try messages(policy: "").hasPrefix("PATH:1:1: error: "))
  }

  @Test("malformed UTF-8")
  func malformedUTF8() throws {
    let message = try messages(policy: Data("{\n  \"Version\": \"".utf8) + Data([0xC3, 0x28]) + Data("\"\n}".utf8))
    #expect(message.hasPrefix("PATH:2:15: error: "))
    #expect(message.contains("UTF-8"))
  }

  @Test("an array 10,000 deep")
  func deepArray() throws {
    let text = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
    let message = try messages(policy: text)
    #expect(message.contains("PATH:1:"))
    #expect(message.contains(": error: "))
    #expect(message.utf8.count < 4_000)
  }

  @Test("a policy of more than 131,072 characters")
  func tooLong() throws {
    let actions = (0..<8_000).map { "\"s3:Action\($0)Something\"" }.joined(separator: ",")
    let text = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["# + actions + #"],"Resource":"*"}]}"#
    try #require(text.count > 131_072)
    let message = try messages(policy: text)
    #expect(message.hasPrefix("PATH:1:1"))
    #expect(message.contains("131,072") || message.contains("131072"))
  }

  // MARK: Parameters

  @Test("no policy, no action")
  func emptyLists() {
    #expect(messages(["--action-names", "s3:GetObject"]).contains("--policy-input-list"))
    #expect(messages(["--action-names", "s3:GetObject", "--policy-input-list"]).contains("--policy-input-list"))
    #expect(
      messages(["--action-names", "s3:GetObject", "--policy-input-list", "[]"]).hasPrefix(
        "--policy-input-list:1:1: error: the list holds no policy, expected at least one\n"))
    #expect(messages(["--policy-input-list", Self.policy]).contains("--action-names"))
  }

  @Test("an unknown type of context values")
  func unknownContextKeyType() {
    let entry = "ContextKeyName=aws:x,ContextKeyValues=1,ContextKeyType=strng"
    let message = messages(Self.valid + ["--context-entries", entry])
    #expect(message.hasPrefix("--context-entries:1:56: error: "))
    #expect(message.contains("`strng`"))
    #expect(message.contains("`string`"))
  }

  @Test(
    "context entries that cannot be read",
    arguments: [
      "ContextKeyName", "ContextKeyNme=aws:x,ContextKeyValues=1", #"[{"ContextKeyName": 5}]"#, #"{"ContextKeyName":"#,
      "ContextKeyName=aws:x,ContextKeyValues=abc,ContextKeyType=numeric", "=", ",",
    ])
  func contextEntries(entry: String) {
    #expect(messages(Self.valid + ["--context-entries", entry]).hasPrefix("--context-entries:1:"))
  }

  @Test(
    "values that AWS refuses",
    arguments: [
      (["--action-names", "GetObject"], "GetObject"), (["--action-names", "s3:*"], "s3:*"),
      (["--resource-arns", "bucket"], "bucket"), (["--caller-arn", "alice"], "alice"),
      (["--starting-token", "!"], "!"), (["--resource-owner", "12"], "12"),
      (["--resource-handling-option", "EC2"], "EC2"),
      (["--cli-input-json", "{\"PolicyInputLst\": []}"], "PolicyInputLst"),
    ])
  func refusedValues(arguments: [String], shown: String) {
    #expect(messages(Self.valid + arguments).contains("`\(shown)`"))
  }

  @Test("a principal that is not there")
  func missingPrincipal() {
    let account = [
      "--account", Repository.path("testdata/command-line/account.json"), "--action-names", "s3:GetObject",
    ]
    let message = messages(
      account + ["--policy-source-arn", "arn:aws:iam::111122223333:user/ops/alcie"], "simulate-principal-policy")
    #expect(message.contains("`arn:aws:iam::111122223333:user/ops/alcie`"))
    #expect(messages(account, "simulate-principal-policy").contains("--policy-source-arn"))
    let arguments = [
      "--policy-source-arn", "arn:aws:iam::111122223333:user/ops/alice", "--action-names", "s3:GetObject",
    ]
    #expect(messages(arguments, "simulate-principal-policy").contains("--account"))
  }

  @Test("an account that is none")
  func wrongAccount() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("account.json", "{\"Users\": []}")
    let message = messages(
      [
        "--account", path, "--policy-source-arn", "arn:aws:iam::111122223333:user/alice", "--action-names",
        "s3:GetObject",
      ],
      "simulate-principal-policy")
    #expect(message.hasPrefix("\(path):1:1: error: "))
  }
}
