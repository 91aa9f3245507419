import AWSInterface
import PolicySources
import SourceText

/// Turns what keeps a question from being answered into an outcome: messages on standard error, nothing on standard output.
enum FailureMessage {
  static func outcome(of error: any Error, in surroundings: Surroundings) -> Outcome {
    Outcome(messages: text(of: error, in: surroundings), status: .failure)
  }

  /// The messages about an error.
  static func text(of error: any Error, in surroundings: Surroundings) -> String {
    switch error {
    case let error as CommandFailure:
      return render(error.diagnostics, in: surroundings) + error.messages.map { general($0, help: nil) }.joined()
        + (error.usage.map { "Usage: \($0)\n" } ?? "")
    case let error as InterfaceError:
      // Diagnostics that are errors say it all; the general message would only repeat it without the place.
      let hasPlace = error.diagnostics.contains { $0.severity == .error }
      return render(error.diagnostics, in: surroundings)
        + (hasPlace ? "" : general(error.message, help: error.help))
    case let error as SourceReadError:
      if let diagnostic = error.diagnostic { return render([diagnostic], in: surroundings) }
      return general(error.message, help: error.help)
    default:
      return general(String(describing: error), help: nil)
    }
  }

  private static func general(_ message: String, help: String?) -> String {
    "iamsim: error: \(DisplayWidth.printable(message))\n"
      + (help.map { "  help: \(DisplayWidth.printable($0))\n" } ?? "")
  }

  /// Mistakes in files, each with its place.
  static func render(_ diagnostics: [Diagnostic], in surroundings: Surroundings) -> String {
    DiagnosticRenderer(usesColour: surroundings.messagesAreColoured).render(diagnostics)
  }
}
