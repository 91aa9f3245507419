import Wildcards

extension ResourcePattern {
  /// The text with `*` for what is not known yet; `nil` when it may be anything.
  var textForCatalog: String? {
    if text == "*" { return text }
    guard let fields else {
      let isShort = text.utf8.starts(with: "arn:".utf8) && !Self.mayHoldPlaceholder(text)
      return isShort ? text : nil
    }
    guard Self.mayHoldPlaceholder(text) else { return text }
    var known = fields
    for index in 1..<5 where Self.mayHoldPlaceholder(fields[index]) { known[index] = "*" }
    known[5] = Self.withoutPlaceholders(fields[5])
    return known.joined(separator: ":")
  }

  private static func mayHoldPlaceholder(_ text: String) -> Bool {
    text.withBytes { bytes in
      bytes.contains { byte in
        switch byte {
        case UInt8(ascii: "$"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "<"), UInt8(ascii: ">"),
          UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "%"), UInt8(ascii: "#"):
          true
        default: false
        }
      }
    }
  }

  /// The last field with `*` for variables; only `*` where something else may be filled in.
  private static func withoutPlaceholders(_ field: String) -> String {
    var result = ""
    var rest = Substring(field)
    while let start = rest.range(of: "${") {
      result += rest[..<start.lowerBound] + "*"
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else { return "*" }
      rest = rest[rest.index(after: end)...]
    }
    result += rest
    return mayHoldPlaceholder(result) ? "*" : result
  }
}

extension Substring {
  /// Where a short text first stands.
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
