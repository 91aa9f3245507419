import PolicyLanguage
import ServiceCatalog

extension ResourceFacts {
  /// Whether all formats of ``candidates`` have the same in a field, and there are any.
  func has(_ form: FieldForm, in field: ARN.Field) -> Bool { written.has(form, in: field) }

  /// A field that is there and holds neither wildcards nor variables.
  func literal(_ field: ARN.Field) -> String? {
    guard let text = self[field], !text.isEmpty, text.isPlain else {
      return nil
    }
    return text
  }

  /// The first word of the resource, up to `/` or `:`; `nil` when a wildcard or variable comes before.
  var typeWord: String? { written.typeWord }
}

extension ResourceFacts {
  /// Whether it matches all resources of a type in an account, or in all: `arn:aws:iam::111122223333:role/*`.
  func coversAll(of type: String, service: String, separator: Character = "/") -> Bool {
    guard !isNegated, let fields, fields[2] == service || fields[2] == "*" else { return false }
    let text = fields[5]
    guard text.hasSuffix("*"), let end = text.lastIndex(where: { $0 != "*" }) else {
      return !text.isEmpty && text.hasSuffix("*")
    }
    return (type + String(separator)).hasPrefix(text[...end])
  }
}
