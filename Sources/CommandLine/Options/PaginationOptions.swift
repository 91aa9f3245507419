import AWSInterface
import ArgumentParser

/// How much of an answer to give at once.
struct PaginationOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The most results to give at once.", valueName: "number"))
  var maxItems: Int?

  @Option(help: ArgumentHelp("The `NextToken` of the answer to continue.", valueName: "token"))
  var startingToken: String?

  func apply(to request: inout SimulationRequest) {
    request.maxItems = maxItems
    request.startingToken = startingToken
  }
}
