import ArgumentParser

/// Turns what ArgumentParser throws into an outcome: help and version on standard output, mistakes on standard error.
enum UsageMessage {
  static func outcome(of error: any Error) -> Outcome {
    let text = RootCommand.fullMessage(for: error)
    guard RootCommand.exitCode(for: error) != .success else {
      return Outcome(output: text + "\n", status: .clean)
    }
    let message = RootCommand.message(for: error)
    let opening = RootCommand._errorPrefix + message + "\n"
    let usage = text.hasPrefix(opening) ? String(text.dropFirst(opening.count)) : ""
    let ending = usage.isEmpty || usage.hasSuffix("\n") ? "" : "\n"
    return Outcome(messages: "iamsim: error: \(inHouseStyle(message))\n\(usage)\(ending)", status: .failure)
  }

  /// Lower case at the start, the user's text in backticks, no full stop: as all of iamsim's messages.
  static func inHouseStyle(_ message: String) -> String {
    var characters = Array(message.replacing(". Did you mean", with: "; did you mean"))
    for index in characters.indices where characters[index] == "'" {
      let isApostrophe =
        index > 0 && characters[index - 1].isLetter && index + 1 < characters.count && characters[index + 1].isLetter
      if !isApostrophe { characters[index] = "`" }
    }
    if characters.last == "." { characters.removeLast() }
    let text = String(characters)
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
