import ArgumentParser
import SourceText

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
    return Outcome(
      messages: "iamsim: error: \(DisplayWidth.printable(inHouseStyle(message)))\n\(usage)\(ending)", status: .failure)
  }

  /// A mistyped subcommand, which ArgumentParser would call an unexpected argument.
  static func unknownSubcommand(in arguments: [String]) -> Outcome? {
    unknownSubcommand(in: arguments[...], of: RootCommand.self, path: "iamsim", others: ["help"])
  }

  private static func unknownSubcommand(
    in arguments: ArraySlice<String>, of group: any CommandGroup.Type, path: String, others: [String] = []
  ) -> Outcome? {
    guard let word = arguments.first, !word.hasPrefix("-") else { return nil }
    let subcommands = group.configuration.subcommands
    let names = subcommands.compactMap { $0.configuration.commandName } + others
    if let known = subcommands.first(where: { $0.configuration.commandName == word }) {
      guard let inner = known as? any CommandGroup.Type else { return nil }
      return unknownSubcommand(in: arguments.dropFirst(), of: inner, path: "\(path) \(word)")
    }
    if names.contains(word) { return nil }
    let suggestion =
      SpellingSuggestion.nearest(to: word, among: names) ?? names.first { $0.hasPrefix(word) || word.hasPrefix($0) }
    let hint = suggestion.map { "; did you mean `\($0)`?" } ?? ""
    return Outcome(
      messages:
        "iamsim: error: unknown subcommand `\(DisplayWidth.printable(word))`\(hint)\n  See '\(path) --help' for the list.\n",
      status: .failure)
  }

  /// Lower case at the start, the user's text in backticks, no full stop: as all of iamsim's messages.
  static func inHouseStyle(_ message: String) -> String {
    var characters = Array(message)
    for index in characters.indices where characters[index] == "'" {
      let isApostrophe =
        index > 0 && characters[index - 1].isLetter && index + 1 < characters.count && characters[index + 1].isLetter
      if !isApostrophe { characters[index] = "`" }
    }
    if characters.last == "." { characters.removeLast() }
    var text = replacing(". Did you mean", by: "; did you mean", in: String(characters))
    text = replacing(". Please provide one of", by: "; expected one of", in: text)
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  private static func replacing(_ old: String, by new: String, in text: String) -> String {
    let characters = Array(text)
    let pattern = Array(old)
    guard characters.count >= pattern.count else { return text }
    for start in 0...(characters.count - pattern.count)
    where characters[start..<start + pattern.count].elementsEqual(pattern) {
      return String(characters[..<start]) + new + String(characters[(start + pattern.count)...])
    }
    return text
  }
}
