import DocumentSyntax

/// A text of a template, as far as it is known before the stack is made.
///
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
struct TemplateText {
  /// A part of it.
  enum Piece: Hashable {
    case literal(String)
    /// What `Ref` gives for a parameter, resource or pseudo parameter.
    case reference(String)
    /// What another function gives.
    case unknown
  }

  private(set) var pieces: [Piece] = []

  /// - Returns: `nil` for what is no text, and for functions that may give anything.
  init?(_ node: SyntaxNode) {
    if let text = node.stringValue {
      add(.literal(text))
      return
    }
    guard Self.isFunction(node), let function = node.members.first else { return nil }
    let value = function.value
    switch function.name {
    case "Ref":
      guard let name = value.stringValue else { return nil }
      add(.reference(name))
    case "Fn::Sub":
      let elements = Array(value.elements)
      guard let text = value.stringValue ?? elements.first?.stringValue else { return nil }
      substitute(text, elements.count > 1 ? elements[1] : nil)
    case "Fn::Join":
      let elements = Array(value.elements)
      guard elements.count == 2, let delimiter = elements[0].stringValue, elements[1].kind == .array else { return nil }
      for (index, element) in elements[1].elements.enumerated() {
        if index > 0, !delimiter.isEmpty { add(.literal(delimiter)) }
        add(TemplateText(element))
      }
    default: return nil
    }
  }

  /// Whether an object is a function: `Ref` or `Fn::` and a name alone.
  static func isFunction(_ node: SyntaxNode) -> Bool {
    guard node.kind == .object, let first = node.members.first, node.members.count == 1 else { return false }
    return first.name == "Ref" || first.name.hasPrefix("Fn::")
  }

  /// It, when all of it is known.
  var literal: String? {
    switch pieces.count {
    case 0: ""
    case 1: if case .literal(let text) = pieces[0] { text } else { nil }
    default: nil
    }
  }

  /// It with a character that no text has in place of what is not known.
  var marked: String {
    pieces.map { piece in
      if case .literal(let text) = piece { text } else { String(Self.mark) }
    }.joined()
  }

  static let mark: Character = "\u{FFFC}"

  private mutating func add(_ piece: Piece) {
    if case .literal(let text) = piece, case .literal(let last)? = pieces.last {
      pieces[pieces.count - 1] = .literal(last + text)
    } else {
      pieces.append(piece)
    }
  }

  private mutating func add(_ text: TemplateText?) {
    guard let text else { return add(.unknown) }
    for piece in text.pieces { add(piece) }
  }

  /// Takes `Fn::Sub` apart: `${Name}`, `${Name.Attribute}`, and `${!Literal}`, which stands for `${Literal}`.
  private mutating func substitute(_ text: String, _ values: SyntaxNode?) {
    var rest = Substring(text)
    while let start = rest.firstIndex(of: "$") {
      if start > rest.startIndex { add(.literal(String(rest[..<start]))) }
      rest = rest[start...]
      guard rest.hasPrefix("${"), let end = rest.firstIndex(of: "}") else {
        add(.literal("$"))
        rest = rest.dropFirst()
        continue
      }
      let name = String(rest[rest.index(rest.startIndex, offsetBy: 2)..<end])
      rest = rest[rest.index(after: end)...]
      if name.hasPrefix("!") {
        add(.literal("${" + name.dropFirst() + "}"))
      } else if let value = values?[name] {
        add(TemplateText(value))
      } else if name.contains("."), !name.hasPrefix("AWS::") {
        add(.unknown)
      } else {
        add(.reference(name))
      }
    }
    if !rest.isEmpty { add(.literal(String(rest))) }
  }
}
