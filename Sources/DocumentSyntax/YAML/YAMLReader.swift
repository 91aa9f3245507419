import CYaml
import SourceText

/// Reads one YAML document into the records of a ``SyntaxTree``, with libyaml as the scanner.
///
/// libyaml stops at its first syntax error; everything this reader itself checks is reported all the same.
struct YAMLReader {
  /// A mapping or sequence whose end has not come yet.
  struct Collection {
    var record: Int
    var isMapping: Bool
    /// Whether the next node of a mapping is a key.
    var isKeyNext: Bool
    var anchor: String?
    /// Whether it is the object that a short form of a function stands for, which ends with its only value.
    var isFunction = false
  }

  /// A collection whose content is not read; the record that stands for it is complete when `depth` is back at 0.
  struct Skipped {
    var record: Int
    var depth: Int
    var anchor: String?
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let maximumDepth: Int
  let readsIntrinsicFunctions: Bool
  var diagnostics: DiagnosticCollector
  var records: [SyntaxTree.Record] = []
  var decoded: [String] = []
  var open: [Collection] = []
  var skipped: Skipped?
  /// Records of complete nodes by anchor.
  var anchors: [String: Int] = [:]
  /// Records made by expanding aliases so far.
  var expanded = 0
  var hasReportedExpansion = false
  var hasReportedDepth = false
  /// Just past the last byte of the last node; nodes are kept in order by never going back behind it.
  var nodeEnd: Int
  private var offsets: YAMLOffsets
  private var duplicates = DuplicateKeys()
  private let base: Int

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int, readsIntrinsicFunctions: Bool = false,
    diagnostics: DiagnosticCollector
  ) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
    self.readsIntrinsicFunctions = readsIntrinsicFunctions
    self.diagnostics = diagnostics
    base = TextEncoding.byteOrderMarkLength(bytes)
    nodeEnd = base
    offsets = YAMLOffsets(bytes, base: base)
  }

  /// Reads the whole document.
  mutating func read() {
    if let replaced = YAMLText.replacingForbidden(bytes, from: base, &diagnostics) {
      replaced.withUnsafeBufferPointer { text in
        offsets = YAMLOffsets(text, base: base)
        readEvents(of: text)
      }
    } else {
      readEvents(of: bytes)
    }
    finishSkipped()
    while !open.isEmpty { closeCollection(end: nodeEnd) }
    if records.isEmpty, diagnostics.isEmpty {
      diagnostics.report(
        code: "yaml-syntax", at: ByteRange(base, base), "the document is empty, expected a YAML value")
    }
  }

  private mutating func readEvents(of text: UnsafeBufferPointer<UInt8>) {
    // The parser holds a pointer to itself and must not move.
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else {
      diagnostics.report(code: "yaml-syntax", at: ByteRange(base, base), "there is not enough memory to read this")
      return
    }
    defer { yaml_parser_delete(parser) }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    let rest = UnsafeBufferPointer(rebasing: text[base...])
    // libyaml refuses a null pointer even for no bytes.
    var nothing: UInt8 = 0
    withUnsafePointer(to: &nothing) { placeholder in
      yaml_parser_set_input_string(parser, rest.baseAddress ?? placeholder, rest.count)
      var documents = 0
      var event = yaml_event_t()
      while true {
        guard yaml_parser_parse(parser, &event) == 1 else {
          reportSyntaxError(parser)
          return
        }
        defer { yaml_event_delete(&event) }
        switch event.type {
        case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return
        case YAML_DOCUMENT_START_EVENT:
          documents += 1
          if documents > 1 {
            reportSecondDocument(event)
            return
          }
        default: read(event)
        }
      }
    }
  }

  private mutating func read(_ event: yaml_event_t) {
    if skipped != nil { return skip(event) }
    switch event.type {
    case YAML_SCALAR_EVENT: readScalar(event)
    case YAML_ALIAS_EVENT: readAlias(event)
    case YAML_MAPPING_START_EVENT:
      let data = event.data.mapping_start
      openCollection(
        event, isMapping: true, tag: data.tag, anchor: data.anchor, isFlow: data.style == YAML_FLOW_MAPPING_STYLE)
    case YAML_SEQUENCE_START_EVENT:
      let data = event.data.sequence_start
      openCollection(
        event, isMapping: false, tag: data.tag, anchor: data.anchor, isFlow: data.style == YAML_FLOW_SEQUENCE_STYLE)
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
      // The end of an indented collection has no text; libyaml puts it at the next token.
      let end = offset(event.end_mark)
      let isFlow = end > offset(event.start_mark)
      closeCollection(end: isFlow ? max(end, nodeEnd) : nodeEnd)
    default: break
    }
  }

  // MARK: Places

  mutating func offset(_ mark: yaml_mark_t) -> Int { offsets.offset(ofCharacter: mark.index) }

  /// The bytes of a node without its tag and anchor.
  mutating func contentRange(_ event: yaml_event_t, hasProperties: Bool) -> ByteRange {
    let end = max(offset(event.end_mark), nodeEnd)
    var start = max(offset(event.start_mark), nodeEnd)
    guard hasProperties else { return ByteRange(start, end) }
    while start < end, bytes[start] == UInt8(ascii: "&") || bytes[start] == UInt8(ascii: "!") {
      while start < end, !ASCII.isBlank(bytes[start]) { start += 1 }
      while start < end {
        if bytes[start] == ASCII.hash {
          while start < end, bytes[start] != ASCII.lineFeed, bytes[start] != ASCII.carriageReturn { start += 1 }
        } else if ASCII.isBlank(bytes[start]) {
          start += 1
        } else {
          break
        }
      }
    }
    return ByteRange(start, end)
  }

  // MARK: Collections

  /// Whether the next node is a mapping's key.
  var isKeyNext: Bool { open.last?.isKeyNext ?? false }

  /// Notes that a node is complete, so that a key is followed by a value and a value by a key.
  mutating func finishNode(_ record: Int, anchor: String?) {
    if let anchor { anchors[anchor] = record }
    guard let last = open.last, last.isMapping else { return }
    open[open.count - 1].isKeyNext.toggle()
    // The value was the function's.
    if last.isFunction, !last.isKeyNext { closeCollection(end: nodeEnd) }
  }

  private mutating func openCollection(
    _ event: yaml_event_t, isMapping: Bool, tag: UnsafeMutablePointer<yaml_char_t>?,
    anchor: UnsafeMutablePointer<yaml_char_t>?, isFlow: Bool
  ) {
    var tag = tag.map { String(cString: $0) }
    var anchor = anchor.map { String(cString: $0) }
    var range = contentRange(event, hasProperties: false)
    if let function = function(tag), open.count + 1 < maximumDepth {
      openFunction(function, at: range.lowerBound, anchor: anchor)
      anchor = nil
      tag = "!"
    }
    let standardTag = isMapping ? "tag:yaml.org,2002:map" : "tag:yaml.org,2002:seq"
    if let tag, tag != standardTag, tag != "!" {
      reportTag(tag, at: range)
    } else if isKeyNext {
      diagnostics.report(
        code: "yaml-syntax", at: ByteRange(range.lowerBound, range.lowerBound + 1),
        "expected a text as the key, found \(isMapping ? "an object" : "a list")")
    } else if open.count >= maximumDepth {
      reportDepth(at: range)
    } else {
      if tag != nil || anchor != nil { range = contentStart(range) }
      if let anchor { anchors[anchor] = nil }
      open.append(Collection(record: records.count, isMapping: isMapping, isKeyNext: isMapping, anchor: anchor))
      records.append(
        SyntaxTree.Record(isMapping ? .object : .array, .none, range.lowerBound, range.lowerBound))
      if isFlow { nodeEnd = max(nodeEnd, range.lowerBound) }
      return
    }
    skipped = Skipped(record: records.count, depth: 1, anchor: anchor)
    records.append(SyntaxTree.Record(.invalid, .none, range.lowerBound, range.upperBound))
  }

  /// Where a collection's text begins after its tag and anchor, which libyaml counts as part of it.
  private func contentStart(_ range: ByteRange) -> ByteRange {
    var start = range.lowerBound
    while start < bytes.count, bytes[start] == UInt8(ascii: "&") || bytes[start] == UInt8(ascii: "!") {
      while start < bytes.count, !ASCII.isBlank(bytes[start]) { start += 1 }
      while start < bytes.count, ASCII.isBlank(bytes[start]) || bytes[start] == ASCII.hash {
        if bytes[start] == ASCII.hash {
          while start < bytes.count, bytes[start] != ASCII.lineFeed, bytes[start] != ASCII.carriageReturn { start += 1 }
        } else {
          start += 1
        }
      }
    }
    return ByteRange(start, max(start, range.upperBound))
  }

  private mutating func closeCollection(end: Int) {
    guard let collection = open.popLast() else { return }
    if collection.isMapping, !collection.isKeyNext {
      // libyaml failed between a key and its value.
      records.append(SyntaxTree.Record(.invalid, .none, end, end))
    }
    let start = Int(records[collection.record].start)
    // Where a tag ends is known for sure by what stands behind it.
    if collection.isFunction, collection.record + 2 < records.count {
      records[collection.record + 1].end = min(
        records[collection.record + 1].end, records[collection.record + 2].start)
    }
    nodeEnd = max(end, start)
    records[collection.record].end = UInt32(truncatingIfNeeded: nodeEnd)
    records[collection.record].payload = UInt32(truncatingIfNeeded: records.count)
    if collection.isMapping {
      duplicates.check(records, decoded, object: collection.record, end: records.count, in: bytes, &diagnostics)
    }
    finishNode(collection.record, anchor: collection.anchor)
  }

  private mutating func skip(_ event: yaml_event_t) {
    switch event.type {
    case YAML_MAPPING_START_EVENT, YAML_SEQUENCE_START_EVENT: skipped?.depth += 1
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
      skipped?.depth -= 1
      let end = offset(event.end_mark)
      if end > offset(event.start_mark) { nodeEnd = max(nodeEnd, end) }
      if skipped?.depth == 0 { finishSkipped() }
    case YAML_SCALAR_EVENT, YAML_ALIAS_EVENT:
      nodeEnd = contentEnd(contentRange(event, hasProperties: false))
    default: break
    }
  }

  private mutating func finishSkipped() {
    guard let done = skipped else { return }
    skipped = nil
    let start = Int(records[done.record].start)
    nodeEnd = max(nodeEnd, start)
    records[done.record].end = UInt32(truncatingIfNeeded: nodeEnd)
    finishNode(done.record, anchor: done.anchor)
  }

  /// The end of a node's text without the blank lines that libyaml counts as part of an indented text.
  func contentEnd(_ range: ByteRange) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, ASCII.isBlank(bytes[end - 1]) { end -= 1 }
    return end
  }
}
