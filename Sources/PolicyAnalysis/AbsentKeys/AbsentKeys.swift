public import Authorization

/// How a decision depends on the condition keys that its request lacks.
public struct AbsentKeys: Sendable {
  /// The keys that can change the decision, in the order and spelling of the policies.
  ///
  /// A key is left out only when it is known that no value of it changes the decision, whatever the other absent keys hold.
  public var keys: [Key]
  /// Values that change the decision, each decided by the evaluator: those that lead to an allowed request first, then
  /// those of few keys.
  ///
  /// Of each no key can be left out.
  public var flips: [Flip]

  /// A key that can change the decision.
  public struct Key: Sendable, Hashable {
    /// Its name, as the first policy writes it.
    public var name: String
    /// What is known of it.
    public var certainty: Certainty

    /// Makes a key.
    public init(name: String, certainty: Certainty) {
      self.name = name
      self.certainty = certainty
    }
  }

  /// What is known of a key.
  public enum Certainty: Sendable, Hashable {
    /// Some value of it changes the decision, alone or beside values of other absent keys.
    case changes
    /// No such value was found, and none is ruled out.
    case mayChange
  }

  /// Values of absent keys that change the decision.
  public struct Flip: Sendable, Hashable {
    /// The keys with their values.
    public var entries: [RequestContext.Entry]
    /// What the decision is with them.
    public var decision: Decision

    /// Makes a flip.
    public init(entries: [RequestContext.Entry], decision: Decision) {
      self.entries = entries
      self.decision = decision
    }
  }

  /// Gathers what was found.
  public init(keys: [Key] = [], flips: [Flip] = []) {
    self.keys = keys
    self.flips = flips
  }
}
