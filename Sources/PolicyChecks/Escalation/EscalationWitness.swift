import PolicyAnalysis
import PolicyLanguage

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
      let fields = value.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      guard fields.count == 6, fields[0] == "arn" else { return }
      func constant(_ field: Substring, else other: String) -> String {
        let field = String(field)
        return field.isEmpty || field.hasWildcard || field.contains("$") ? other : field
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
    var rest = format[...]
    while let start = rest.firstIndex(of: "$"), let end = rest[start...].firstIndex(of: "}") {
      result += rest[..<start]
      switch rest[start...end] {
      case "${Partition}": result += place.partition
      case "${Region}": result += place.region
      case "${Account}": result += place.account
      default: result += text
      }
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  /// A text that all values of `Resource` match, and a format; with a name of its own in it if asked for.
  ///
  /// - Parameter caller: what `${aws:username}` stands for; `nil` where variables are ordinary text.
  static func common(
    _ values: [String], _ format: String, _ place: Place, caller: String?, open: Bool
  ) -> String? {
    var patterns = values.map { value in
      withinFields(
        TextPattern(value, wildcards: true, variable: caller.map { caller in { variable($0, caller: caller) } }))
    }
    patterns.append(TextPattern(arn: fill(format, place, with: "?*")))
    if open { patterns.append(TextPattern("*\(other)*")) }
    guard case .text(let text) = CommonText(maximumStates: 4_000).find(patterns) else { return nil }
    return text
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
