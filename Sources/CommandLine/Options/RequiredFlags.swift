import AWSInterface
import ArgumentParser

/// Checks that a request holds what its subcommand needs, whether from flags or from `--cli-input-json`.
struct RequiredFlags {
  private var missing: [String] = []

  /// `flag` is needed.
  mutating func need(_ flag: String, _ isGiven: Bool) {
    if !isGiven { missing.append(flag) }
  }

  /// Throws when something is missing.
  func check(_ subcommand: (some ParsableCommand).Type) throws {
    guard !missing.isEmpty else { return }
    throw CommandFailure(missing: missing, usage: subcommand.configuration.usage ?? "")
  }
}
