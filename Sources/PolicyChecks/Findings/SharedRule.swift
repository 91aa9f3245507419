/// A rule that its findings have in common.
final class SharedRule: Sendable {
  let rule: Rule

  init(_ rule: Rule) { self.rule = rule }
}
