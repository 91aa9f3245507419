import CFuzzer
import DocumentSyntax
import PolicyTestSupport
import SourceText

/// Reads arbitrary bytes as JSON, as YAML and as YAML of templates, and checks what must hold of every result.
@main
struct FuzzDocuments {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzDocuments.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  static func check(_ bytes: [UInt8]) {
    for (format, isTemplate) in [(DocumentFormat.json, false), (.yaml, false), (.yaml, true)] {
      let parser = DocumentParser(
        maximumDepth: 24, maximumDiagnostics: 10, readsIntrinsicFunctions: isTemplate)
      let result = parser.parse(SourceFile(name: "input", bytes: bytes), format: format)
      expect(DocumentInvariants.violations(in: result).isEmpty, "\(DocumentInvariants.violations(in: result))")
      expect(result.diagnostics.count <= 11, "too many diagnostics")
      expect(
        !DiagnosticRenderer(maximumColumns: 40).render(result.diagnostics).isEmpty == !result.diagnostics.isEmpty,
        "rendering")
      expect(result.tree.root != nil || result.hasErrors, "neither a tree nor an error")
      guard let root = result.tree.root else { continue }
      let value = JSONValue(root)
      guard !result.hasErrors else { continue }
      for writer in [JSONWriter.compact, JSONWriter(indentation: 2, isASCII: true)] {
        let text = writer.write(value)
        let again = parser.parse(SourceFile(name: "written", text: text), format: .json)
        expect(again.diagnostics.isEmpty, "\(text): \(again.diagnostics.map(\.message))")
        expect(again.tree.root.map { JSONValue($0) } == value, "what was written is read differently: \(text)")
      }
    }
  }

  private static func expect(_ condition: Bool, _ message: @autoclosure () -> String) {
    guard condition else { fatalError(message()) }
  }
}
