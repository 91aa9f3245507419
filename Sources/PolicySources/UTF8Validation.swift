import SourceText

/// Finds out whether a file's bytes are UTF-8, and where not.
enum UTF8Validation {
  /// The first malformed place of a file; `nil` when all of it is UTF-8.
  static func problem(in file: SourceFile) -> Diagnostic? {
    let bytes = file.bytes
    if isASCII(bytes) || String(validating: bytes, as: UTF8.self) != nil { return nil }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return Diagnostic(
        .error, code: "invalid-utf8", "the file is UTF-16, expected UTF-8", in: file, at: ByteRange(0, 2),
        help: "save it as UTF-8; in PowerShell, write it with `Out-File -Encoding utf8`")
    }
    let offset = firstMalformedOffset(bytes)
    let byte = String(bytes[offset], radix: 16, uppercase: true)
    return Diagnostic(
      .error, code: "invalid-utf8", "byte 0x\(byte) is not UTF-8", in: file, at: ByteRange(offset, offset + 1),
      help: "save the file as UTF-8")
  }

  /// Most files are: that is seen without a copy of the text.
  private static func isASCII(_ bytes: [UInt8]) -> Bool {
    // Without a way out of the loop, the compiler looks at sixteen bytes at once.
    var all: UInt8 = 0
    for byte in bytes { all |= byte }
    return all < 0x80
  }

  /// Every prefix up to the first malformed sequence is valid, and no longer one is: halve until it is found.
  private static func firstMalformedOffset(_ bytes: [UInt8]) -> Int {
    var valid = 0
    var invalid = bytes.count
    while invalid - valid > 1 {
      var middle = (valid + invalid) / 2
      // Do not cut a sequence in two: go back to where one may begin.
      while middle > valid, bytes[middle] & 0xC0 == 0x80 { middle -= 1 }
      if middle == valid { break }
      if String(validating: bytes[valid..<middle], as: UTF8.self) != nil { valid = middle } else { invalid = middle }
    }
    var offset = valid
    while offset < bytes.count {
      let length = sequenceLength(bytes[offset])
      guard offset + length <= bytes.count,
        String(validating: bytes[offset..<offset + length], as: UTF8.self) != nil
      else { return offset }
      offset += length
    }
    return min(offset, bytes.count - 1)
  }

  private static func sequenceLength(_ lead: UInt8) -> Int {
    switch lead {
    case 0xC0...0xDF: return 2
    case 0xE0...0xEF: return 3
    case 0xF0...0xF7: return 4
    default: return 1
    }
  }
}
