import PolicyLanguage
import ServiceCatalog

extension ResourceFacts {
  /// What the formats of ``candidates`` have in a field.
  enum FieldForm: Hashable {
    /// Nothing.
    case empty
    /// A part that varies.
    case variable
    /// A word.
    case word
  }

  /// What all formats of ``candidates`` have in a field; `nil` when they differ or there are none.
  func form(of field: ARN.Field) -> FieldForm? {
    var common: FieldForm?
    for type in candidates {
      for format in type.arnFormats {
        let parts = format.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6 else { return nil }
        let part = parts[field.rawValue + 1]
        let form: FieldForm = part.isEmpty ? .empty : part.contains("$") || part.contains("*") ? .variable : .word
        if let common, common != form { return nil }
        common = form
      }
    }
    return common
  }

  /// A field that is there and holds neither wildcards nor variables.
  func literal(_ field: ARN.Field) -> String? {
    guard let text = self[field], !text.isEmpty, !text.contains(where: { $0 == "*" || $0 == "?" || $0 == "$" }) else {
      return nil
    }
    return text
  }

  /// The first word of the resource, up to `/` or `:`; `nil` when a wildcard or variable comes before.
  var typeWord: String? {
    guard let resource = self[.resource] else { return nil }
    let word = resource.prefix { $0 != "/" && $0 != ":" }
    guard word.utf8.count < resource.utf8.count, !word.isEmpty,
      !word.contains(where: { $0 == "*" || $0 == "?" || $0 == "$" })
    else { return nil }
    return String(word)
  }
}
