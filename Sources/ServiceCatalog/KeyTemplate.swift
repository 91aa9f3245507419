import Wildcards

/// Names of condition keys with `${…}` for a part that is filled in.
enum KeyTemplate {
  /// Whether a name is that of a template, in any case; a part to be filled in is never empty.
  ///
  /// The template itself, whatever its placeholder is called, is such a name too.
  static func matches(_ template: UnsafeBufferPointer<UInt8>, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    // What stands before the placeholder tells most apart.
    var head = 0
    while head < template.count, template[head] != UInt8(ascii: "$") {
      guard head < name.count, WildcardEncoding.lowercased(template[head]) == WildcardEncoding.lowercased(name[head])
      else { return false }
      head += 1
    }
    if head == template.count { return name.count == head }
    var pattern: [UInt8] = []
    var index = 0
    while index < template.count {
      let byte = template[index]
      index += 1
      if byte == UInt8(ascii: "$"), let end = template[index...].firstIndex(of: UInt8(ascii: "}")) {
        pattern += [WildcardEncoding.anyOne, WildcardEncoding.anyRun]
        index = end + 1
      } else {
        pattern.append(WildcardEncoding.lowercased(byte))
      }
    }
    let text = name.map(WildcardEncoding.lowercased)
    return pattern.withUnsafeBufferPointer { pattern in
      text.withUnsafeBufferPointer { WildcardMatcher.matches(pattern: pattern, text: $0) }
    }
  }

  /// The record of a sorted run whose name, at the start of the record, is or fits a name.
  static func search(
    _ section: CatalogTables.Section, in run: Range<Int>, of tables: CatalogTables, for name: String
  ) -> Int? {
    var name = name
    return name.withUTF8 { name in
      if let found = tables.search(section, in: run, for: FoldedName(name)) { return found }
      return run.first { matches(tables.text(section, $0, 0), name) }
    }
  }
}
