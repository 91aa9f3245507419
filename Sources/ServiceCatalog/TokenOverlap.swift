import Wildcards

/// Decides whether one text matches two patterns, some of whose wildcards take only some characters.
///
/// Exact; takes the product of their lengths.
enum TokenOverlap {
  /// Any run of characters without colons.
  static let fieldRun: UInt8 = 0xFD
  /// Any character but a colon.
  static let fieldOne: UInt8 = 0xFC
  /// Any run of characters without colons and slashes.
  static let segmentRun: UInt8 = 0xFB

  /// Whether some text matches two encoded patterns that may hold the tokens above as well.
  ///
  /// Goes through one pattern and keeps, for what was taken of it so far, all places of the other that can be reached.
  static func exists(_ pattern: [UInt8], _ other: [UInt8]) -> Bool {
    var reached = [Bool](repeating: false, count: other.count + 1)
    reached[0] = true
    skipRuns(of: other, in: &reached)
    for token in pattern {
      reached = step(token, over: other, from: reached)
      guard reached.contains(true) else { return false }
    }
    return reached[other.count]
  }

  private static func step(_ token: UInt8, over other: [UInt8], from reached: [Bool]) -> [Bool] {
    let isRun = isRun(token)
    var next = isRun ? reached : [Bool](repeating: false, count: reached.count)
    for place in other.indices where isRun ? next[place] : reached[place] {
      guard mayShareCharacter(token, other[place]) else { continue }
      next[Self.isRun(other[place]) ? place : place + 1] = true
      // A run takes what is left of the other run as well.
      if isRun { next[place + 1] = true }
    }
    skipRuns(of: other, in: &next)
    return next
  }

  /// A run can stand for nothing.
  private static func skipRuns(of tokens: [UInt8], in places: inout [Bool]) {
    for place in tokens.indices where places[place] && isRun(tokens[place]) { places[place + 1] = true }
  }

  private static func isRun(_ token: UInt8) -> Bool {
    token == WildcardEncoding.anyRun || token == fieldRun || token == segmentRun
  }

  private static func isWildcard(_ token: UInt8) -> Bool { token >= segmentRun }

  private static func mayShareCharacter(_ a: UInt8, _ b: UInt8) -> Bool {
    switch (isWildcard(a), isWildcard(b)) {
    case (false, false): a == b
    case (true, true): true
    case (true, false): takes(a, b)
    case (false, true): takes(b, a)
    }
  }

  private static func takes(_ wildcard: UInt8, _ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ":"): wildcard >= WildcardEncoding.anyOne
    case UInt8(ascii: "/"): wildcard != segmentRun
    default: true
    }
  }
}
