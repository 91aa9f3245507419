/// What an operator compares, as far as its name tells.
///
/// Enough to know where variables are expanded and which JSON types make sense; which operators exist is the
/// evaluator's business.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
enum ConditionOperatorFamily {
  case string, numeric, date, bool, binary, ipAddress, arn, null, unknown

  init(_ base: String) {
    let lowered = base.lowercased()
    if lowered.hasPrefix("string") {
      self = .string
    } else if lowered.hasPrefix("arn") {
      self = .arn
    } else if lowered.hasPrefix("numeric") {
      self = .numeric
    } else if lowered.hasPrefix("date") {
      self = .date
    } else if lowered == "bool" {
      self = .bool
    } else if lowered == "null" {
      self = .null
    } else if lowered.hasPrefix("binary") {
      self = .binary
    } else if lowered == "ipaddress" || lowered == "notipaddress" {
      self = .ipAddress
    } else {
      self = .unknown
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
