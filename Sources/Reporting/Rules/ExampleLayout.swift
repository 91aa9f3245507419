/// Lays out the one-line policy of a rule's example for people, mistakes and all.
///
/// Only white space outside of strings changes, so what is wrong with the example stays wrong.
struct ExampleLayout {
  private enum Token {
    case open(String)
    case close(String)
    case comma
    case colon
    /// A string, number or word, or whatever stands in its place.
    case value(String)
  }

  private let tokens: [Token]
  /// Containers that fit on a line keep to it.
  private static let width = 80

  /// Reads a document.
  init(_ text: String) { tokens = Self.tokens(text) }

  /// The document over several lines, with a line break at its end.
  var text: String {
    var text = ""
    var depth = 0
    var index = 0
    while index < tokens.count {
      let isStart = text.isEmpty || text.hasSuffix("\n")
      if isStart { text += Self.indentation(depth) }
      switch tokens[index] {
      case .open(let bracket):
        if let (line, end) = flat(from: index), depth > 0 {
          text += line
          index = end
        } else {
          text += bracket + "\n"
          depth += 1
        }
      case .close(let bracket):
        depth = max(0, depth - 1)
        if isStart { text.removeLast(min(text.count, 2)) } else { text += "\n" + Self.indentation(depth) }
        text += bracket
      case .comma: text += ",\n"
      case .colon: text += ": "
      case .value(let value):
        if index > 0, case .value = tokens[index - 1] { text += " " }
        text += value
      }
      index += 1
    }
    return text + "\n"
  }

  /// A container on one line and the index of its last token; `nil` when it is long or holds more than a list of values.
  private func flat(from start: Int) -> (String, Int)? {
    var line = ""
    var depth = 0
    for index in start..<tokens.count {
      switch tokens[index] {
      case .open(let bracket):
        depth += 1
        guard depth <= 2, bracket == "[" || depth == 1 else { return nil }
        line += bracket == "{" ? "{ " : bracket
      case .close(let bracket):
        depth -= 1
        line += bracket == "}" && !line.hasSuffix(" ") ? " }" : bracket
        if depth == 0 { return (line.replacing("{ }", with: "{}"), index) }
      case .comma:
        // An object of several members has a line for each.
        if depth == 1, line.hasPrefix("{") { return nil }
        line += ", "
      case .colon: line += ": "
      case .value(let value): line += value
      }
      if line.count > Self.width { return nil }
    }
    return nil
  }

  private static func indentation(_ depth: Int) -> String { String(repeating: "  ", count: depth) }

  private static func tokens(_ text: String) -> [Token] {
    var tokens: [Token] = []
    var word = ""
    var isInString = false
    var isEscaped = false
    func endWord() {
      if !word.isEmpty { tokens.append(.value(word)) }
      word = ""
    }
    for character in text {
      if isInString {
        word.append(character)
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == "\"" {
          isInString = false
          endWord()
        }
        continue
      }
      switch character {
      case "\"":
        endWord()
        word = "\""
        isInString = true
      case "{", "[":
        endWord()
        tokens.append(.open(String(character)))
      case "}", "]":
        endWord()
        tokens.append(.close(String(character)))
      case ",":
        endWord()
        tokens.append(.comma)
      case ":":
        endWord()
        tokens.append(.colon)
      case " ", "\n", "\t", "\r": endWord()
      default: word.append(character)
      }
    }
    endWord()
    return tokens
  }
}
