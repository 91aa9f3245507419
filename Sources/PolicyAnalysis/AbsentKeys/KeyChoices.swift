import Authorization

/// The values of one absent key that are tried.
struct KeyChoices {
  /// The entries, the key's absence (`nil`) first, then the likelier ones first.
  var entries: [RequestContext.Entry?]
  /// Whether they stand for all values that the key can have: no clause on it tells any other value from all of them.
  var isExact: Bool
}
