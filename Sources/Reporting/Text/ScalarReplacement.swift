import SourceText

/// Characters of ASCII, and what is put in the place of each.
struct ScalarReplacement: Sendable {
  private let table: [Unicode.Scalar: String]
  private let isReplaced: [Bool]

  /// - Parameter table: what is put in whose place; characters outside of ASCII stay.
  init(_ table: [Unicode.Scalar: String]) {
    self.table = table
    isReplaced = (0...UInt8.max).map { $0 < 0x80 && table[Unicode.Scalar($0)] != nil }
  }

  fileprivate func replaces(_ byte: UInt8) -> Bool { isReplaced[Int(byte)] }
  fileprivate func replacement(of byte: UInt8) -> String { table[Unicode.Scalar(byte)] ?? "" }
}

extension String {
  /// The text with some characters replaced, by Unicode scalar: an accent that follows hides none of them.
  func replacingScalars(_ replaced: ScalarReplacement) -> String {
    var source = self
    let result = source.withUTF8 { bytes -> String? in
      guard bytes.contains(where: replaced.replaces) else { return nil }
      var text = TextBuffer()
      var start = 0
      for index in bytes.indices where replaced.replaces(bytes[index]) {
        text.append(UnsafeBufferPointer(rebasing: bytes[start..<index]))
        text.append(replaced.replacement(of: bytes[index]))
        start = index + 1
      }
      text.append(UnsafeBufferPointer(rebasing: bytes[start...]))
      return text.finish()
    }
    return result ?? self
  }
}
