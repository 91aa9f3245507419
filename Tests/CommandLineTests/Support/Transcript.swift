import Foundation

/// The commands in a Markdown file, with what each prints: the fenced blocks of language `console`.
///
/// In a block a line `$ COMMAND` is a command, continued on the next line after a `\`; the lines that follow are all that
/// it prints, on standard output and standard error. `$ echo $?` shows the exit status of the command before.
struct Transcript {
  struct Command {
    var file: String
    var line: Int
    var text: String
    var expected: String

    /// Whether it is shown only: what fetches, builds and tests iamsim itself.
    var isShownOnly: Bool {
      ["git clone ", "cd ", "Scripts/test", ".ci/run"].contains { text == $0 || text.hasPrefix($0) }
    }
  }

  /// The blocks in order, each with its commands.
  var blocks: [[Command]] = []

  init(_ file: String) throws {
    var block: [Command]?
    var isContinued = false
    for (index, line) in try Repository.text(file).components(separatedBy: "\n").enumerated() {
      guard var commands = block else {
        if line == "```console" { block = [] }
        continue
      }
      if line == "```" {
        blocks.append(commands)
        block = nil
        isContinued = false
        continue
      }
      if isContinued {
        commands[commands.count - 1].text += "\n" + line
        isContinued = line.hasSuffix("\\")
      } else if line.hasPrefix("$ ") {
        commands.append(Command(file: file, line: index + 1, text: String(line.dropFirst(2)), expected: ""))
        isContinued = line.hasSuffix("\\")
      } else if commands.isEmpty {
        throw ChildProcess.Failure(description: "\(file):\(index + 1): output before the first `$ ` line")
      } else {
        commands[commands.count - 1].expected += line + "\n"
      }
      block = commands
    }
  }

  /// Runs a block in the package's folder and gives what each command that is run printed.
  static func run(_ block: [Command]) throws -> [(command: Command, actual: String)] {
    let tools = URL(filePath: try ChildProcess.iamsim()).deletingLastPathComponent().path
    let path = tools + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
    var status: Int32 = 0
    return try block.filter { !$0.isShownOnly }.map { command in
      if command.text == "echo $?" { return (command, "\(status)\n") }
      // A shell, because people write quotes, variables and pipes.
      var text = command.text
      if text.hasPrefix("Scripts/iamsim ") { text = String(text.dropFirst("Scripts/".count)) }
      let run = try ChildProcess.run(
        "/bin/sh", ["-c", "exec 2>&1\n" + text], environment: ["PATH": path, "NO_COLOR": "1"])
      status = run.status
      return (command, run.output)
    }
  }

  /// Writes into the file what its commands really print.
  static func record(_ file: String) throws {
    let runs = try Transcript(file).blocks.flatMap { try run($0) }
    var lines = try Repository.text(file).components(separatedBy: "\n")
    // From the end, so that the places of what comes before stay.
    for (command, actual) in runs.reversed() where actual != command.expected {
      let start = command.line - 1 + command.text.components(separatedBy: "\n").count
      let count = command.expected.components(separatedBy: "\n").count - 1
      lines.replaceSubrange(start..<start + count, with: actual.components(separatedBy: "\n").dropLast())
    }
    try Data(lines.joined(separator: "\n").utf8).write(to: Repository.root.appending(path: file))
  }
}
