import Authorization
import PolicyLanguage

/// Reference 6.2 and 6.6: the base operators.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
enum OperatorRule {
  /// An order between two numbers or two instants.
  enum Order: Hashable { case equal, less, lessOrEqual, greater, greaterOrEqual }

  /// How two values are compared.
  enum Family: Hashable {
    case string, stringIgnoringCase, stringLike, numeric(Order), date(Order), bool, binary, address, arn
  }

  /// A base operator.
  struct Operator: Hashable {
    /// How two values are compared.
    var family: Family
    /// Whether it holds when no value matches.
    var isNegated: Bool

    /// Finds an operator; case does not matter (U1).
    init?(name: String) {
      guard let row = OperatorRule.table[name.lowercased()] else { return nil }
      (family, isNegated) = row
    }
  }

  /// The table of 6.2 without `Null`; names in lower case.
  static let table: [String: (Family, Bool)] = [
    "stringequals": (.string, false), "stringnotequals": (.string, true),
    "stringequalsignorecase": (.stringIgnoringCase, false), "stringnotequalsignorecase": (.stringIgnoringCase, true),
    "stringlike": (.stringLike, false), "stringnotlike": (.stringLike, true),
    "numericequals": (.numeric(.equal), false), "numericnotequals": (.numeric(.equal), true),
    "numericlessthan": (.numeric(.less), false), "numericlessthanequals": (.numeric(.lessOrEqual), false),
    "numericgreaterthan": (.numeric(.greater), false),
    "numericgreaterthanequals": (.numeric(.greaterOrEqual), false),
    "dateequals": (.date(.equal), false), "datenotequals": (.date(.equal), true),
    "datelessthan": (.date(.less), false), "datelessthanequals": (.date(.lessOrEqual), false),
    "dategreaterthan": (.date(.greater), false), "dategreaterthanequals": (.date(.greaterOrEqual), false),
    "bool": (.bool, false), "binaryequals": (.binary, false),
    "ipaddress": (.address, false), "notipaddress": (.address, true),
    "arnequals": (.arn, false), "arnlike": (.arn, false), "arnnotequals": (.arn, true), "arnnotlike": (.arn, true),
  ]

  /// Whether a value of the request matches a value of the policy, negation left aside.
  ///
  /// 6.6: what cannot be read, on either side, matches nothing. 5.4.4: nor does a value with a variable without value.
  static func matches(
    _ comparison: Operator, _ requested: String, _ value: String, policy: Policy, context: RequestContext
  ) -> Bool {
    switch comparison.family {
    case .string:
      guard let expanded = expanded(value, policy: policy, context: context) else { return false }
      return Array(requested.utf8) == Array(expanded.utf8)
    case .stringIgnoringCase:
      guard let expanded = expanded(value, policy: policy, context: context) else { return false }
      return Array(requested.lowercased().utf8) == Array(expanded.lowercased().utf8)
    case .stringLike:
      guard let pieces = pieces(value, policy: policy, context: context) else { return false }
      return WildcardRule.matches(pieces, Array(requested.unicodeScalars))
    case .arn:
      guard let pieces = pieces(value, policy: policy, context: context) else { return false }
      return arnMatches(pieces, Array(requested.unicodeScalars))
    case .bool:
      // U7: variables count here too.
      guard let expanded = expanded(value, policy: policy, context: context)?.lowercased() else { return false }
      return (expanded == "true" || expanded == "false") && requested.lowercased() == expanded
    case .numeric(let order):
      guard let left = ReferenceNumber(requested), let right = ReferenceNumber(value) else { return false }
      return holds(order, left.compared(to: right))
    case .date(let order):
      guard let left = ReferenceInstant(requested), let right = ReferenceInstant(value) else { return false }
      return holds(order, left.seconds.compared(to: right.seconds))
    case .binary:
      guard let left = ReferenceBase64.decode(requested), let right = ReferenceBase64.decode(value) else {
        return false
      }
      return left == right
    case .address:
      // An address of the request may be written with all of its bits as prefix, which says the same (U11).
      guard let single = ReferenceAddressBlock(requested), single.prefixLength == single.address.bits.count,
        let block = ReferenceAddressBlock(value)
      else { return false }
      return block.contains(single.address)
    }
  }

  /// Whether a comparison's outcome (negative, zero, positive) satisfies an order.
  static func holds(_ order: Order, _ outcome: Int) -> Bool {
    switch order {
    case .equal: return outcome == 0
    case .less: return outcome < 0
    case .lessOrEqual: return outcome <= 0
    case .greater: return outcome > 0
    case .greaterOrEqual: return outcome >= 0
    }
  }

  /// A value with its variables replaced; `*` and `?` stand for themselves.
  static func expanded(_ value: String, policy: Policy, context: RequestContext) -> String? {
    let text = Array(value.unicodeScalars)
    guard policy.expandsVariables, text.contains("$") else { return value }
    var result = String.UnicodeScalarView()
    var index = 0
    while index < text.count {
      if VariableRule.begins(text, at: index) {
        let reference = VariableRule.read(text, at: index, context: context)
        guard let value = reference.value else { return nil }
        result.append(contentsOf: value.unicodeScalars)
        index = reference.end
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return String(result)
  }

  /// A value as a pattern.
  ///
  /// 5.4.6: what a variable stands for is text, never a pattern.
  static func pieces(_ value: String, policy: Policy, context: RequestContext) -> [PatternPiece]? {
    let text = Array(value.unicodeScalars)
    var result: [PatternPiece] = []
    var index = 0
    while index < text.count {
      if policy.expandsVariables, VariableRule.begins(text, at: index) {
        let reference = VariableRule.read(text, at: index, context: context)
        guard let value = reference.value else { return nil }
        for scalar in value.unicodeScalars { result.append(.character(scalar)) }
        index = reference.end
        continue
      }
      switch text[index] {
      case "*": result.append(.anyRun(colonToo: true))
      case "?": result.append(.anyOne(colonToo: true))
      default: result.append(.character(text[index]))
      }
      index += 1
    }
    return result
  }

  /// 6.2: six components, compared one by one.
  ///
  /// U14: a bare `*` covers any ARN, any other malformed pattern nothing.
  static func arnMatches(_ pieces: [PatternPiece], _ requested: [Unicode.Scalar]) -> Bool {
    let values = components(requested) { $0 == ":" }
    guard values.count == 6, values[0] == ["a", "r", "n"] else { return false }
    if !pieces.isEmpty, pieces.allSatisfy({ $0 == .anyRun(colonToo: true) }) { return true }
    let patterns = components(pieces) { $0 == .character(":") }
    guard patterns.count == 6, patterns[0] == "arn".unicodeScalars.map(PatternPiece.character) else { return false }
    return zip(patterns, values).allSatisfy { WildcardRule.matches($0, $1) }
  }

  /// Splits at the first five colons.
  static func components<Element>(_ text: [Element], isColon: (Element) -> Bool) -> [[Element]] {
    var result: [[Element]] = [[]]
    for element in text {
      if isColon(element), result.count < 6 {
        result.append([])
      } else {
        result[result.count - 1].append(element)
      }
    }
    return result
  }
}
