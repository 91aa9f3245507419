import AWSInterface
import ArgumentParser
import SourceText

/// The identity policies given on the command line.
struct PolicyInputOptions: ParsableArguments {
  @Option(
    name: .customLong("policy-input-list"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "Identity policies: JSON text, file://PATH, or the ARN of an AWS managed policy.", valueName: "policy"))
  var policies: [String] = []

  func apply(to request: inout SimulationRequest, with arguments: SimulationArguments) throws {
    let flag = "--policy-input-list"
    request.policyInputs = try arguments.documents(policies, flag: flag)
    guard request.policyInputs.isEmpty, let list = policies.first else { return }
    // An empty JSON list: AWS refuses it as well.
    let file = SourceFile(name: flag, text: list)
    throw CommandFailure([
      Diagnostic(
        .error, code: "empty-list", "the list holds no policy, expected at least one", in: file,
        at: ByteRange(0, file.bytes.count))
    ])
  }
}
