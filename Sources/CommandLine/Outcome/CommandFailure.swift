import SourceText

/// Why a question could not be answered: becomes messages on standard error and ``ExitStatus/failure``.
struct CommandFailure: Error {
  /// What is wrong with files and texts the user gave, each with its place.
  var diagnostics: [Diagnostic] = []
  /// What is wrong with the command line itself, where no text can be pointed at: a message for each mistake.
  var messages: [String] = []
  /// How the subcommand is used, where that helps.
  var usage: String?

  /// A failure with places.
  init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }

  /// A failure of usage.
  init(_ message: String) {
    self.messages = [message]
  }

  /// Several failures of usage.
  init(messages: [String]) {
    self.messages = messages
  }

  /// Flags that are needed and were not given, nor in `--cli-input-json`.
  init(missing flags: [String], usage: String) {
    let list = flags.map { "`\($0)`" }.joined(separator: " and ")
    self.messages = ["missing \(list)"]
    self.usage = usage
  }
}
