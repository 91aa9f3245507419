import ArgumentParser

/// `iamsim` without a subcommand: only a list of them.
struct RootCommand: CommandGroup {
  static let configuration = CommandConfiguration(
    commandName: "iamsim",
    abstract: "Answers AWS permission questions offline, exactly, and with the reason.",
    discussion: """
      Flags are spelled as the AWS CLI spells them, and a policy is given as JSON text or as file://PATH (JSON or YAML).
      Exit status: 0 everything asked about is allowed or clean, 1 something is denied or found, 2 usage or input error.
      """,
    version: Version.current,
    subcommands: [
      SimulateCustomPolicy.self, SimulatePrincipalPolicy.self, SimulateOperation.self,
      GetContextKeysForCustomPolicy.self, GetContextKeysForPrincipalPolicy.self,
      LintCommand.self, ValidatePolicy.self, ValidateResourcePolicy.self, Rules.self, CatalogCommand.self,
      TestCommand.self,
    ])
}
