/// What one pass over a resource tells of its form.
struct ResourceSyntax {
  /// Whether it starts with `arn:`.
  private(set) var hasPrefix = false
  /// Number of colons, up to five.
  private(set) var colons = 0
  /// Offset of the fifth colon.
  private(set) var fifthColon = 0
  /// Offsets of the partition.
  private(set) var partition = 0..<0
  /// Whether the partition is `aws`, a name joined to it, or holds a wildcard or variable.
  private(set) var hasPartitionForm = false
  /// Whether it holds `${`.
  private(set) var hasVariable = false
  /// Whether it starts with `${`.
  private(set) var startsWithVariable = false
  /// Whether its last character is `*`.
  private(set) var endsInWildcard = false

  init(_ text: String) {
    var text = text
    text.withUTF8 { bytes in scan(bytes) }
  }

  private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
    let dollar = UInt8(ascii: "$")
    let brace = UInt8(ascii: "{")
    var partitionEnd = bytes.count
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: ":") {
        if colons < 5 {
          colons += 1
          if colons == 2 { partitionEnd = offset }
          if colons == 5 { fifthColon = offset }
        }
      } else if byte == brace, offset > 0, bytes[offset - 1] == dollar {
        hasVariable = true
        if offset == 1 { startsWithVariable = true }
        // A colon inside a variable separates no fields.
        if colons < 5, let end = Self.end(ofVariable: bytes, from: offset + 1) { offset = end }
      }
      offset += 1
    }
    endsInWildcard = bytes.last == UInt8(ascii: "*")
    hasPrefix =
      bytes.count >= 4 && bytes[0] == UInt8(ascii: "a") && bytes[1] == UInt8(ascii: "r")
      && bytes[2] == UInt8(ascii: "n") && bytes[3] == UInt8(ascii: ":")
    guard hasPrefix else { return }
    partition = 4..<max(4, partitionEnd)
    hasPartitionForm = Self.isPartition(UnsafeBufferPointer(rebasing: bytes[partition]))
  }

  /// The closing brace of a variable whose name starts at an offset.
  private static func end(ofVariable bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    for offset in start..<bytes.count {
      if bytes[offset] == UInt8(ascii: "}") { return offset }
      if bytes[offset] == UInt8(ascii: "{") { return nil }
    }
    return nil
  }

  private static func isPartition(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if bytes.count == 3 || bytes.count > 3 && bytes[3] == UInt8(ascii: "-"), bytes.starts(with: "aws".utf8) {
      return bytes.count == 3 || ARN.isPartition(String(decoding: bytes, as: UTF8.self))
        || bytes.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "$") }
    }
    return bytes.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "$") }
  }
}
