/// Makes patterns out of texts that they should often match.
struct PatternGenerator {
  /// Replaces parts of a text by wildcards; often enough leaves it as it is.
  static func pattern(from text: String, _ random: inout SplitMix64) -> String {
    let scalars = Array(text.unicodeScalars)
    switch random.below(10) {
    case 0, 1, 2: return text
    case 3, 4: return replacingRange(of: scalars, by: "*", &random)
    case 5: return prefix(of: scalars, &random) + "*"
    case 6: return replacingSingles(of: scalars, &random)
    case 7: return replacingField(of: scalars, &random)
    case 8: return "*"
    default:
      let once = replacingRange(of: scalars, by: random.percent(20) ? "**" : "*", &random)
      return replacingRange(of: Array(once.unicodeScalars), by: "*", &random)
    }
  }

  /// A text with a stretch replaced.
  static func replacingRange(of text: [Unicode.Scalar], by replacement: String, _ random: inout SplitMix64) -> String {
    let start = random.below(text.count + 1)
    let end = min(text.count, start + random.below(12))
    return string(text[..<start]) + replacement + string(text[end...])
  }

  /// A text with one to three characters replaced by `?`.
  static func replacingSingles(of text: [Unicode.Scalar], _ random: inout SplitMix64) -> String {
    var text = text
    if text.isEmpty { return "?" }
    for _ in 0...random.below(3) { text[random.below(text.count)] = "?" }
    return string(text[...])
  }

  /// A text in which one field between colons, or its end, is a `*`.
  static func replacingField(of text: [Unicode.Scalar], _ random: inout SplitMix64) -> String {
    var fields = text.split(separator: ":", omittingEmptySubsequences: false)
    fields[random.below(fields.count)] = random.percent(10) ? ["?"] : ["*"]
    return fields.map(string).joined(separator: ":")
  }

  /// The beginning of a text.
  static func prefix(of text: [Unicode.Scalar], _ random: inout SplitMix64) -> String {
    string(text.prefix(random.below(text.count + 1)))
  }

  /// A text with the case of some letters changed.
  static func recased(_ text: String, _ random: inout SplitMix64) -> String {
    switch random.below(3) {
    case 0: return text.uppercased()
    case 1: return text.lowercased()
    default: return text
    }
  }

  static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
