/// All that a run of iamsim leaves behind: subcommands return one of these and print nothing themselves.
public struct Outcome: Sendable, Hashable {
  /// What goes to standard output, with its last line break.
  public var output: String
  /// What goes to standard error, with its last line break.
  public var messages: String
  /// The exit status.
  public var status: ExitStatus

  /// Makes an outcome.
  public init(output: String = "", messages: String = "", status: ExitStatus) {
    self.output = output
    self.messages = messages
    self.status = status
  }
}
