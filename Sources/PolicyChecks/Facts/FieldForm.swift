import Wildcards

/// What the formats of a resource type's ARNs have in a field.
enum FieldForm: Hashable {
  /// Nothing.
  case empty
  /// A part that varies.
  case variable
  /// A word.
  case word

  /// The form of a field of a format.
  init(_ field: Substring) {
    self =
      field.isEmpty
      ? .empty : field.utf8.contains { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "*") } ? .variable : .word
  }

  /// The six fields of a format; `nil` when it has fewer.
  static func fields(of format: String) -> [Substring]? {
    var fields: [Substring] = []
    fields.reserveCapacity(6)
    var rest = format[...]
    while fields.count < 5 {
      guard let colon = rest.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      fields.append(rest[..<colon])
      rest = rest[rest.utf8.index(after: colon)...]
    }
    fields.append(rest)
    return fields
  }

  /// The third of at least four fields of a format.
  static func serviceName(of format: String) -> String? {
    format.withBytes { bytes in
      var start = 0
      var colons = 0
      for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: ":") {
        colons += 1
        if colons == 2 { start = index + 1 }
        if colons == 3 { return String(decoding: bytes[start..<index], as: UTF8.self) }
      }
      return nil
    }
  }

  /// The first word of a resource, up to `/` or `:`; a slash at the beginning is part of it.
  static func firstWord(_ resource: some StringProtocol) -> Substring {
    // Those of API Gateway begin with a slash.
    let end = resource.utf8.dropFirst().firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") }
    return Substring(resource[..<(end ?? resource.endIndex)])
  }

  /// Whether a field of a format is a variable and nothing else.
  static func isAnyText(_ field: Substring) -> Bool {
    field.hasPrefix("${")
      && field.utf8.firstIndex(of: UInt8(ascii: "}")).map { field.utf8.index(after: $0) } == field.endIndex
  }
}
