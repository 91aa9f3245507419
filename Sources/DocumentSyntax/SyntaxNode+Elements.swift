public import SourceText

extension SyntaxNode {
  /// Visits the elements of an array without making a node of each: for lists of strings, which are most of a policy.
  ///
  /// - Parameter body: Gets what the element is, its bytes, and its value when it is a string.
  public func forEachElement(_ body: (_ kind: SyntaxKind, _ range: ByteRange, _ string: String?) -> Void) {
    guard kind == .array else { return }
    tree.records.withUnsafeBufferPointer { records in
      tree.file.bytes.withUnsafeBufferPointer { bytes in
        let end = Int(records[index].payload)
        var element = index + 1
        while element < end {
          let record = records[element]
          let range = ByteRange(Int(record.start), Int(record.end))
          body(record.kind, range, string(of: record, in: bytes))
          element = record.kind.isContainer ? Int(record.payload) : element + 1
        }
      }
    }
  }

  private func string(of record: SyntaxTree.Record, in bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard record.kind == .string else { return nil }
    let start = Int(record.start)
    let end = Int(record.end)
    switch record.payloadKind {
    case .decoded: return tree.decoded[Int(record.payload)]
    case .quotedVerbatim:
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[start + 1..<end - 1]), as: UTF8.self)
    case .bareVerbatim, .none:
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
    }
  }
}
