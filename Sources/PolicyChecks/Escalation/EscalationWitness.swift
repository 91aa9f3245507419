import PolicyAnalysis
import PolicyLanguage
import Wildcards

/// Makes the ARNs that questions about ways to more permissions are asked of.
struct EscalationWitness {
  /// The name of what is not the caller’s: one that no policy names.
  static let other = "zq7v-outside"
  /// The name of the caller, if it is a user.
  static let caller = "zq7v-caller"
  /// What other policy variables stand for.
  static let any = "zq7v-any"
  /// The account where a policy names none.
  static let account = "111122223333"

  /// What stands before the resource in an ARN.
  struct Place: Hashable {
    var partition = "aws"
    var region = "us-east-1"
    var account: String

    /// Where a policy says nothing.
    init(account: String) { self.account = account }

    /// That of a value of `Resource`, where it holds no wildcards.
    init(_ value: String, account: String) {
      self.account = account
      // Most are `*`.
      guard value.utf8.count > 8 else { return }
      var value = value
      value.withUTF8 { read($0) }
    }

    private mutating func read(_ value: UnsafeBufferPointer<UInt8>) {
      let ends = EscalationWitness.colons(in: value)
      guard ends.count == 5, value[..<ends[0]].elementsEqual("arn".utf8) else { return }
      func constant(_ field: Int, else other: String) -> String {
        let bytes = value[ends[field - 1] + 1..<ends[field]]
        let isPlain = !bytes.contains {
          $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "$")
        }
        return bytes.isEmpty || !isPlain ? other : String(decoding: bytes, as: UTF8.self)
      }
      partition = constant(1, else: partition)
      region = constant(3, else: region)
      account = constant(4, else: account)
    }
  }

  /// The value of a policy variable.
  static func variable(_ name: String, caller: String = EscalationWitness.caller) -> String {
    name.lowercased() == "aws:username" ? caller : any
  }

  /// An ARN of a format at a place with something in place of its other variables.
  static func fill(_ format: String, _ place: Place, with text: String) -> String {
    var format = format
    var result: [UInt8] = []
    format.withUTF8 { format in
      result.reserveCapacity(format.count + text.utf8.count + 16)
      var start = 0
      while let dollar = format[start...].firstIndex(of: UInt8(ascii: "$")),
        let end = format[dollar...].firstIndex(of: UInt8(ascii: "}"))
      {
        result.append(contentsOf: format[start..<dollar])
        let name = UnsafeBufferPointer(rebasing: format[dollar + 2..<max(end, dollar + 2)])
        if isNamed("Partition", name) {
          result.append(contentsOf: place.partition.utf8)
        } else if isNamed("Region", name) {
          result.append(contentsOf: place.region.utf8)
        } else if isNamed("Account", name) {
          result.append(contentsOf: place.account.utf8)
        } else {
          result.append(contentsOf: text.utf8)
        }
        start = end + 1
      }
      result.append(contentsOf: format[start...])
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isNamed(_ expected: StaticString, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard name.count == expected.utf8CodeUnitCount else { return false }
    for index in name.indices where name[index] != expected.utf8Start[index] { return false }
    return true
  }

  /// A text that all values of `Resource` match, and a format; with a name of its own in it if asked for.
  ///
  /// - Parameters:
  ///   - caller: what `${aws:username}` stands for; `nil` where variables are ordinary text.
  ///   - searchesLeft: how often a text may still be looked for where none is plain to see.
  static func common(
    _ values: [String], _ format: String, _ place: Place, caller: String?, open: Bool, _ searchesLeft: inout Int
  ) -> String? {
    let shape = fill(format, place, with: "?*")
    let placed = values.map { self.placed($0, shape) }
    guard placed.allSatisfy({ mayMeet($0, shape) }) else { return nil }
    for (index, one) in placed.enumerated() {
      for other in placed[..<index] where !mayMeet(one, other) { return nil }
    }
    let variable = caller.map { caller in { name in Self.variable(name, caller: caller) } }
    for value in placed {
      let pattern = TextPattern(value, wildcards: true, variable: variable)
      let text = pattern.text(filler: "x", run: other)
      let fits = WildcardPattern(shape).matches(text) && (!open || pattern.tokens.contains(.run))
      if fits, placed.allSatisfy({ WildcardPattern($0).matches(text) || $0 == value }) { return text }
    }
    guard searchesLeft > 0 else { return nil }
    searchesLeft -= 1
    var patterns = placed.map { withinFields(TextPattern($0, wildcards: true, variable: variable)) }
    patterns.append(TextPattern(arn: shape))
    if open { patterns.append(TextPattern("*\(other)*")) }
    guard case .text(let text) = CommonText(maximumStates: 4_000).find(patterns) else { return nil }
    return text
  }

  /// A value with the fields of an ARN in place of wildcards for the first five.
  private static func placed(_ value: String, _ arn: String) -> String {
    var value = value
    var arn = arn
    return value.withUTF8 { value in
      arn.withUTF8 { arn in
        let colons = colons(in: value)
        let own = Self.colons(in: arn)
        guard colons.count == 5, own.count == 5 else { return String(decoding: value, as: UTF8.self) }
        var result = Array(value[...colons[0]])
        for index in 1..<5 {
          let field = value[colons[index - 1] + 1..<colons[index]]
          let isStar = field.count == 1 && field.first == UInt8(ascii: "*")
          result += isStar ? arn[own[index - 1] + 1..<own[index]] : field
          result.append(UInt8(ascii: ":"))
        }
        result += value[(colons[4] + 1)...]
        return String(decoding: result, as: UTF8.self)
      }
    }
  }

  /// Where the first five colons of a text stand; fewer when there are no more.
  private static func colons(in text: UnsafeBufferPointer<UInt8>) -> [Int] {
    var colons: [Int] = []
    colons.reserveCapacity(5)
    for (offset, byte) in text.enumerated() where byte == UInt8(ascii: ":") {
      colons.append(offset)
      if colons.count == 5 { break }
    }
    return colons
  }

  /// Whether some of several values of `Resource` may cover an ARN, as far as can be seen without their conditions and variables.
  static func mayCover(_ values: [String], _ arn: String) -> Bool {
    values.contains { value in
      if value == "*" { return true }
      guard mayMeet(value, arn) else { return false }
      return VariableTemplate.mayHoldVariables(value) || WildcardPattern(value).matches(arn)
    }
  }

  /// Whether two patterns begin alike up to the first wildcard or variable of either: without that they have no text in common.
  private static func mayMeet(_ a: String, _ b: String) -> Bool {
    var a = a
    var b = b
    return a.withUTF8 { a in
      b.withUTF8 { b in
        for offset in 0..<min(a.count, b.count) {
          if isOpen(a[offset]) || isOpen(b[offset]) { return true }
          if a[offset] != b[offset] { return false }
        }
        return true
      }
    }
  }

  private static func isOpen(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "$")
  }

  /// The same pattern with the wildcards in the first five fields of an ARN kept to their fields: names hold no colons.
  private static func withinFields(_ pattern: TextPattern) -> TextPattern {
    guard pattern.tokens.count > 3, pattern.tokens[3] == .character(":") else { return pattern }
    var pattern = pattern
    var colons = 0
    for index in pattern.tokens.indices {
      if pattern.tokens[index] == .character(":") { colons += 1 }
      if colons == 5 { break }
      if pattern.tokens[index] == .run { pattern.tokens[index] = .runInField }
      if pattern.tokens[index] == .any { pattern.tokens[index] = .anyInField }
    }
    return pattern
  }
}
