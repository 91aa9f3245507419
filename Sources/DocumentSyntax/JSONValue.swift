/// A JSON value without places: what is written out, or compared.
///
/// Objects keep the order of their members and may hold a key twice, as documents may.
public enum JSONValue: Sendable, Hashable {
  case null
  case boolean(Bool)
  /// A number in JSON's notation, kept as text so that no digit is lost.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// One member of an object.
  public struct Member: Sendable, Hashable {
    /// The key.
    public var key: String
    /// The value.
    public var value: JSONValue

    /// Makes a member.
    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// A whole number.
  public static func integer(_ value: some BinaryInteger) -> JSONValue { .number(String(value)) }

  /// The value of the first member with this key; `nil` for anything but an object.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}

extension JSONValue {
  /// The value of a node of a parsed document, whatever its notation.
  ///
  /// Numbers that only YAML can write are put into JSON's notation (`0x1F` becomes `31`, `.5` becomes `0.5`); infinity
  /// and NaN become strings. Places that could not be read become `null`.
  public init(_ node: SyntaxNode) {
    // An explicit stack: how deep a document may nest is the parser's choice, not the call stack's.
    var open: [(end: Int, isObject: Bool, values: [JSONValue])] = []
    let tree = node.tree
    let end = tree.next(after: node.index)
    var index = node.index
    var result = JSONValue.null
    while index < end || !open.isEmpty {
      var value: JSONValue
      if let last = open.last, index >= last.end {
        open.removeLast()
        value = last.isObject ? Self.object(keysAndValues: last.values) : .array(last.values)
      } else {
        let current = SyntaxNode(tree: tree, index: index)
        index += 1
        switch current.kind {
        case .object, .array:
          open.append((tree.next(after: current.index), current.kind == .object, []))
          continue
        case .string: value = .string(current.stringValue ?? "")
        case .number: value = Self.number(yaml: current.text)
        case .boolean: value = .boolean(current.booleanValue ?? false)
        case .null, .invalid: value = .null
        }
      }
      if open.isEmpty { result = value } else { open[open.count - 1].values.append(value) }
    }
    self = result
  }

  /// Pairs up keys and values; members whose key could not be read are left out.
  private static func object(keysAndValues values: [JSONValue]) -> JSONValue {
    var members: [Member] = []
    members.reserveCapacity(values.count / 2)
    for index in stride(from: 0, to: values.count - 1, by: 2) {
      if case .string(let key) = values[index] { members.append(Member(key, values[index + 1])) }
    }
    return .object(members)
  }

  /// A number of YAML's core schema in JSON's notation.
  private static func number(yaml text: String) -> JSONValue {
    if JSONWriter.isNumber(text) { return .number(text) }
    for (prefix, radix) in [("0x", 16), ("0o", 8)] where text.hasPrefix(prefix) {
      return UInt64(text.dropFirst(2), radix: radix).map { .number(String($0)) } ?? .string(text)
    }
    var digits = text[...]
    var sign = ""
    if digits.hasPrefix("-") { sign = "-" }
    if digits.hasPrefix("-") || digits.hasPrefix("+") { digits = digits.dropFirst() }
    let mantissa = digits.prefix { $0 != "e" && $0 != "E" }
    let exponent = digits.dropFirst(mantissa.count)
    let parts = mantissa.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    var whole = parts.first.map { $0.drop { $0 == "0" } } ?? ""
    if whole.isEmpty { whole = "0" }
    let fraction = parts.count > 1 && !parts[1].isEmpty ? "." + parts[1] : ""
    let number = sign + whole + fraction + exponent
    return JSONWriter.isNumber(number) ? .number(number) : .string(text)
  }
}
