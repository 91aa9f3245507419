/// All that a run of iamsim leaves behind: subcommands return one of these and print nothing themselves.
public struct Outcome: Sendable, Hashable {
  /// What goes to standard output, with its last line break.
  public var output: String
  /// What goes to standard error, with its last line break.
  public var messages: String
  /// The exit status.
  public var status: ExitStatus
  /// What is to be written to files.
  public var files: [File]

  /// A file to be written.
  public struct File: Sendable, Hashable {
    /// Where.
    public var path: String
    /// What.
    public var text: String
    /// What the file holds, if it is to be replaced as a whole; it is left as it is when it holds something else by then.
    public var replaced: [UInt8]?
    /// What goes to standard error once it is written, with its last line break.
    public var message = ""

    /// Names a file.
    public init(path: String, text: String, replacing replaced: [UInt8]? = nil, message: String = "") {
      self.path = path
      self.text = text
      self.replaced = replaced
      self.message = message
    }
  }

  /// Makes an outcome.
  public init(output: String = "", messages: String = "", status: ExitStatus, files: [File] = []) {
    self.output = output
    self.messages = messages
    self.status = status
    self.files = files
  }
}
