/// An edit that would mend what a diagnostic is about.
public struct FixIt: Sendable, Hashable {
  /// Whether the edit may be made without asking.
  public enum Safety: String, Sendable, Hashable {
    /// Changes no decision.
    case safe
    /// Changes what the policy means.
    case changesBehaviour
    /// Only shown: a person has to fill something in.
    case shownOnly
  }

  /// What the edit does, in the imperative.
  public var title: String
  /// The bytes to replace; empty to insert.
  public var range: ByteRange
  /// What to put there.
  public var replacement: String
  /// Whether it may be made without asking.
  public var safety: Safety

  /// Makes an edit.
  public init(title: String, range: ByteRange, replacement: String, safety: Safety) {
    self.title = title
    self.range = range
    self.replacement = replacement
    self.safety = safety
  }
}
