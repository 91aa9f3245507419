import CommandLine
import Foundation
import Testing

/// `iamsim validate-resource-policy` as a command.
@Suite("validate-resource-policy")
struct ValidateResourcePolicyTests {
  private static let open = "file://" + Repository.path("testdata/resource-policies/open-to-everybody.json")
  private static let shared = "file://" + Repository.path("policies/secrets-manager/cross-account/secret-policy.json")
  private static let admin = "arn:aws:iam::111122223333:role/Admin"

  private func run(_ arguments: String...) -> Outcome { CommandLineTool.run(["validate-resource-policy"] + arguments) }

  @Test("answers are as docs/schema says")
  func schema() throws {
    let schema = try JSONSchema("docs/schema/validate-resource-policy-response.schema.json")
    for (policy, status) in [(Self.open, ExitStatus.findings), (Self.shared, .clean)] {
      let outcome = run("--resource-policy", policy, "--caller-arn", Self.admin)
      #expect(outcome.status == status)
      #expect(outcome.messages.isEmpty)
      try #expect(schema.problems(in: outcome.output) == [])
    }
  }

  @Test("what is undecided is said on standard error and in text")
  func undecided() {
    let note =
      "iamsim: note: CALLER_LOCKOUT is undecided: nobody is given who is to store the policy; give `--caller-arn`\n"
    #expect(run("--resource-policy", Self.shared).messages == note)
    let text = run("--resource-policy", Self.shared, "--output", "text")
    #expect(text.messages == note)
    #expect(text.output.contains("CALLER_LOCKOUT: undecided\n"))
    #expect(text.status == .clean)
  }

  @Test(
    "the policies worth copying pass",
    arguments: [
      ("cross-account/secret-policy.json", "AWS::SecretsManager::Secret"),
      ("cross-account/key-policy.json", "AWS::KMS::Key"),
    ])
  func policiesWorthCopying(file: String, type: String) {
    let policy = "file://" + Repository.path("policies/secrets-manager/" + file)
    let outcome = run("--resource-policy", policy, "--resource-type", type, "--caller-arn", Self.admin)
    #expect(outcome.status == .clean, "\(outcome.output)")
  }

  @Test("colours on a terminal only")
  func colours() {
    let arguments = ["validate-resource-policy", "--resource-policy", Self.open, "--output", "text"]
    let plain = CommandLineTool.run(arguments)
    #expect(!plain.output.contains("\u{1B}"))
    let coloured = CommandLineTool.run(arguments, in: Surroundings(outputIsColoured: true))
    #expect(coloured.output.contains("\u{1B}[1;31mPUBLIC_ACCESS: failed\u{1B}[0m"))
  }

  @Test("mistakes of usage")
  func usage() {
    #expect(run().messages.hasPrefix("iamsim: error: missing `--resource-policy`\n"))
    let type = run("--resource-policy", Self.shared, "--resource-type", "AWS::SecretsManager::Secrt")
    #expect(type.messages.contains("did you mean `AWS::SecretsManager::Secret`?"))
    let both = run("--resource-policy", Self.shared, "--secret-id", "x", "--resource-arn", "y")
    #expect(both.messages.contains("give one of"))
    let other = run("--resource-policy", Self.shared, "--secret-id", "x", "--resource-type", "AWS::S3::Bucket")
    #expect(other.messages.contains("`--resource-arn`"))
    let empty = run("--resource-policy", " ")
    #expect([type, both, other, empty].allSatisfy { $0.status == .failure && $0.output.isEmpty })
  }

  @Test("several formats at once, one on standard output and the others to files")
  func severalFormats() throws {
    let folder = try TemporaryFolder()
    let sarif = folder.url.appending(path: "results.sarif").path
    let csv = folder.url.appending(path: "results.csv").path
    let outcome = run(
      "--resource-policy", Self.open, "--output", "text", "--output", "sarif=\(sarif)", "--output", "csv=\(csv)")
    #expect(outcome.output.contains("PUBLIC_ACCESS: failed"))
    #expect(outcome.files.map(\.path) == [sarif, csv])
    // As a process it writes them, and says so where it cannot.
    let arguments = ["validate-resource-policy", "--resource-policy", Self.open, "--output"]
    let process = try ChildProcess.run(ChildProcess.iamsim(), arguments + ["sarif=\(sarif)"])
    #expect(process.status == 1 && process.output.isEmpty)
    #expect(try String(contentsOfFile: sarif, encoding: .utf8) == outcome.files.first?.text)
    let failed = try ChildProcess.run(ChildProcess.iamsim(), arguments + ["csv=\(folder.url.path)/none/x.csv"])
    #expect(failed.status == 2)
    #expect(failed.messages.contains("cannot write `\(folder.url.path)/none/x.csv`: no such file or directory"))
  }

  @Test(
    "mistakes in --output",
    arguments: [
      (["sarf"], "did you mean `sarif`?"), (["yaml"], "unknown output format `yaml`"), (["csv="], "names no file"),
      (["text", "json"], "two formats on standard output"), (["csv=a", "sarif=a"], "writes to `a` twice"),
    ])
  func outputMistakes(outputs: [String], message: String) {
    let outcome = CommandLineTool.run(
      ["validate-resource-policy", "--resource-policy", Self.open] + outputs.flatMap { ["--output", $0] })
    #expect(outcome.status == .failure)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test("findings in iamsim's own JSON are as docs/schema says", arguments: ["ordinary", "hostile", "none"])
  func findingsSchema(name: String) throws {
    let schema = try JSONSchema("docs/schema/findings.schema.json")
    try #expect(schema.problems(in: Repository.text("testdata/reports/\(name).json")) == [])
  }
}
