import DocumentSyntax
import PolicyLanguage
import SourceText

/// A text with `▸` in front of each place where a diagnostic must start; the marks are no part of the text.
struct MarkedText {
  let text: String
  /// Byte offsets of the marks in `text`.
  let marks: [Int]

  init(_ marked: String) {
    var text = ""
    var marks: [Int] = []
    for character in marked {
      if character == "▸" { marks.append(text.utf8.count) } else { text.append(character) }
    }
    self.text = text
    self.marks = marks
  }

  /// Reads the text as a policy.
  func parse(_ kind: PolicyKind, format: DocumentFormat = .json) -> ParsedPolicy {
    PolicyParser(kind: kind).parse(SourceFile(name: "policy", text: text), format: format)
  }
}
