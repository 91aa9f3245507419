import CYaml
import SourceText

extension YAMLReader {
  /// Most values that the aliases of one document may stand for together.
  static let maximumExpansion = 100_000

  mutating func readScalar(_ event: yaml_event_t) {
    let data = event.data.scalar
    var tag = data.tag.map { String(cString: $0) }
    var anchor = data.anchor.map { String(cString: $0) }
    let hasProperties = tag != nil || anchor != nil
    if let function = function(tag), open.count + 1 < maximumDepth {
      openFunction(function, at: max(offset(event.start_mark), nodeEnd), anchor: anchor)
      anchor = nil
      tag = nil
    }
    let value = UnsafeBufferPointer(start: UnsafePointer(data.value), count: data.length)
    let whole = contentRange(event, hasProperties: hasProperties)
    let range = ByteRange(whole.lowerBound, contentEnd(whole))
    let isPlain = data.style == YAML_PLAIN_SCALAR_STYLE
    nodeEnd = max(nodeEnd, range.upperBound)
    let isKey = isKeyNext
    var kind = kind(of: value, isPlain: isPlain, tag: tag, at: range)
    if isKey, kind != .invalid {
      kind = keyKind(value, isPlain: isPlain, at: range)
    } else if kind == .number, YAMLCoreSchema.hasLeadingZero(value) {
      diagnostics.report(
        .warning, code: "yaml-leading-zero", at: range,
        help: "an identifier such as an account ID stands in quotation marks",
        fixIts: [
          FixIt(
            title: "put it in quotation marks", range: range,
            replacement: "\"" + String(decoding: value, as: UTF8.self) + "\"", safety: .changesBehaviour)
        ],
        "\(diagnostics.quoted(range)) is a number in YAML, whose leading zero other readers drop")
    }
    append(value, kind: kind, range: range)
    finishNode(records.count - 1, anchor: anchor)
  }

  /// Appends a scalar so that its value is found in the document itself where it stands there as it is.
  private mutating func append(_ value: UnsafeBufferPointer<UInt8>, kind: SyntaxKind, range: ByteRange) {
    guard kind == .string else {
      records.append(SyntaxTree.Record(kind, .none, range.lowerBound, range.upperBound))
      return
    }
    if range.count == value.count, bytes[range.indices].elementsEqual(value) {
      records.append(SyntaxTree.Record(.string, .bareVerbatim, range.lowerBound, range.upperBound))
    } else if range.count == value.count + 2, isQuote(bytes[range.lowerBound]),
      bytes[range.lowerBound + 1..<range.upperBound - 1].elementsEqual(value)
    {
      records.append(SyntaxTree.Record(.string, .quotedVerbatim, range.lowerBound, range.upperBound))
    } else {
      records.append(
        SyntaxTree.Record(.string, .decoded, range.lowerBound, range.upperBound, payload: decoded.count))
      decoded.append(String(decoding: value, as: UTF8.self))
    }
  }

  private func isQuote(_ byte: UInt8) -> Bool { byte == ASCII.quote || byte == ASCII.apostrophe }

  private mutating func kind(
    of value: UnsafeBufferPointer<UInt8>, isPlain: Bool, tag: String?, at range: ByteRange
  ) -> SyntaxKind {
    guard let tag else { return isPlain ? YAMLCoreSchema.kind(ofPlain: value) : .string }
    let resolved = YAMLCoreSchema.kind(ofPlain: value)
    switch tag {
    case "!", "tag:yaml.org,2002:str": return .string
    case "tag:yaml.org,2002:bool" where resolved == .boolean && isPlain: return .boolean
    case "tag:yaml.org,2002:int" where resolved == .number && isPlain: return .number
    case "tag:yaml.org,2002:float" where resolved == .number && isPlain: return .number
    case "tag:yaml.org,2002:null" where resolved == .null && isPlain: return .null
    default:
      reportTag(tag, at: range)
      return .invalid
    }
  }

