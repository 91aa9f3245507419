import SourceText

/// The short forms of CloudFormation's functions: `!Sub text` stands for `Fn::Sub: text`.
///
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
extension YAMLReader {
  /// The name of the function that a tag is short for; `nil` for other tags, and where functions are mistakes.
  func function(_ tag: String?) -> String? {
    guard readsIntrinsicFunctions, !isKeyNext, let tag, tag.utf8.count > 1, tag.hasPrefix("!") else { return nil }
    let name = String(tag.dropFirst())
    return name == "Ref" || name == "Condition" ? name : "Fn::" + name
  }

  /// Begins the object that a short form stands for; the next node is its value, and ends it.
  ///
  /// Its key is the tag.
  mutating func openFunction(_ name: String, at start: Int, anchor: String?) {
    if let anchor { anchors[anchor] = nil }
    let tag = tagRange(from: start)
    open.append(
      Collection(record: records.count, isMapping: true, isKeyNext: false, anchor: anchor, isFunction: true))
    records.append(SyntaxTree.Record(.object, .none, tag.lowerBound, tag.lowerBound))
    records.append(
      SyntaxTree.Record(.string, .decoded, tag.lowerBound, tag.upperBound, payload: decoded.count))
    decoded.append(name)
  }

  /// The tag itself; an anchor may stand before it.
  private func tagRange(from start: Int) -> ByteRange {
    var start = start
    while start < bytes.count, bytes[start] == UInt8(ascii: "&") || ASCII.isBlank(bytes[start]) {
      if bytes[start] == UInt8(ascii: "&") {
        while start < bytes.count, !ASCII.isBlank(bytes[start]) { start += 1 }
      } else {
        start += 1
      }
    }
    var end = start
    while end < bytes.count, !ASCII.isBlank(bytes[end]) { end += 1 }
    return ByteRange(start, end)
  }
}
