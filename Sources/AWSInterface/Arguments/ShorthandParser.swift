import PolicySources
import SourceText

/// Reads the AWS CLI's shorthand: `Key=value,List=a,b,Other=[a,b],Nested={Key=value}`, values quoted where needed.
///
/// A comma is kept in a bare value by a backslash before it; `Key@=file://path` takes the value from a file.
/// https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html
struct ShorthandParser {
  private let file: SourceFile
  private let reader: SourceReader
  private var index = 0
  private var depth = 0

  /// Deepest nesting of lists and structures that is read; parameters of these operations need two.
  private static let maximumDepth = 16

  private var bytes: [UInt8] { file.bytes }

  init(_ file: SourceFile, reader: SourceReader) {
    self.file = file
    self.reader = reader
  }

  /// Reads the whole text as one structure.
  mutating func parse() throws(InterfaceError) -> ParameterValue {
    let members = try members(until: nil)
    return ParameterValue(.object(members), file: file, range: ByteRange(0, bytes.count))
  }

  private mutating func members(until close: UInt8?) throws(InterfaceError) -> [ParameterValue.Member] {
    var result: [ParameterValue.Member] = []
    repeat {
      result.append(try member(until: close))
    } while consume(UInt8(ascii: ","))
    if let close {
      guard consume(close) else { throw expected("`,` or `}`") }
    } else if index < bytes.count {
      throw expected("`,` and the next `Key=value`")
    }
    return result
  }

  private mutating func member(until close: UInt8?) throws(InterfaceError) -> ParameterValue.Member {
    skipBlanks()
    let start = index
    while index < bytes.count, Self.isKeyByte(bytes[index]) { index += 1 }
    guard index > start else { throw expected("`Key=value`") }
    let range = ByteRange(start, index)
    let isFile = startsFileMember
    if isFile { index += 1 }
    guard consume(UInt8(ascii: "=")) else { throw expected("`=` after `\(file.text(range))`") }
    var value = try value(until: close)
    if isFile { value = try contents(value) }
    return ParameterValue.Member(name: file.text(range), range: range, value: value)
  }

  /// A value of a member: a list in brackets, a structure in braces, or bare values separated by commas.
  private mutating func value(until close: UInt8?) throws(InterfaceError) -> ParameterValue {
    if let nested = try nested() { return nested }
    let start = index
    var values = [try scalar(isFirst: true, until: close)]
    var isList = false
    while peek == UInt8(ascii: ",") {
      // `a=b,c` goes on with the list, `a=b,c=d` with the next member: the character after `c` tells.
      let comma = index
      index += 1
      if peek == nil || peek == close {
        // A comma at the end makes a list of what stands before it.
        isList = true
        break
      }
      let next = try scalar(isFirst: false, until: close)
      if peek == UInt8(ascii: "=") || startsFileMember {
        index = comma
        break
      }
      values.append(next)
    }
    if values.count == 1, !isList { return values[0] }
    return ParameterValue(.list(values), file: file, range: ByteRange(start, index))
  }

  private mutating func nested() throws(InterfaceError) -> ParameterValue? {
    let start = index
    guard peek == UInt8(ascii: "[") || peek == UInt8(ascii: "{") else { return nil }
    depth += 1
    guard depth <= Self.maximumDepth else { throw expected("less nesting") }
    defer { depth -= 1 }
    if consume(UInt8(ascii: "{")) {
      let members = try members(until: UInt8(ascii: "}"))
      return ParameterValue(.object(members), file: file, range: ByteRange(start, index))
    }
    index += 1
    var values: [ParameterValue] = []
    skipBlanks()
    if !consume(UInt8(ascii: "]")) {
      repeat {
        skipBlanks()
        if let inner = try nested() {
          values.append(inner)
        } else {
          values.append(try scalar(isFirst: true, until: UInt8(ascii: "]")))
        }
        skipBlanks()
      } while consume(UInt8(ascii: ","))
      guard consume(UInt8(ascii: "]")) else { throw expected("`,` or `]`") }
    }
    return ParameterValue(.list(values), file: file, range: ByteRange(start, index))
  }

  private mutating func scalar(isFirst: Bool, until close: UInt8?) throws(InterfaceError) -> ParameterValue {
    let start = index
    if let quote = peek, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") {
      return try quoted(quote)
    }
    var text: [UInt8] = []
    while let byte = peek, byte != UInt8(ascii: ","), byte != close {
      if !isFirst && (byte == UInt8(ascii: "=") || startsFileMember) { break }
      if byte == UInt8(ascii: "\\"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: ",") { index += 1 }
      text.append(bytes[index])
      index += 1
    }
    return ParameterValue(
      .text(String(decoding: text, as: UTF8.self)), file: file, range: ByteRange(start, index))
  }

  private mutating func quoted(_ quote: UInt8) throws(InterfaceError) -> ParameterValue {
    let start = index
    index += 1
    var text: [UInt8] = []
    while let byte = peek {
      index += 1
      if byte == quote {
        return ParameterValue(
          .text(String(decoding: text, as: UTF8.self)), file: file, range: ByteRange(start, index))
      }
      if byte == UInt8(ascii: "\\"), let next = peek, next == quote || next == UInt8(ascii: "\\") {
        text.append(next)
        index += 1
      } else {
        text.append(byte)
      }
    }
    throw error("quote is not closed", at: ByteRange(start, start + 1))
  }

  private func contents(_ value: ParameterValue) throws(InterfaceError) -> ParameterValue {
    let path = try value.text("a file")
    guard SourceReader.isAddress(path) else { throw value.error("expected a `file://` address after `@=`") }
    do {
      let document = try reader.read(path)
      return ParameterValue(
        .text(document.text(ByteRange(0, document.bytes.count))), file: document,
        range: ByteRange(0, document.bytes.count))
    } catch {
      throw InterfaceError(error)
    }
  }

  private var startsFileMember: Bool {
    peek == UInt8(ascii: "@") && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "=")
  }

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func consume(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "#"):
      return true
    default: return false
    }
  }

  private func expected(_ what: String) -> InterfaceError {
    error("expected \(what)", at: ByteRange(index, min(index + 1, bytes.count)))
  }

  private func error(_ message: String, at range: ByteRange) -> InterfaceError {
    ParameterValue(.other(""), file: file, range: range).error(
      message, help: "write `Key=value,Key=value`, or JSON; values with commas in quotes")
  }
}