  /// A key is a text however it is written; merge keys and keys that are missing are mistakes.
  private mutating func keyKind(
    _ value: UnsafeBufferPointer<UInt8>, isPlain: Bool, at range: ByteRange
  ) -> SyntaxKind {
    if isPlain, value.isEmpty {
      diagnostics.report(code: "yaml-syntax", at: range, "expected a key before `:`")
      return .invalid
    }
    if isPlain, value.elementsEqual("<<".utf8) {
      diagnostics.report(
        code: "yaml-merge-key", at: range, help: "write the members out",
        "merge keys (`<<`) are not supported: AWS does not read them")
      return .invalid
    }
    return .string
  }

  // MARK: Aliases

  mutating func readAlias(_ event: yaml_event_t) {
    let name = event.data.alias.anchor.map { String(cString: $0) } ?? ""
    let whole = contentRange(event, hasProperties: false)
    let range = ByteRange(whole.lowerBound, contentEnd(whole))
    nodeEnd = max(nodeEnd, range.upperBound)
    let record = records.count
    if let source = anchors[name] {
      expand(source, at: range)
    } else {
      let isInside = open.contains { $0.anchor == name }
      diagnostics.report(
        code: "yaml-alias", at: range,
        help: isInside ? nil : "a text that begins with `*` stands in quotation marks: `\"*\(name)\"`",
        isInside
          ? "the alias \(diagnostics.quoted(range)) stands for the value that it is part of"
          : "there is no anchor `&\(name)` before the alias \(diagnostics.quoted(range))")
      records.append(SyntaxTree.Record(.invalid, .none, range.lowerBound, range.upperBound))
    }
    finishNode(record, anchor: nil)
  }

  /// Appends a copy of the node at `source`.
  ///
  /// The copy keeps the places of the original: that is where its text is.
  private mutating func expand(_ source: Int, at range: ByteRange) {
    let root = records[source]
    if isKeyNext {
      appendKey(root, at: range)
      return
    }
    let count = root.kind.isContainer ? Int(root.payload) - source : 1
    guard expanded + count <= Self.maximumExpansion else {
      if !hasReportedExpansion {
        hasReportedExpansion = true
        diagnostics.report(
          code: "yaml-alias", at: range, help: "write the values out",
          "the aliases of this document stand for more than \(Self.maximumExpansion) values")
      }
      records.append(SyntaxTree.Record(.invalid, .none, range.lowerBound, range.upperBound))
      return
    }
    guard open.count + height(of: source, count) <= maximumDepth else {
      reportDepth(at: range)
      records.append(SyntaxTree.Record(.invalid, .none, range.lowerBound, range.upperBound))
      return
    }
    expanded += count
    let distance = records.count - source
    for index in source..<source + count {
      var copy = records[index]
      if copy.kind.isContainer { copy.payload += UInt32(truncatingIfNeeded: distance) }
      records.append(copy)
    }
  }

  private mutating func appendKey(_ root: SyntaxTree.Record, at range: ByteRange) {
    var key = root
    switch root.kind {
    case .string: break
    case .number, .boolean, .null:
      key.kind = .string
      key.payloadKind = .bareVerbatim
    case .object, .array, .invalid:
      if root.kind != .invalid {
        diagnostics.report(code: "yaml-syntax", at: range, "expected a text as the key, found an alias of a collection")
      }
      key = SyntaxTree.Record(.invalid, .none, range.lowerBound, range.upperBound)
    }
    records.append(key)
  }

  /// How many collections deep the node at `source` is.
  private func height(of source: Int, _ count: Int) -> Int {
    var ends: [Int] = []
    var height = 0
    for index in source..<source + count {
      while let end = ends.last, end <= index { ends.removeLast() }
      guard records[index].kind.isContainer else { continue }
      ends.append(Int(records[index].payload))
      height = max(height, ends.count)
    }
    return height
  }
}
