import PolicyLanguage

/// A text of a policy as a pattern: characters, `?` and `*`.
package struct TextPattern: Hashable {
  package enum Token: Hashable {
    case character(Unicode.Scalar)
    /// `?`.
    case any
    /// `*`.
    case run
    /// Any character but a colon: within a field of an ARN.
    case anyInField
    /// Any run of them.
    case runInField
  }

  package var tokens: [Token]

  /// Whether it holds no wildcard, so that it matches one text only.
  package var isLiteral: Bool {
    tokens.allSatisfy { token in
      if case .character = token { return true }
      return false
    }
  }

  /// A text in which `*` and `?` are wildcards.
  package init(_ text: String) { tokens = Self.tokens(text, wildcards: true) }

  /// An ARN in whose first five fields wildcards keep within their field.
  package init(arn text: String) {
    var colons = 0
    tokens = Self.tokens(text, wildcards: true).map { token in
      if token == .character(":") { colons += 1 }
      guard colons < 5 else { return token }
      return token == .run ? .runInField : token == .any ? .anyInField : token
    }
  }

  /// A text of a policy.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - wildcards: whether `*` and `?` in it are wildcards.
  ///   - variable: what a policy variable stands for; `nil` where variables are ordinary text.
  package init(_ text: String, wildcards: Bool, variable: ((String) -> String)?) {
    guard let variable, VariableTemplate.mayHoldVariables(text) else {
      tokens = Self.tokens(text, wildcards: wildcards)
      return
    }
    tokens = VariableTemplate(parsing: text).parts.flatMap { part in
      switch part {
      case .literal(let text): Self.tokens(text, wildcards: wildcards)
      case .variable(let name): Self.tokens(variable(name.name), wildcards: false)
      case .special(let character): Self.tokens(String(character), wildcards: false)
      }
    }
  }

  private static func tokens(_ text: String, wildcards: Bool) -> [Token] {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "*" where wildcards: .run
      case "?" where wildcards: .any
      default: .character(scalar)
      }
    }
  }

  /// The shortest text it matches, with a filler for each `?`.
  func shortestText(filler: Unicode.Scalar) -> String { text(filler: filler, run: "") }

  /// A text it matches, with a filler for each `?` and some text for each `*`.
  package func text(filler: Unicode.Scalar, run: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(tokens.count + run.utf8.count)
    for token in tokens {
      switch token {
      case .character(let scalar): Self.append(scalar, to: &bytes)
      case .any, .anyInField: Self.append(filler, to: &bytes)
      case .run, .runInField: bytes.append(contentsOf: run.utf8)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    if scalar.isASCII {
      bytes.append(UInt8(truncatingIfNeeded: scalar.value))
    } else {
      bytes.append(contentsOf: Character(scalar).utf8)
    }
  }
}
