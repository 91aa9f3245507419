/// One pass over a text that holds `${`.
struct VariableScanner {
  private let bytes: [UInt8]
  private(set) var parts: [VariableTemplate.Part] = []
  private(set) var problems: [VariableTemplate.Problem] = []

  init(_ text: String) { bytes = Array(text.utf8) }

  private enum Found {
    case part(VariableTemplate.Part, end: Int)
    case problem(VariableTemplate.Problem.Kind, end: Int)
  }

  mutating func scan() {
    var literalStart = 0
    var position = 0
    while let start = opening(from: position) {
      switch variable(at: start) {
      case .part(let part, let end):
        appendLiteral(literalStart..<start)
        parts.append(part)
        literalStart = end
        position = end
      case .problem(let kind, let end):
        problems.append(VariableTemplate.Problem(kind: kind, range: start..<end))
        position = max(end, start + 2)
      }
    }
    appendLiteral(literalStart..<bytes.count)
  }

  private mutating func appendLiteral(_ range: Range<Int>) {
    if !range.isEmpty { parts.append(.literal(text(range))) }
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func opening(from position: Int) -> Int? {
    var index = position
    while index + 1 < bytes.count {
      if isOpening(index) { return index }
      index += 1
    }
    return nil
  }

  private func isOpening(_ index: Int) -> Bool {
    index + 1 < bytes.count && bytes[index] == UInt8(ascii: "$") && bytes[index + 1] == UInt8(ascii: "{")
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private func variable(at start: Int) -> Found {
    let limit = opening(from: start + 2) ?? bytes.count
    guard
      let nameEnd = bytes[(start + 2)..<limit].firstIndex(where: { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: ",") })
    else { return .problem(.missingBrace, end: limit) }
    let name = bytes[(start + 2)..<nameEnd]
    let isPlain = bytes[nameEnd] == UInt8(ascii: "}")
    let brace = bytes[nameEnd..<limit].firstIndex(of: UInt8(ascii: "}"))
    guard let brace else { return .problem(.missingBrace, end: limit) }
    if name.allSatisfy(isSpace) { return .problem(.empty, end: brace + 1) }
    if isPlain, name.count == 1, let only = name.first, only == 0x2A || only == 0x3F || only == 0x24 {
      return .part(.special(Character(Unicode.Scalar(only))), end: nameEnd + 1)
    }
    if name.contains(where: isSpace) { return .problem(.space, end: brace + 1) }
    let key = text((start + 2)..<nameEnd)
    if isPlain {
      return .part(.variable(.init(name: key, range: start..<nameEnd + 1)), end: nameEnd + 1)
    }
    return withDefault(key, start: start, comma: nameEnd, brace: brace, limit: limit)
  }

  /// Reads the default value; it ends at the first quote that a brace follows, so it may hold quotes and braces itself.
  private func withDefault(_ name: String, start: Int, comma: Int, brace: Int, limit: Int) -> Found {
    var open = comma + 1
    while open < limit, isSpace(bytes[open]) { open += 1 }
    guard open < limit, bytes[open] == UInt8(ascii: "'") else { return .problem(.missingQuote, end: brace + 1) }
    var close = open + 1
    while close + 1 < limit {
      if bytes[close] == UInt8(ascii: "'"), bytes[close + 1] == UInt8(ascii: "}") {
        let value = text((open + 1)..<close)
        let range = start..<(close + 2)
        return .part(.variable(.init(name: name, defaultValue: value, range: range)), end: close + 2)
      }
      close += 1
    }
    // Nothing closes the quote directly: either the quote is missing, or spaces stand between it and the brace.
    var last = brace - 1
    while last > open, isSpace(bytes[last]) { last -= 1 }
    let closes = last > open && bytes[last] == UInt8(ascii: "'")
    return .problem(closes ? .space : .missingQuote, end: brace + 1)
  }
}
