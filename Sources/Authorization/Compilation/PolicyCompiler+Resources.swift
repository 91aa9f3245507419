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
    if !written.isEmpty, written.utf8.allSatisfy({ $0 == UInt8(ascii: "*") }) { return .everything }
    var text = written
    var fieldStarts = Self.fieldStarts(text)
    if fieldStarts.count < 6 {
      guard ResourcePattern.completesShortARN(text, in: kind) else { return .nothing }
      text += String(repeating: ":*", count: 6 - fieldStarts.count)
      fieldStarts = Self.fieldStarts(text)
    }
    let utf8 = Array(text.utf8)
    let headLength = fieldStarts[5]
    var head: [UInt8] = []
    WildcardEncoding.append(pattern: utf8[..<headLength], to: &head)
    let tail = String(decoding: utf8[headLength...], as: UTF8.self)

    var pattern = head
    var template = ListRange.empty
    if expandsVariables, let parts = compileTemplate(tail, isPattern: true) {
      template = parts
    } else {
      WildcardEncoding.append(pattern: tail.utf8, to: &pattern)
    }
    return ResourcePattern(
      form: Self.form(head), pattern: arena.intern(pattern), headLength: UInt32(head.count), template: template,
      coversAllBuckets: Self.coversAllBuckets(utf8, fieldStarts))
  }

  /// How the first five fields are matched: by AWS's rule a `*` may run past colons only at the end of a field.
  private static func form(_ head: [UInt8]) -> ResourcePattern.Form {
    if WildcardEncoding.isLiteral(head) { return .literalHead }
    let isRestricted = head.indices.contains { index in
      head[index] == WildcardEncoding.anyOne
        || (head[index] == WildcardEncoding.anyRun && head[index + 1] != UInt8(ascii: ":"))
    }
    return isRestricted ? .restricted : .wholeText
  }

  /// Offsets at which the fields of an ARN begin, six at most.
  private static func fieldStarts(_ text: String) -> [Int] {
    var starts = [0]
    for (offset, byte) in text.utf8.enumerated() where byte == UInt8(ascii: ":") && starts.count < 6 {
      starts.append(offset + 1)
    }
    return starts
  }

  /// `arn:aws:s3:::*`, in any partition.
  private static func coversAllBuckets(_ text: [UInt8], _ starts: [Int]) -> Bool {
    func field(_ index: Int) -> ArraySlice<UInt8> {
      index == 5 ? text[starts[5]...] : text[starts[index]..<starts[index + 1] - 1]
    }
    return field(2).elementsEqual("s3".utf8) && field(5).elementsEqual("*".utf8)
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
        var encoded: [UInt8] = []
        if isPattern {
          WildcardEncoding.append(pattern: literal.utf8, to: &encoded)
        } else {
          encoded = Array(literal.utf8)
        }
        append(text: encoded)
      case .special(let character): append(text: Array(String(character).utf8))
      case .variable(let variable):
        let key = variable.name.lowercased()
        templateParts.append(
          TemplatePart(
            text: arena.intern(variable.defaultValue ?? ""), isVariable: true, hasDefault: variable.defaultValue != nil,
            keyHash: NameHash.of(key.utf8), key: arena.intern(key)))
      }
    }
    return ListRange(first, templateParts.count)
  }

  private mutating func append(text: [UInt8]) {
    templateParts.append(
      TemplatePart(text: arena.intern(text), isVariable: false, hasDefault: false, keyHash: 0, key: .empty))
  }
}
