import AWSInterface
import DocumentSyntax
import PolicySources
import SourceText

extension SimulationArguments {
  /// The one document behind a flag that may be left out.
  func document(_ value: String?, flag: String) throws -> SourceFile? {
    guard let value else { return nil }
    let documents = try documents([value], flag: flag)
    guard documents.count == 1 else { throw CommandFailure("`\(flag)` takes one policy, not \(documents.count)") }
    return documents.first
  }

  /// The texts behind a flag that takes several: the words given, or one JSON list of strings, inline or in a file.
  func texts(_ values: [String], flag: String) throws -> [String] {
    guard values.count == 1, let value = values.first, value.hasPrefix("[") || SourceReader.isAddress(value) else {
      return values
    }
    let file = try reader.document(value, name: flag)
    let parsed = DocumentParser().parse(file)
    if parsed.hasErrors { throw CommandFailure(parsed.diagnostics) }
    guard let root = parsed.tree.root, root.kind == .array else {
      throw CommandFailure([mistake("expected a JSON list of strings", in: file, at: ByteRange(0, file.bytes.count))])
    }
    var texts: [String] = []
    for element in root.elements {
      guard let text = element.stringValue else {
        throw CommandFailure([mistake("expected a string", in: file, at: element.range)])
      }
      texts.append(text)
    }
    return texts
  }

  private func mistake(_ message: String, in file: SourceFile, at range: ByteRange) -> Diagnostic {
    Diagnostic(.error, code: "parameter", message, in: file, at: range)
  }
}
