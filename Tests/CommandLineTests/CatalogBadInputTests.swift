import CommandLine
import Foundation
import Testing

/// Whatever a person gets wrong when asking the catalogue: one clear message, status 2, nothing on standard output.
@Suite("Bad input to the catalogue")
struct CatalogBadInputTests {
  /// The messages of a failure.
  private func messages(_ arguments: [String], catalogFile: String? = nil) -> String {
    let outcome = CommandLineTool.run(["catalog"] + arguments, in: Surroundings(catalogFile: catalogFile))
    #expect(outcome.status == .failure)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.hasSuffix("\n"))
    return outcome.messages
  }

  /// The messages about a catalogue with these bytes; `PATH` stands for its path.
  private func messages(catalog bytes: Data) throws -> String {
    let folder = try TemporaryFolder()
    let path = try folder.write("catalog.txt", bytes)
    return messages(["services", "--catalog", path]).replacingOccurrences(of: path, with: "PATH")
  }

  private func messages(catalog text: String) throws -> String { try messages(catalog: Data(text.utf8)) }

  // MARK: Catalogue files

  @Test("a catalogue that is not there, by flag and by environment")
  func missingFile() {
    #expect(
      messages(["services", "--catalog", "no/such.txt"]) == "iamsim: error: no such file: `no/such.txt`\n")
    #expect(
      messages(["services"], catalogFile: "no/such.txt")
        == "iamsim: error: no such file: `no/such.txt`\n"
        + "  help: the file is named by the environment variable IAMSIM_CATALOG\n")
  }

  @Test("another version of the form")
  func otherVersion() throws {
    let message = try messages(catalog: "iamsim\tcatalog\t2\t2026-10-20\n")
    #expect(message.hasPrefix("PATH:1:"))
    #expect(message.contains("version"))
  }

  @Test("a file that is not UTF-8")
  func notUTF8() throws {
    let message = try messages(catalog: Data("iamsim\tcatalog\t1\t2026-10-20\ns\t".utf8) + Data([0xFF, 0xFE, 0x0A]))
    #expect(message.hasPrefix("PATH:2:"))
    #expect(message.contains("UTF-8"))
  }

  @Test("a file cut short in a record")
  func truncated() throws {
    let message = try messages(catalog: "iamsim\tcatalog\t1\t2026-10-20\ns\tsqs\tAmazon SQS\na\n")
    #expect(message.hasPrefix("PATH:3:"))
  }

  @Test("garbage, and nothing at all", arguments: ["", "\u{0}\u{1}\u{2}", "{}", "iamsim", "\n\n\n"])
  func garbage(text: String) throws {
    #expect(try messages(catalog: text).hasPrefix("PATH:1:"))
  }

  @Test("the environment's catalogue is named in what is wrong with its text")
  func wrongTextByEnvironment() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("catalog.txt", "nothing")
    #expect(messages(["services"], catalogFile: path).contains("IAMSIM_CATALOG"))
  }

  @Test("managed policies and service principals ask no other catalogue")
  func ownData() {
    for arguments in [["managed-policy", "ReadOnlyAccess"], ["managed-policies"], ["service-principals"]] {
      let outcome = CommandLineTool.run(["catalog"] + arguments, in: Surroundings(catalogFile: "no/such.txt"))
      #expect(outcome.status == .clean && outcome.messages.isEmpty, "\(arguments)")
      #expect(messages(arguments + ["--catalog", "x"]).contains("unknown option `--catalog`"))
    }
  }

  // MARK: Names

  @Test("every pattern that covers nothing is named")
  func allBadPatterns() {
    for subcommand in ["expand", "shrink"] {
      #expect(
        messages([subcommand, "s3:Gett*", "s3:GetObject", "GetObject", "nosuch:*"])
          == """
          iamsim: error: no action matches `s3:Gett*`
          iamsim: error: `GetObject` does not name its service, expected a pattern such as `s3:Get*`
          iamsim: error: no action matches `nosuch:*`

          """)
    }
  }

  @Test("a pattern of stars alone is every action")
  func stars() {
    let all = CommandLineTool.run(["catalog", "expand", "*"])
    #expect(all.status == .clean)
    for pattern in ["**", "***", "*:*"] { #expect(CommandLineTool.run(["catalog", "expand", pattern]) == all) }
  }

  @Test(
    "what is no ARN, or of no type",
    arguments: [
      ("", "`` stands for every resource"), ("*", "`*` stands for every resource"),
      ("**", "`**` stands for every resource"),
      ("no-arn", "`no-arn` is no ARN, expected `arn:partition:service:region:account:resource`"),
      ("a:b:c:d:e:f", "`a:b:c:d:e:f` is no ARN"),
      (
        "arn:aws:secretmanager:us-east-1:123456789012:secret:x",
        "fits the ARN of no resource type; did you mean `secretsmanager`?"
      ),
      (
        "arn:aws:secretsmanager:us-east-1:123456789012:sekret:x",
        "fits the ARN of no resource type; `iamsim catalog resource-types secretsmanager` lists those of the service"
      ),
    ])
  func arns(arn: String, message: String) {
    #expect(messages(["arn", arn]).contains(message))
  }

  @Test(
    "an event that is unknown",
    arguments: [
      (
        ["secretsmanager.amazonaws.com", "GetSecretValu"],
        "no API operation is known for the event `GetSecretValu` of `secretsmanager.amazonaws.com`; "
          + "did you mean `GetSecretValue`?"
      ),
      (
        ["secretmanager.amazonaws.com", "GetSecretValue"],
        "no service is known to log events with the source `secretmanager.amazonaws.com`; "
          + "did you mean `secretsmanager.amazonaws.com`?"
      ),
      (
        ["secretsmanager", "GetSecretValue"],
        "no service is known to log events with the source `secretsmanager`; did you mean `secretsmanager.amazonaws.com`?"
      ),
      (["", ""], "no service is known to log events with the source ``"),
    ])
  func events(arguments: [String], message: String) {
    #expect(messages(["event"] + arguments) == "iamsim: error: \(message)\n")
  }

  @Test("a very long name is not repeated whole, and answered at once")
  func longNames() {
    let long = String(repeating: "a\u{1B}", count: 50_000)
    let lines = [
      ["action", long], ["action", "s3:" + long], ["actions", long], ["expand", long, "s3:" + long],
      ["shrink", "s3:" + long], ["operation", "s3:" + long], ["event", long, long], ["arn", long],
      ["event", "s3.amazonaws.com", long], ["arn", "arn:aws:\(long):::x"], ["managed-policy", long],
      ["managed-policies", long], ["service-principals", long], ["resource-types", long], ["condition-keys", long],
      ["actions", "s3", "--resource-type", long], ["actions", "s3", "--condition-key", "s3:" + long],
    ]
    for arguments in lines {
      let message = messages(arguments)
      #expect(message.utf8.count < 3_000, "\(arguments[0])")
      #expect(message.contains("…") && !message.contains("\u{1B}"), "\(arguments[0])")
    }
  }
}
