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
  private var content: Content
  /// Whether it may be made without asking.
  public var safety: Safety

  private enum Content: Sendable {
    case text(String)
    case written(@Sendable () -> String)
  }

  /// What to put there.
  public var replacement: String {
    get {
      switch content {
      case .text(let text): text
      case .written(let write): write()
      }
    }
    set { content = .text(newValue) }
  }

  /// Makes an edit.
  public init(title: String, range: ByteRange, replacement: String, safety: Safety) {
    self.title = title
    self.range = range
    content = .text(replacement)
    self.safety = safety
  }

  /// Makes an edit whose text is long, and written only when somebody asks for it: most reports show titles alone.
  ///
  /// - Parameter writing: gives the same text each time.
  public init(title: String, range: ByteRange, safety: Safety, writing: @escaping @Sendable () -> String) {
    self.title = title
    self.range = range
    content = .written(writing)
    self.safety = safety
  }
}

extension FixIt {
  public static func == (a: FixIt, b: FixIt) -> Bool {
    a.range == b.range && a.safety == b.safety && a.title == b.title && a.replacement == b.replacement
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(title)
    hasher.combine(range)
    hasher.combine(safety)
  }
}
