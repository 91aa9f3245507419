import Authorization
import PolicyLanguage

/// Makes condition blocks about the keys of a request.
struct ConditionGenerator {
  /// The base operators that suit a type of value.
  static func operators(for type: ContextGenerator.ValueType) -> [String] {
    switch type {
    case .text:
      return [
        "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike",
        "StringNotLike", "StringLike",
      ]
    case .arn: return ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "StringLike", "StringEquals"]
    case .number:
      return [
        "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan",
        "NumericGreaterThanEquals",
      ]
    case .date:
      return [
        "DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan",
        "DateGreaterThanEquals", "NumericGreaterThan",
      ]
    case .bool: return ["Bool", "Bool", "StringEquals"]
    case .address: return ["IpAddress", "NotIpAddress"]
    case .binary: return ["BinaryEquals"]
    }
  }

  /// Values that suit a type, beside the request's own.
  static func values(for type: ContextGenerator.ValueType) -> [String] {
    switch type {
    case .text: return ["*", "a*c", "?????", "${*}", "a${?}c", "home/*", "${$}", ""]
    case .arn:
      return [
        "*", "arn:*:*:*:*:*", "arn:aws:s3:::*", "arn:aws:*", "arn:aws:lambda:*:1:function:*", "**", "*:*:*:*:*:*",
      ]
    case .number: return ["7", "7.00", "30", "300.0", "0.5", "-3", "seven", "1e2", "+30", "3000e-1"]
    case .date:
      return [
        "2026", "2026-01", "2026-01-01", "2025-12-31T23:00:00-01:00", "1767225600", "2026-02-30",
        "2026-06-15T12:30",
        "2026-01-01T00:00:00.50Z", "2020-01-01T00:00:00Z",
      ]
    case .bool: return ["true", "false", "True", "yes"]
    case .address:
      return [
        "203.0.113.0/24", "203.0.113.77/24", "203.0.0.0/15", "0.0.0.0/0", "::/0", "2001:db8::/32", "2001:db8:0:1::/64",
        "203.0.113.7/33", "203.0.113.7/31", "::ffff:203.0.113.7",
      ]
    case .binary: return ["QUJD", "QQ==", "QR==", "AAEC", "QUJDQQ", "QU=="]
    }
  }

  /// A block of one to three clauses, or none.
  static func block(context: RequestContext, _ random: inout SplitMix64) -> ConditionBlock? {
    guard random.percent(38) else { return nil }
    var clauses: [ConditionClause] = []
    var used: Set<String> = []
    for _ in 0...random.below(10) / 5 {
      let clause = clause(context: context, &random)
      let name = clause.operatorName.value.description.lowercased() + " " + clause.key.value.lowercased()
      if used.insert(name).inserted { clauses.append(clause) }
    }
    return PolicySynthesis.condition(clauses)
  }

  /// One operator on one key.
  static func clause(context: RequestContext, _ random: inout SplitMix64) -> ConditionClause {
    let keys = ContextGenerator.keys
    var key = keys[random.below(keys.count)]
    // Prefer keys that the request has.
    if context[key.name] == nil, random.percent(50) { key = keys[random.below(keys.count)] }
    var name = random.percent(6) ? random.pick(keyFolded(key.name)) : key.name
    if name.isEmpty { name = key.name }
    var qualifier = ""
    if random.percent(key.isMultivalued ? 80 : 8) { qualifier = random.percent(50) ? "ForAllValues:" : "ForAnyValue:" }
    if random.percent(7) {
      let value = random.percent(5) ? "maybe" : random.percent(50) ? "true" : "false"
      let form: ConditionValue.Form = value != "maybe" && random.percent(30) ? .boolean : .string
      return PolicySynthesis.clause(qualifier + "Null", name, [ConditionValue(value, form: form)])
    }
    var type = key.type
    if random.percent(6) {
      type = random.pick(ContextGenerator.ValueType.allCases, else: .text)
    }
    var base = random.pick(operators(for: type))
    if random.percent(3) { base = PatternGenerator.recased(base, &random) }
    let suffix = random.percent(20) ? "IfExists" : ""
    var values: [ConditionValue] = []
    if !random.percent(2) {
      for _ in 0...random.below(3) { values.append(value(key: key, type: type, context: context, &random)) }
    }
    return PolicySynthesis.clause(qualifier + base + suffix, name, values)
  }

  /// A value: mostly from what the request holds.
  static func value(
    key: ContextGenerator.Key, type: ContextGenerator.ValueType, context: RequestContext, _ random: inout SplitMix64
  ) -> ConditionValue {
    var text: String
    switch random.below(10) {
    case 0, 1: text = random.pick(values(for: type))
    case 2: text = random.pick(key.values)
    case 3 where type == .text || type == .arn || type == .bool: text = variable(context: context, &random)
    default:
      let own = context[key.name]?.values ?? key.values
      text = own.isEmpty ? random.pick(key.values) : random.pick(own)
      if (type == .text || type == .arn), random.percent(45) { text = PatternGenerator.pattern(from: text, &random) }
      if type == .text, random.percent(5) { text = PatternGenerator.recased(text, &random) }
    }
    if type == .number, random.percent(30), !text.hasPrefix("+"), ReferenceNumber(text) != nil,
      !text.hasPrefix("0") || text == "0"
    {
      return ConditionValue(text, form: .number)
    }
    if text == "true" || text == "false", random.percent(30) { return ConditionValue(text, form: .boolean) }
    return ConditionValue(text)
  }

  /// A policy variable, sometimes with text around it.
  static func variable(context: RequestContext, _ random: inout SplitMix64) -> String {
    let key = ContextGenerator.keys[random.below(ContextGenerator.keys.count)]
    let name = random.percent(10) ? random.pick(keyFolded(key.name)) : key.name
    var text = "${" + name
    if random.percent(35) {
      text += ", '" + (random.percent(10) ? "r*d" : random.percent(10) ? "" : random.pick(key.values)) + "'"
    }
    text += "}"
    switch random.below(6) {
    case 0: return text + "*"
    case 1: return "home/" + text + "/"
    case 2: return "arn:aws:iam::${aws:PrincipalAccount}:user/" + text
    default: return text
    }
  }

  private static func keyFolded(_ name: String) -> [String] { [name.lowercased(), name.uppercased()] }
}
