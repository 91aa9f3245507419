import Authorization

/// Reference 5.4: policy variables.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
enum VariableRule {
  /// One `${…}` read from a pattern.
  struct Reference {
    /// The text it stands for; `nil` when it has none.
    var value: String?
    /// Index just past the closing brace.
    var end: Int
  }

  /// Whether a `${` begins at an index.
  static func begins(_ text: [Unicode.Scalar], at index: Int) -> Bool {
    index + 1 < text.count && text[index] == "$" && text[index + 1] == "{"
  }

  /// Reads the `${…}` that begins at an index.
  ///
  /// One that is not well formed stands for nothing.
  static func read(_ text: [Unicode.Scalar], at index: Int, context: RequestContext) -> Reference {
    let nameStart = index + 2
    // 5.4.1: ${*}, ${?}, ${$} are the characters themselves.
    if nameStart + 1 < text.count, text[nameStart + 1] == "}", "*?$".unicodeScalars.contains(text[nameStart]) {
      return Reference(value: string(text[nameStart...nameStart]), end: nameStart + 2)
    }
    var nameEnd = nameStart
    while nameEnd < text.count, text[nameEnd] != ",", text[nameEnd] != "}" { nameEnd += 1 }
    guard nameEnd < text.count, nameEnd > nameStart else { return Reference(value: nil, end: text.count) }
    let name = string(text[nameStart..<nameEnd])
    if name.contains(" ") { return Reference(value: nil, end: text.count) }
    if text[nameEnd] == "}" { return Reference(value: value(name, default: nil, context: context), end: nameEnd + 1) }
    // 5.4.5: the default follows comma and space, in single quotes.
    let defaultStart = nameEnd + 3
    guard defaultStart <= text.count, text[nameEnd + 1] == " ", text[nameEnd + 2] == "'",
      let defaultEnd = text[defaultStart...].firstIndex(of: "'"), defaultEnd + 1 < text.count,
      text[defaultEnd + 1] == "}"
    else { return Reference(value: nil, end: text.count) }
    let given = string(text[defaultStart..<defaultEnd])
    return Reference(value: value(name, default: given, context: context), end: defaultEnd + 2)
  }

  /// 5.4.3: single-valued keys only.
  ///
  /// 5.4.4, 5.4.5: a key that is absent or null gives the default, if there is one.
  static func value(_ name: String, default given: String?, context: RequestContext) -> String? {
    guard let entry = context[name], !KeyRule.isMultivalued(entry) else { return given }
    guard let value = entry.values.first, !value.isEmpty else { return given }
    return value
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars)
    return String(result)
  }
}
