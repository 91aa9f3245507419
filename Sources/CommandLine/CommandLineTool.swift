import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// iamsim as a function and as a process.
public enum CommandLineTool {
  /// Answers one command line: arguments in, outcome out.
  ///
  /// Reads the files that the arguments name; prints nothing.
  ///
  /// - Parameters:
  ///   - arguments: the arguments after the program's name.
  ///   - surroundings: what else is taken from the process.
  public static func run(_ arguments: [String], in surroundings: Surroundings = Surroundings()) -> Outcome {
    if let misspelt = UsageMessage.unknownSubcommand(in: arguments) { return misspelt }
    let command: any ParsableCommand
    do {
      command = try RootCommand.parseAsRoot(arguments)
    } catch {
      return UsageMessage.outcome(of: error)
    }
    guard let subcommand = command as? any Subcommand else {
      if let group = command as? any CommandGroup {
        return Outcome(messages: RootCommand.helpMessage(for: type(of: group)) + "\n", status: .failure)
      }
      // The subcommands that ArgumentParser brings along (`help`) answer by throwing.
      var command = command
      do {
        try command.run()
        return Outcome(status: .clean)
      } catch {
        return UsageMessage.outcome(of: error)
      }
    }
    do {
      return try subcommand.outcome(in: surroundings)
    } catch {
      return FailureMessage.outcome(of: error, in: surroundings)
    }
  }

  /// Answers the process's own command line, prints, and exits.
  public static func main() -> Never {
    let outcome = run(Array(Swift.CommandLine.arguments.dropFirst()), in: .ofThisProcess())
    exit(StandardStreams.print(outcome).rawValue)
  }
}
