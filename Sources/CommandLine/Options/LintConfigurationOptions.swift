import ArgumentParser
import LintConfiguration
import SourceText

/// Which configuration is gone by.
struct LintConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The configuration for every file. Otherwise each goes by the nearest iamsim.yaml, in its folder or one above.",
      valueName: "file"))
  var config: String?

  @Flag(help: "Looks for no configuration.")
  var noConfig = false

  @Flag(help: "Prints the JSON Schema of iamsim.yaml.")
  var printConfigSchema = false

  /// What finds the configuration of each file.
  func finder(_ reader: ConfigurationReader, in surroundings: Surroundings) throws -> ConfigurationFinder {
    if config != nil, noConfig { throw CommandFailure("`--config` names a configuration and `--no-config` wants none") }
    guard config != nil || noConfig else {
      return ConfigurationFinder(reader, currentFolder: surroundings.currentFolder)
    }
    let finder = ConfigurationFinder(reader, currentFolder: surroundings.currentFolder, only: config)
    if let error = finder.errors.first { throw error }
    if finder.diagnostics.contains(where: { $0.severity == .error }) { throw CommandFailure(finder.diagnostics) }
    return finder
  }
}
