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
      let fields = value.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
      guard fields.count == 6, fields[0].elementsEqual("arn".utf8) else { return }
      func constant(_ field: Substring.UTF8View, else other: String) -> String {
        let field = Substring(field)
        return field.isEmpty || !field.isPlain ? other : String(field)
      }
      partition = constant(fields[1], else: partition)
      region = constant(fields[3], else: region)
      self.account = constant(fields[4], else: account)
    }
  }

  /// The value of a policy variable.
  static func variable(_ name: String, caller: String = EscalationWitness.caller) -> String {
    name.lowercased() == "aws:username" ? caller : any
  }

  /// An ARN of a format at a place with something in place of its other variables.
  static func fill(_ format: String, _ place: Place, with text: String) -> String {
    var result = ""
    var rest = format.utf8[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "$")), let end = rest[start...].firstIndex(of: UInt8(ascii: "}"))
    {
      result += Substring(rest[..<start])
      switch Substring(rest[start...end]) {
      case "${Partition}": result += place.partition
      case "${Region}": result += place.region
      case "${Account}": result += place.account
      default: result += text
      }
      rest = rest[rest.index(after: end)...]
    }
    return result + Substring(rest)
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
    var fields = value.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    let own = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count == 6, own.count == 6 else { return value }
    for index in 1..<5 where fields[index] == "*" { fields[index] = own[index] }
    return fields.joined(separator: ":")
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
    for (one, other) in zip(a.utf8, b.utf8) {
      if isOpen(one) || isOpen(other) { return true }
      if one != other { return false }
    }
    return true
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
