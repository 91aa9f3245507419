import PolicyLanguage
import Wildcards

extension PolicyCompiler {
  /// Compiles `Resource` or `NotResource`.
  mutating func add(_ element: ListElement?, _ policy: Policy) -> ListRange {
    let first = resourcePatterns.count
    for value in element?.values ?? [] {
      resourcePatterns.append(resourcePattern(value.value, expandsVariables: policy.expandsVariables))
    }
    return ListRange(first, resourcePatterns.count)
  }

  private mutating func resourcePattern(_ written: String, expandsVariables: Bool) -> ResourcePattern {
    var text = Array(written.utf8)
    if !text.isEmpty, text.allSatisfy({ $0 == UInt8(ascii: "*") }) { return ResourcePattern(.everything) }
    let colons = text.reduce(0) { $0 + ($1 == UInt8(ascii: ":") ? 1 : 0) }
    if colons < 5 {
      guard ResourcePattern.completesShortARN(written, in: kind) else { return ResourcePattern(.nothing) }
      for _ in colons..<5 { text += ":*".utf8 }
    }
    guard let fields = text.withUnsafeBufferPointer({ ARNFields($0) }) else { return ResourcePattern(.nothing) }
    let tail = text[fields.resourceStart...]

    var pattern = ResourcePattern(.literalHead)
    if expandsVariables, tail.contains(UInt8(ascii: "$")),
      let template = compileTemplate(String(decoding: tail, as: UTF8.self), isPattern: true)
    {
      pattern.template = template
    }
    let hasTemplate = !pattern.template.isEmpty
    pattern.pattern = arena.intern { bytes in
      let start = bytes.count
      text.withUnsafeBufferPointer { text in
        WildcardEncoding.append(pattern: text.part(0, fields.resourceStart), to: &bytes)
        pattern.headLength = UInt32(bytes.count - start)
        if !hasTemplate { WildcardEncoding.append(pattern: text.part(fields.resourceStart, text.count), to: &bytes) }
      }
    }
    pattern.colonCount = UInt32(max(colons, 5))
    arena.withBytes(of: pattern.pattern) { encoded in
      // Runs of stars are one star there, so the colons stand elsewhere.
      pattern.fields = ARNFields(encoded) ?? fields
      let head = encoded.part(0, Int(pattern.headLength))
      pattern.form = Self.form(head)
      pattern.headHash = NameHash.of(head)
      if !hasTemplate { pattern.namePrefix = BytePrefix(encoded.part(head.count, encoded.count)) }
    }
    pattern.coversAllBuckets = text.withUnsafeBufferPointer {
      fields.field(2, of: $0).equals("s3") && fields.field(5, of: $0).equals("*")
    }
    return pattern
  }

  /// How the first five fields are matched: by AWS's rule a `*` may run past colons only at the end of a field.
  private static func form(_ head: Bytes) -> ResourcePattern.Form {
    if WildcardEncoding.isLiteral(head) { return .literalHead }
    for index in head.indices {
      if head[index] == WildcardEncoding.anyOne { return .restricted }
      if head[index] == WildcardEncoding.anyRun, head[index + 1] != UInt8(ascii: ":") { return .restricted }
    }
    return .wholeText
  }

  /// Compiles a text with policy variables; `nil` when it has none.
  ///
  /// - Parameter isPattern: whether `*` and `?` outside of variables are wildcards.
  mutating func compileTemplate(_ text: String, isPattern: Bool) -> ListRange? {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return nil }
    let template = VariableTemplate(parsing: text)
    guard template.parts.contains(where: { if case .literal = $0 { false } else { true } }) else { return nil }
    let first = templateParts.count
    for part in template.parts {
      switch part {
      case .literal(let literal):
        append(
          arena.intern { bytes in
            if isPattern {
              WildcardEncoding.append(pattern: literal, to: &bytes)
            } else {
              bytes.append(contentsOf: literal.utf8)
            }
          })
      case .special(let character): append(arena.intern(String(character)))
      case .variable(let variable):
        let key = arena.internLowercased(variable.name)
        templateParts.append(
          TemplatePart(
            text: arena.intern(variable.defaultValue ?? ""), isVariable: true, hasDefault: variable.defaultValue != nil,
            keyHash: arena.hash(of: key), key: key))
      }
    }
    return ListRange(first, templateParts.count)
  }

  private mutating func append(_ text: ByteSlice) {
    templateParts.append(
      TemplatePart(text: text, isVariable: false, hasDefault: false, keyHash: 0, key: .empty))
  }
}
