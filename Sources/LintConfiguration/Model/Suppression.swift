public import SourceText

/// Findings that are not to be reported.
public struct Suppression: Sendable {
  /// The rules, by id.
  public var rules: [String]
  /// The files.
  public var paths: PathChoice
  /// The statements by their `Sid`; empty for all.
  public var sids: [String]
  /// The actions, as the policy writes them; empty for all.
  public var actions: [String]
  /// The resources, as the policy writes them; empty for all.
  public var resources: [String]
  /// Why that is in order.
  public var reason: String
  /// The last day on which it holds; `nil` for ever.
  public var expires: CalendarDate?
  /// The place in the configuration to show.
  public var range: ByteRange

  /// Whether it holds no more.
  public func isExpired(on today: CalendarDate?) -> Bool {
    guard let today, let expires else { return false }
    return expires < today
  }
}
