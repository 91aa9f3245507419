/// A way from one principal of an account to another, or to permissions of its own choice.
struct AccessEdge {
  /// Where a way leads.
  enum Target: Hashable {
    /// A principal, by its place among those of the account.
    case principal(Int)
    /// The rights of an administrator.
    case administrator
  }

  /// How well it is known that the way is open.
  enum Certainty: Int, Comparable {
    /// It depends on conditions, or on what the account file does not say.
    case possible
    /// The policies of the account prove it.
    case certain

    static func < (a: Certainty, b: Certainty) -> Bool { a.rawValue < b.rawValue }
  }

  var path: EscalationPath
  var target: Target
  var certainty: Certainty
  /// The steps, in words.
  var steps: [String]
  /// What it depends on, in words; empty when certain.
  var dependsOn: [String]
}
