public import SourceText

extension SyntaxNode {
  /// Visits the elements of an array without making a node of each: for lists of strings, which are most of a policy.
  ///
  /// - Parameter body: Gets what the element is, its bytes, and the UTF-8 of its value when it is a string; that is valid
  ///   only inside `body`.
  @inlinable
  public func forEachElement(
    _ body: (_ kind: SyntaxKind, _ range: ByteRange, _ string: UnsafeBufferPointer<UInt8>?) -> Void
  ) {
    guard kind == .array else { return }
    tree.records.withUnsafeBufferPointer { records in
      tree.file.bytes.withUnsafeBufferPointer { bytes in
        let end = Int(records[index].payload)
        var element = index + 1
        while element < end {
          let record = records[element]
          let start = Int(record.start)
          let range = ByteRange(start, Int(record.end))
          if record.kind != .string {
            body(record.kind, range, nil)
          } else if record.payloadKind == .decoded {
            var text = tree.decoded[Int(record.payload)]
            text.withUTF8 { body(.string, range, $0) }
          } else {
            let quote = record.payloadKind == .quotedVerbatim ? 1 : 0
            body(
              .string, range, UnsafeBufferPointer(rebasing: bytes[start + quote..<Int(record.end) - quote]))
          }
          element = record.kind.isContainer ? Int(record.payload) : element + 1
        }
      }
    }
  }

  /// Most elements that an array can have, for reserving room; none for anything else.
  public var maximumElementCount: Int {
    let record = self.record
    return record.kind == .array ? Int(record.payload) - index - 1 : 0
  }
}
