import CommandLine
import Testing

/// What iamsim says when it is called wrongly, or only asked about itself.
@Suite("Usage")
struct UsageTests {
  @Test("the version goes to standard output")
  func version() {
    #expect(CommandLineTool.run(["--version"]) == Outcome(output: "0.1.0\n", status: .clean))
  }

  @Test(
    "help goes to standard output, for every subcommand",
    arguments: [
      "simulate-custom-policy", "simulate-principal-policy", "get-context-keys-for-custom-policy",
      "get-context-keys-for-principal-policy", "simulate-operation", "test", "validate-policy",
      "validate-resource-policy", "rules",
    ])
  func help(subcommand: String) {
    let asked = CommandLineTool.run([subcommand, "--help"])
    #expect(asked.status == .clean)
    #expect(asked.messages.isEmpty)
    #expect(asked.output.contains("USAGE: iamsim \(subcommand) "))
    #expect(CommandLineTool.run(["help", subcommand]) == asked)
    #expect(CommandLineTool.run(["--help"]).output.contains(subcommand))
  }

  @Test(
    "help for every subcommand of the catalogue",
    arguments: [
      "services", "actions", "action", "resource-types", "condition-keys", "expand", "shrink", "operation", "event",
      "arn", "managed-policy", "managed-policies", "service-principals", "sources",
    ])
  func helpOfTheCatalogue(subcommand: String) {
    let asked = CommandLineTool.run(["catalog", subcommand, "--help"])
    #expect(asked.status == .clean)
    #expect(asked.messages.isEmpty)
    #expect(asked.output.contains("USAGE: iamsim catalog \(subcommand) "))
    #expect(asked.output.contains("--output <format>"))
    #expect(CommandLineTool.run(["catalog", "--help"]).output.contains("\n  \(subcommand) "))
  }

  @Test("what was assumed goes to standard error where the output has no place for it", arguments: ["json", "table"])
  func assumptions(format: String) {
    let outcome = CommandLineTool.run([
      "simulate-custom-policy", "--output", format, "--action-names", "kms:Decrypt",
      "--resource-arns", "arn:aws:kms:eu-west-1:111122223333:key/k", "--policy-input-list",
      #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*"}}"#,
    ])
    #expect(outcome.status == .clean)
    #expect(outcome.messages.hasPrefix("iamsim: note: the key policy of "))
    #expect(!outcome.output.contains("note:"))
  }

  @Test(
    "every flag of the AWS CLI is there",
    arguments: [
      (
        "simulate-custom-policy",
        "policy-input-list permissions-boundary-policy-input-list ordered-organization-policy-input-list action-names "
          + "resource-arns resource-policy resource-owner caller-arn context-entries resource-handling-option max-items "
          + "starting-token cli-input-json output"
      ),
      (
        "simulate-principal-policy",
        "policy-source-arn policy-input-list permissions-boundary-policy-input-list policy-exclusion-list action-names "
          + "resource-arns resource-policy resource-owner caller-arn context-entries resource-handling-option max-items "
          + "starting-token cli-input-json output"
      ),
      ("get-context-keys-for-custom-policy", "policy-input-list cli-input-json output"),
      ("validate-policy", "policy-document policy-type validate-policy-resource-type locale output"),
      ("validate-resource-policy", "resource-policy secret-id output"),
      ("get-context-keys-for-principal-policy", "policy-source-arn policy-input-list cli-input-json output"),
    ])
  func flagsOfTheAWSCLI(subcommand: String, flags: String) {
    let help = CommandLineTool.run([subcommand, "--help"]).output
    for flag in flags.split(separator: " ") { #expect(help.contains("--\(flag) ")) }
  }

  @Test("no arguments: help on standard error, status 2")
  func noArguments() {
    let outcome = CommandLineTool.run([])
    #expect(outcome.status == .failure)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains("SUBCOMMANDS:"))
  }

  @Test(
    "a misspelt subcommand or flag: what was meant, status 2, nothing on standard output",
    arguments: [
      (["simulate-custom-polcy"], "unknown subcommand `simulate-custom-polcy`; did you mean `simulate-custom-policy`?"),
      (["frobnicate"], "unknown subcommand `frobnicate`"),
      (
        ["simulate-custom-policy", "--action-name", "a:b"],
        "unknown option `--action-name`; did you mean `--action-names`?"
      ),
      (["simulate-custom-policy", "--qwertyuiop"], "unknown option `--qwertyuiop`"),
      (["simulate-custom-policy", "--max-items", "many"], "the value `many` is invalid for `--max-items <number>`"),
      (
        ["simulate-custom-policy", "--output", "yaml"],
        "the value `yaml` is invalid for `--output <format>`; expected one of `json`, `text`, `table`, `explanation` or `explanation-json`"
      ),
      (["simulate-custom-policy", "--caller-arn"], "missing value for `--caller-arn <arn>`"),
      (["simulate-custom-policy", "stray"], "unexpected argument `stray`"),
    ])
  func misspelt(arguments: [String], message: String) {
    let outcome = CommandLineTool.run(arguments)
    #expect(outcome.status == .failure)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.hasPrefix("iamsim: error: \(message)\n"))
    if arguments.count > 1 { #expect(outcome.messages.contains("\nUsage: iamsim simulate-custom-policy ")) }
  }

  @Test(
    "what would act on a terminal is shown, not obeyed, in messages as well",
    arguments: [
      ["a\u{1B}[31m"], ["simulate-custom-policy", "--a\u{1B}[31m"],
      ["simulate-custom-policy", "--action-names", "a:b", "--policy-input-list", "file://a\u{1B}[31m"],
    ])
  func controlCharacters(arguments: [String]) {
    let messages = CommandLineTool.run(arguments).messages
    #expect(messages.contains("a␛[31m`"))
    #expect(!messages.contains("\u{1B}"))
  }
}
