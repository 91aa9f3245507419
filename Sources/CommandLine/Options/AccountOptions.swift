import AWSInterface
import ArgumentParser
import PolicySources

/// Where the users, groups, roles and managed policies are found.
struct AccountOptions: ParsableArguments {
  @Option(
    name: .customLong("account"),
    help: ArgumentHelp(
      "The file that holds the output of `aws iam get-account-authorization-details`.", valueName: "file"))
  var path: String?

  func apply(to request: inout SimulationRequest, with arguments: SimulationArguments) throws {
    guard let path else { return }
    let result = AccountAuthorizationDetailsReader().read(try arguments.reader.read(path))
    if result.hasErrors { throw CommandFailure(result.diagnostics) }
    request.account = result.account
  }
}
