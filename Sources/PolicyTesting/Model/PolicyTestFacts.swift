public import Authorization

/// What the condition keys of a case follow from.
///
/// An object: it is large, and only read of cases that fail, while a case is copied into its result.
public final class PolicyTestFacts: Sendable {
  /// What is known of the request.
  public let request: RequestFacts
  /// Keys that the case says are absent, also where they would follow.
  public let keysLeftOut: [String]

  init(_ request: RequestFacts, keysLeftOut: [String]) {
    self.request = request
    self.keysLeftOut = keysLeftOut
  }
}
