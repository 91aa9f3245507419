import Authorization

/// Reads the values of flags that state facts.
enum FactText {
  /// `KEY=VALUE`, each key once.
  static func tags(_ words: [String], flag: String) throws -> [ResourceTag] {
    var tags: [ResourceTag] = []
    for word in words {
      guard let tag = tag(word) else { throw CommandFailure("`\(word)` in `\(flag)` is no tag, expected KEY=VALUE") }
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html (keys that differ in case only are one)
      if tags.contains(where: { $0.key.lowercased() == tag.key.lowercased() }) {
        throw CommandFailure("`\(flag)` gives the tag `\(tag.key)` twice")
      }
      tags.append(tag)
    }
    return tags
  }

  /// One `KEY=VALUE`.
  static func tag(_ word: String) -> ResourceTag? {
    guard let equals = word.firstIndex(of: "="), equals > word.startIndex else { return nil }
    return ResourceTag(key: String(word[..<equals]), value: String(word[word.index(after: equals)...]))
  }

  /// A path in an organization, an organization's id, or `none`.
  static func organization(_ text: String, flag: String) throws -> OrganizationMembership {
    if let membership = OrganizationMembership(text) { return membership }
    throw CommandFailure(
      "`\(text)` in `\(flag)` is neither a path in an organization nor `none`; "
        + "write for example `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`, or the organization's id alone")
  }

  /// A date and time, or seconds since 1970.
  static func time(_ text: String, flag: String) throws -> RequestTime {
    if let time = RequestTime(text) { return time }
    throw CommandFailure(
      "`\(text)` in `\(flag)` is no time; write a date and time, `2026-01-31T12:00:00Z`, or seconds since 1970")
  }

  /// Whether a second factor was used, or how many seconds ago.
  static func multiFactor(_ text: String, flag: String) throws -> SessionFacts.MultiFactor {
    if let use = SessionFacts.MultiFactor(text) { return use }
    throw CommandFailure(
      "expected `\(flag)` to be `true`, `false` or how many seconds ago a second factor was used, not `\(text)`")
  }

  /// An address of either family.
  static func address(_ text: String, flag: String) throws -> String {
    if let network = ConditionOperand.network(text), network.prefixLength == network.width, !text.contains("/") {
      return text
    }
    throw CommandFailure("`\(text)` in `\(flag)` is no address; write one such as `203.0.113.7`")
  }

  /// An id of which the beginning is known.
  static func id(_ text: String, prefix: String, flag: String) throws -> String {
    if text.hasPrefix(prefix), text.utf8.count > prefix.utf8.count { return text }
    throw CommandFailure("`\(text)` in `\(flag)` is no id, expected `\(prefix)…`")
  }

  /// The twelve digits of an account.
  static func account(_ text: String, flag: String) throws -> String {
    if text.utf8.count == 12, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
      return text
    }
    throw CommandFailure("`\(text)` in `\(flag)` is no account, expected twelve digits")
  }
}
