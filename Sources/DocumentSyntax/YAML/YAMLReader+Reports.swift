import CYaml
import SourceText

extension YAMLReader {
  mutating func reportDepth(at range: ByteRange) {
    guard !hasReportedDepth else { return }
    hasReportedDepth = true
    diagnostics.report(
      code: "nesting-too-deep", at: ByteRange(range.lowerBound, range.lowerBound + 1),
      "arrays and objects are nested more than \(maximumDepth) deep here")
  }

  mutating func reportTag(_ tag: String, at range: ByteRange) {
    let prefix = "tag:yaml.org,2002:"
    let name = tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
    let isIntrinsic = tag.hasPrefix("!")
    diagnostics.report(
      code: "yaml-tag", at: range,
      help: isIntrinsic
        ? "intrinsic functions belong into a template: here, write the value that the function gives"
        : "write the value without the tag",
      "the tag `\(name)` is not supported in a policy document")
  }

  mutating func reportSecondDocument(_ event: yaml_event_t) {
    let start = offset(event.start_mark)
    diagnostics.report(
      code: "yaml-syntax", at: ByteRange(start, max(start, min(start + 3, bytes.count))),
      help: "put each document into a file of its own", "a second document begins here, expected only one")
  }

  /// Says what libyaml did not understand.
  mutating func reportSyntaxError(_ parser: UnsafeMutablePointer<yaml_parser_t>) {
    // Nesting that was too deep for libyaml has been reported already at a smaller depth.
    if hasReportedDepth { return }
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? "this is not YAML"
    let context = parser.pointee.context.map { String(cString: $0) }
    let start = min(offset(parser.pointee.problem_mark), bytes.count)
    var help: String?
    if let context {
      let place = diagnostics.place(offset(parser.pointee.context_mark))
      help = "\(context) that begins at \(place)"
    }
    var message = problem
    let byte = start < bytes.count ? bytes[start] : 0
    if context == "while scanning an alias" {
      message = "a text that begins with `*` must stand in quotation marks"
      help = "for example `\"*\"`"
    } else if problem == "found character that cannot start any token" {
      if byte == ASCII.tab {
        message = "a tab may not be used to indent"
        help = "indent with spaces"
      } else {
        message = "a text that begins with `\(Character(Unicode.Scalar(byte)))` must stand in quotation marks"
        help = nil
      }
    } else if problem == "mapping values are not allowed in this context" {
      message = "unexpected `:`, no key may stand here"
      help = "check the indentation; a text that contains `: ` stands in quotation marks"
    } else if problem.hasPrefix("Maximum nesting level") {
      reportDepth(at: ByteRange(start, start))
      return
    }
    diagnostics.report(
      code: "yaml-syntax", at: ByteRange(start, start + characterLength(at: start)), help: help, message)
  }

  private func characterLength(at offset: Int) -> Int {
    guard offset < bytes.count, !ASCII.isBlank(bytes[offset]) else { return 0 }
    return bytes[offset] < 0x80 ? 1 : max(1, TextEncoding.sequenceLength(bytes, at: offset))
  }
}
