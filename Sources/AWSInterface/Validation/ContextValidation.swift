import Authorization
import ServiceCatalog

/// Checks context entries and their typed values.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ContextEntry.html
struct ContextValidation {
  /// What the entries give: the context, and a remark for each entry that is left out.
  struct Result {
    var context = RequestContext()
    var notes: [String] = []
  }

  /// The context that entries describe.
  ///
  /// What AWS declares of a key counts more than the type given; that they differ is remarked.
  ///
  /// - Throws: `InvalidInput` that names the entry.
  static func context(
    _ entries: [ContextEntry], catalog: ServiceCatalog? = nil
  ) throws(InterfaceError) -> Result {
    var result = Result()
    for entry in entries {
      guard (5...256).contains(entry.keyName.count) else {
        throw invalid(
          "context key `\(entry.keyName.shortened)` has \(entry.keyName.count) characters, expected 5 to 256")
      }
      if result.context[entry.keyName] != nil {
        throw invalid("context key `\(entry.keyName)` is given twice; letters in upper and lower case are the same")
      }
      let type = try type(entry)
      for value in entry.values where !isValid(value, type.element) {
        throw invalid(
          "value `\(value.shortened)` of context key `\(entry.keyName)` is not \(expectation(type.element))",
          help: type == .string || type == .stringList ? nil : "its type is given as `\(type.rawValue)`")
      }
      if entry.values.isEmpty && !type.isList {
        result.notes.append("context key `\(entry.keyName)` has no value and is left out")
        continue
      }
      let declared = catalog.flatMap { DeclaredKeyType(entry.keyName, in: $0) }
      if let note = declared?.contradiction(given: entry.keyType.map { _ in type }, values: entry.values) {
        result.notes.append(note)
      }
      result.context.set(
        RequestContext.Entry(
          entry.keyName, entry.values,
          isMultivalued: declared?.isMultivalued(entry.values.count) ?? (type.isList || entry.values.count > 1)))
    }
    return result
  }

  private static func type(_ entry: ContextEntry) throws(InterfaceError) -> ContextKeyType {
    guard let name = entry.keyType else { return .string }
    guard let type = ContextKeyType(rawValue: name) else {
      let known = ContextKeyType.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      throw invalid(
        "type `\(name.shortened)` of context key `\(entry.keyName)` is unknown, expected one of \(known)")
    }
    return type
  }

  static func isValid(_ value: String, _ type: ContextKeyType) -> Bool {
    switch type {
    case .numeric: return isNumber(value)
    case .boolean: return ["true", "false"].contains(value.lowercased())
    case .ip: return isAddress(value)
    case .binary: return isBase64(value)
    case .date: return isDate(value)
    default: return true
    }
  }

  static func expectation(_ type: ContextKeyType) -> String {
    switch type {
    case .numeric: return "a number, such as `3600`"
    case .boolean: return "`true` or `false`"
    case .ip: return "an IPv4 or IPv6 address, such as `203.0.113.7`"
    case .binary: return "base64"
    case .date: return "a date, such as `2026-01-31T12:00:00Z`, or seconds since 1970"
    default: return "text"
    }
  }

  static func isNumber(_ text: String) -> Bool {
    var rest = text[...]
    if rest.hasPrefix("-") || rest.hasPrefix("+") { rest = rest.dropFirst() }
    let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }
  }

  static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let address = parts.first else { return false }
    let isV4 = isIPv4(address)
    guard isV4 || isIPv6(address) else { return false }
    guard parts.count == 2 else { return true }
    guard let length = Int(parts[1]), parts[1].utf8.allSatisfy(isDigit) else { return false }
    return length <= (isV4 ? 32 : 128)
  }

  private static func isIPv4(_ text: Substring) -> Bool {
    let octets = text.split(separator: ".", omittingEmptySubsequences: false)
    return octets.count == 4
      && octets.allSatisfy { (1...3).contains($0.count) && $0.utf8.allSatisfy(isDigit) && (Int($0) ?? 256) < 256 }
  }

  private static func isIPv6(_ text: Substring) -> Bool {
    guard let gap = text.firstRange(of: "::") else { return groupCount(text, isLast: true) == 8 }
    guard let before = groupCount(text[..<gap.lowerBound], isLast: false),
      let after = groupCount(text[gap.upperBound...], isLast: true)
    else { return false }
    return before + after < 8
  }

  /// How many 16-bit groups a part of an IPv6 address has; an IPv4 address at the very end counts as two.
  private static func groupCount(_ text: Substring, isLast: Bool) -> Int? {
    guard !text.isEmpty else { return 0 }
    var groups = text.split(separator: ":", omittingEmptySubsequences: false)
    var count = 0
    if isLast, let last = groups.last, isIPv4(last) {
      groups.removeLast()
      count = 2
    }
    guard groups.allSatisfy({ (1...4).contains($0.count) && $0.utf8.allSatisfy(isHexDigit) }) else { return nil }
    return count + groups.count
  }

  static func isBase64(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count % 4 == 0 else { return false }
    let body = bytes.prefix { $0 != UInt8(ascii: "=") }
    let padding = bytes.dropFirst(body.count)
    return padding.count <= 2 && padding.allSatisfy { $0 == UInt8(ascii: "=") }
      && body.allSatisfy {
        switch $0 {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
          return true
        default: return false
        }
      }
  }

  /// Whether a text is a date of the W3C profile of ISO 8601, or a number of seconds.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
  static func isDate(_ text: String) -> Bool {
    if isNumber(text) { return true }
    var scanner = DateScanner(text)
    return scanner.isDate()
  }

  fileprivate static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }

  private static func invalid(_ message: String, help: String? = nil) -> InterfaceError {
    InterfaceError(.invalidInput, message, help: help)
  }
}

/// Reads a date part by part, year first.
private struct DateScanner {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text[...].utf8 }

  mutating func isDate() -> Bool {
    guard let year = number(4), year >= 1 else { return false }
    guard !rest.isEmpty else { return true }
    guard take("-"), let month = number(2), (1...12).contains(month) else { return false }
    guard !rest.isEmpty else { return true }
    guard take("-"), let day = number(2), (1...Self.days(month, year)).contains(day) else { return false }
    guard !rest.isEmpty else { return true }
    guard take("T") || take("t"), let hour = number(2), hour < 24, take(":"), let minute = number(2), minute < 60
    else { return false }
    if take(":") {
      guard let second = number(2), second <= 60 else { return false }
      if take(".") {
        let digits = rest.prefix(while: ContextValidation.isDigit)
        guard !digits.isEmpty else { return false }
        rest = rest.dropFirst(digits.count)
      }
    }
    if take("Z") || take("z") { return rest.isEmpty }
    guard take("+") || take("-"), let hours = number(2), hours < 24 else { return false }
    _ = take(":")
    guard let minutes = number(2), minutes < 60 else { return false }
    return rest.isEmpty
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == character.value else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func number(_ digits: Int) -> Int? {
    let part = rest.prefix(digits)
    guard part.count == digits, part.allSatisfy(ContextValidation.isDigit) else { return nil }
    rest = rest.dropFirst(digits)
    return part.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  private static func days(_ month: Int, _ year: Int) -> Int {
    switch month {
    case 2: return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }
}
