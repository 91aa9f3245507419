import SourceText

/// The lines of a file of comma-separated values (RFC 4180), each value with its bytes.
///
/// Written here for the places: mistakes and findings name the line and column of a value, which parsers of such files do not
/// keep.
struct CommaSeparatedValues {
  /// A value, without the quotes that it may stand in.
  struct Value {
    var text: String
    /// Its bytes, with its quotes.
    var range: ByteRange
  }

  /// The values line by line; empty lines are left out.
  private(set) var rows: [[Value]] = []
  /// A quote that is never closed; the lines up to it can be read.
  private(set) var problem: Diagnostic?

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  init(_ file: SourceFile) {
    let bytes = file.bytes
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var row: [Value] = []
    while index < bytes.count {
      guard let (value, end) = Self.value(file, at: index) else {
        problem = Diagnostic(
          .error, code: "csv-quote", "the quote is never closed", in: file, at: ByteRange(index, index + 1))
        return
      }
      row.append(value)
      index = end
      if index < bytes.count, bytes[index] == Self.comma {
        index += 1
        // A comma at the end of the file stands before an empty value.
        if index == bytes.count { row.append(Value(text: "", range: ByteRange(index, index))) }
      } else {
        index = Self.endOfLine(bytes, index)
        add(&row)
      }
    }
    add(&row)
  }

  private mutating func add(_ row: inout [Value]) {
    if row.count > 1 || row.first?.text.isEmpty == false { rows.append(row) }
    row = []
  }

  /// The value that begins at a byte, and where the comma or line end after it is; `nil` when its quote is never closed.
  private static func value(_ file: SourceFile, at start: Int) -> (Value, Int)? {
    let bytes = file.bytes
    guard bytes[start] == quote else {
      let end = bytes[start...].firstIndex { $0 == comma || $0 == lineFeed || $0 == carriageReturn } ?? bytes.count
      let range = ByteRange(start, end)
      return (Value(text: file.text(range), range: range), end)
    }
    var text: [UInt8] = []
    var index = start + 1
    while index < bytes.count {
      if bytes[index] != quote {
        text.append(bytes[index])
        index += 1
      } else if index + 1 < bytes.count, bytes[index + 1] == quote {
        text.append(quote)
        index += 2
      } else {
        let value = Value(text: String(decoding: text, as: UTF8.self), range: ByteRange(start, index + 1))
        let end =
          bytes[(index + 1)...].firstIndex { $0 == comma || $0 == lineFeed || $0 == carriageReturn } ?? bytes.count
        return (value, end)
      }
    }
    return nil
  }

  private static func endOfLine(_ bytes: [UInt8], _ index: Int) -> Int {
    var index = index
    if index < bytes.count, bytes[index] == carriageReturn { index += 1 }
    if index < bytes.count, bytes[index] == lineFeed { index += 1 }
    return index
  }
}
