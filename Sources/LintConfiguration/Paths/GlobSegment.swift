/// What a pattern of paths says of one name.
enum GlobSegment: Sendable, Hashable {
  /// `**`: any folders, also none.
  case anyFolders
  case name([Piece])

  /// What stands for characters of a name.
  enum Piece: Sendable, Hashable {
    case character(Character)
    /// `?`
    case anyOne
    /// `*`
    case anyRun
    /// `[…]`
    case oneOf([ClosedRange<Character>], isNegated: Bool)
  }

  init(_ text: String) throws(PathGlob.Mistake) {
    if text == "**" {
      self = .anyFolders
      return
    }
    var pieces: [Piece] = []
    var rest = text[...]
    while let character = rest.popFirst() {
      switch character {
      case "*": if pieces.last != .anyRun { pieces.append(.anyRun) }
      case "?": pieces.append(.anyOne)
      case "[": pieces.append(try Self.set(&rest, of: text))
      case "\\":
        guard let next = rest.popFirst() else {
          throw PathGlob.Mistake(message: "`\(text)` ends with a `\\` that has nothing to take as it is")
        }
        pieces.append(.character(next))
      default: pieces.append(.character(character))
      }
    }
    self = .name(pieces)
  }

  /// The rest of `[…]`; a `]` that comes first is one of its characters.
  private static func set(_ rest: inout Substring, of text: String) throws(PathGlob.Mistake) -> Piece {
    let isNegated = rest.first == "!" || rest.first == "^"
    if isNegated { rest.removeFirst() }
    var ranges: [ClosedRange<Character>] = []
    while let character = rest.popFirst() {
      if character == "]", !ranges.isEmpty { return .oneOf(ranges, isNegated: isNegated) }
      let low = try self.character(character, &rest, of: text)
      var high = low
      if rest.first == "-", let end = rest.dropFirst().first, end != "]" {
        rest.removeFirst(2)
        high = try self.character(end, &rest, of: text)
      }
      guard low <= high else { throw PathGlob.Mistake(message: "`\(low)-\(high)` in `\(text)` is the wrong way round") }
      ranges.append(low...high)
    }
    throw PathGlob.Mistake(message: "`\(text)` has a `[` without its `]`")
  }

  private static func character(
    _ character: Character, _ rest: inout Substring, of text: String
  ) throws(PathGlob.Mistake) -> Character {
    guard character == "\\" else { return character }
    guard let next = rest.popFirst() else { throw PathGlob.Mistake(message: "`\(text)` has a `[` without its `]`") }
    return next
  }

  /// The name that it is; `nil` when it has wildcards.
  var literal: String? {
    guard case .name(let pieces) = self else { return nil }
    var name = ""
    for piece in pieces {
      guard case .character(let character) = piece else { return nil }
      name.append(character)
    }
    return name
  }

  /// Whether a name matches; steps back to the last `*` only, so that no pattern takes long.
  func matches(_ name: [Character]) -> Bool {
    guard case .name(let pieces) = self else { return true }
    var (piece, index) = (0, 0)
    var retry: (piece: Int, index: Int)?
    while true {
      if piece < pieces.count, pieces[piece] == .anyRun {
        piece += 1
        retry = (piece, index)
      } else if piece < pieces.count, index < name.count, Self.matches(pieces[piece], name[index]) {
        piece += 1
        index += 1
      } else if piece == pieces.count, index == name.count {
        return true
      } else if let again = retry, again.index < name.count {
        retry = (again.piece, again.index + 1)
        (piece, index) = (again.piece, again.index + 1)
      } else {
        return false
      }
    }
  }

  private static func matches(_ piece: Piece, _ character: Character) -> Bool {
    switch piece {
    case .character(let own): return own == character
    case .anyOne, .anyRun: return true
    case .oneOf(let ranges, let isNegated): return ranges.contains { $0.contains(character) } != isNegated
    }
  }
}
