/// What an operator compares, as far as its name tells.
///
/// Enough to know where variables are expanded and which JSON types make sense; which operators exist is the
/// evaluator's business.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
enum ConditionOperatorFamily {
  case string, numeric, date, bool, binary, ipAddress, arn, null, unknown

  init(_ base: String) {
    let name = base.utf8
    // By the first letter, so that at most two names are compared.
    switch (name.first ?? 0) | 0x20 {
    case UInt8(ascii: "s") where name.startsIgnoringCase("string"): self = .string
    case UInt8(ascii: "a") where name.startsIgnoringCase("arn"): self = .arn
    case UInt8(ascii: "n") where name.startsIgnoringCase("numeric"): self = .numeric
    case UInt8(ascii: "n") where name.count == 4 && name.startsIgnoringCase("null"): self = .null
    case UInt8(ascii: "n") where name.count == 12 && name.startsIgnoringCase("notipaddress"): self = .ipAddress
    case UInt8(ascii: "d") where name.startsIgnoringCase("date"): self = .date
    case UInt8(ascii: "b") where name.count == 4 && name.startsIgnoringCase("bool"): self = .bool
    case UInt8(ascii: "b") where name.startsIgnoringCase("binary"): self = .binary
    case UInt8(ascii: "i") where name.count == 9 && name.startsIgnoringCase("ipaddress"): self = .ipAddress
    default: self = .unknown
    }
  }

  /// Whether `${…}` in values is a variable.
  ///
  /// AWS's pages disagree about `Bool`: the page on operators says it is supported, the page on variables names only
  /// string and ARN operators. It is expanded, and reported as a warning.
  var expandsVariables: Bool { self == .string || self == .arn || self == .bool }

  /// Whether a value of this JSON type can be meant.
  func accepts(_ form: ConditionValue.Form) -> Bool {
    switch (self, form) {
    case (_, .string), (.string, _), (.unknown, _): return true
    case (.numeric, .number), (.date, .number), (.bool, .boolean), (.null, .boolean): return true
    default: return false
    }
  }

  /// What values must be, for messages.
  var expected: String {
    switch self {
    case .string, .unknown: return "a string"
    case .numeric: return "a number"
    case .date: return "a date"
    case .bool, .null: return "`true` or `false`"
    case .binary: return "text in base64"
    case .ipAddress: return "an IP address or range"
    case .arn: return "an ARN"
    }
  }
}

extension String.UTF8View {
  /// Whether the text starts with some lower-case ASCII letters, in either case.
  fileprivate func startsIgnoringCase(_ letters: StaticString) -> Bool {
    let letters = UnsafeBufferPointer(start: letters.utf8Start, count: letters.utf8CodeUnitCount)
    var index = startIndex
    for letter in letters {
      guard index != endIndex, self[index] | 0x20 == letter else { return false }
      formIndex(after: &index)
    }
    return true
  }
}
