import PolicyChecks

extension RuleProfile {
  /// A line for each rule, the most expensive first.
  var text: String {
    sorted.map { entry in
      let (seconds, attoseconds) = entry.duration.components
      let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
      return "\(microseconds) µs  \(entry.findings) findings  \(entry.ruleID)\n"
    }
    .joined()
  }
}
