import ServiceCatalog

/// Values of keys that stand for any other than those that policies name.
enum ExampleText {
  /// A text.
  static let any = "example"

  /// Likely values of a key, given in lower case.
  static func values(of key: String, type: ConditionKey.ValueType?, isARN: Bool) -> [String] {
    switch type {
    case .arn?: return [arn]
    case .numeric?: return ["1"]
    case .date?: return ["2026-01-01T00:00:00Z"]
    case .ipAddress?: return ["198.51.100.1"]
    case .binary?: return ["ZXhhbXBsZQ=="]
    case .bool?: return ["true", "false"]
    case .string?, nil: break
    }
    var values: [String] = []
    if key.hasSuffix("account") { values = ["999999999999", "888888888888"] }
    if key.hasSuffix("region") { values = ["us-east-1", "ap-south-1"] }
    if key.hasSuffix("orgid") { values = ["o-example1234"] }
    if isARN || key.hasSuffix("arn") { values.append(arn) }
    return values + [any]
  }

  private static let arn = "arn:aws:iam::999999999999:role/example"
}

extension TextPattern {
  /// A likely text that it matches.
  var example: String {
    var text = String.UnicodeScalarView()
    var colons = 0
    for token in tokens {
      switch token {
      case .character(let scalar):
        if scalar == ":" { colons += 1 }
        text.append(scalar)
      case .any, .anyInField: text.append("x")
      case .run, .runInField:
        // The fields of an ARN: partition, service, Region, account.
        let isField = text.starts(with: "arn:".unicodeScalars) && text.last == ":"
        let fields = ["", "aws", "iam", "us-east-1", "111122223333"]
        let filling = isField && colons < fields.count ? fields[colons] : ExampleText.any
        text.append(contentsOf: filling.unicodeScalars)
      }
    }
    return String(text)
  }

  /// A text that it matches with a filler in the place of each wildcard.
  func longerText(filler: Unicode.Scalar) -> String {
    var text = String.UnicodeScalarView()
    for token in tokens {
      if case .character(let scalar) = token { text.append(scalar) } else { text.append(filler) }
    }
    return String(text)
  }

  /// For each count of characters, also none, whether it matches so many of the first.
  func matchingPrefixes(of scalars: [Unicode.Scalar]) -> [Bool] {
    var reached = [Bool](repeating: false, count: scalars.count + 1)
    reached[0] = true
    for token in tokens {
      switch token {
      case .run:
        var isOpen = false
        for index in reached.indices {
          isOpen = isOpen || reached[index]
          reached[index] = isOpen
        }
      case .runInField:
        var isOpen = false
        for index in reached.indices {
          if index > 0, scalars[index - 1] == ":" { isOpen = false }
          isOpen = isOpen || reached[index]
          reached[index] = isOpen
        }
      case .character, .any, .anyInField:
        for index in reached.indices.reversed() {
          guard index > 0, reached[index - 1] else {
            reached[index] = false
            continue
          }
          switch token {
          case .character(let scalar): reached[index] = scalars[index - 1] == scalar
          case .anyInField: reached[index] = scalars[index - 1] != ":"
          default: reached[index] = true
          }
        }
      }
    }
    return reached
  }
}
