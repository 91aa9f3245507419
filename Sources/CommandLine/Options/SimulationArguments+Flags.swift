import AWSInterface
import SourceText

extension SimulationArguments {
  /// The one document behind a flag that takes one.
  func document(_ value: String?, flag: String) throws -> SourceFile? {
    guard let value else { return nil }
    let documents = try documents([value], flag: flag)
    guard documents.count <= 1 else { throw CommandFailure("`\(flag)` takes one policy, not \(documents.count)") }
    return documents.first
  }

  /// The texts behind a flag that takes several: words, one JSON list of them, or a `file://` address.
  func texts(_ values: [String], flag: String) throws -> [String] {
    if values.count == 1, let value = values.first, value.hasPrefix("[") || value.hasPrefix("file") {
      return try documents(values, flag: flag).map { $0.text(ByteRange(0, $0.bytes.count)).trimmingWhitespace() }
    }
    return values
  }
}

extension String {
  fileprivate func trimmingWhitespace() -> String {
    let kept = drop { $0.isWhitespace }
    guard let last = kept.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(kept[...last])
  }
}
