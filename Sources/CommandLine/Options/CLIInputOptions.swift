import AWSInterface
import ArgumentParser

/// The whole request as one document, as the AWS CLI takes it.
struct CLIInputOptions: ParsableArguments {
  @Option(
    name: .customLong("cli-input-json"),
    help: ArgumentHelp("The request as JSON; other flags take precedence.", valueName: "json"))
  var json: String?

  /// Fills in what other flags left out, so it comes last.
  func apply(to request: inout SimulationRequest, with arguments: SimulationArguments) throws {
    if let json { try arguments.merge(cliInputJSON: json, into: &request) }
  }
}
