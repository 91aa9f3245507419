import ArgumentParser

/// A question that iamsim answers: one file each.
protocol Subcommand: ParsableCommand {
  /// Answers it. Prints nothing: what is to be printed is in the outcome.
  func outcome(in surroundings: Surroundings) throws -> Outcome
}
