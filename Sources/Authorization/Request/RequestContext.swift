/// The condition keys of a request with their values.
///
/// A key is absent, present with values, or present but null (no value, or one empty text where a set is meant). Names
/// compare case-insensitively, tag keys included.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
public struct RequestContext: Sendable, Hashable {
  /// One key with its values.
  public struct Entry: Sendable, Hashable {
    /// The key as given.
    public var name: String
    /// Its values as text, as AWS would send them.
    public var values: [String]
    /// Whether the key was declared to hold a set.
    ///
    /// Keys that iamsim knows to be multivalued are so in any case.
    public var isMultivalued: Bool
    /// Where its values come from.
    public var origin: ContextValueOrigin

    /// Makes an entry.
    public init(
      _ name: String, _ values: [String], isMultivalued: Bool = false, origin: ContextValueOrigin = .stated
    ) {
      self.name = name
      self.values = values
      self.isMultivalued = isMultivalued
      self.origin = origin
    }
  }

  /// The entries in the order given.
  public private(set) var entries: [Entry]
  /// Where each name, in lower case, stands in `entries`.
  private var positions: [String: Int]

  /// Makes a context.
  ///
  /// Of two entries whose names differ only in case the later counts.
  public init(_ entries: [Entry] = []) {
    self.entries = []
    positions = [:]
    for entry in entries { set(entry) }
  }

  /// Makes a context of single values.
  public init(_ values: KeyValuePairs<String, String>) {
    self.init(values.map { Entry($0.key, [$0.value]) })
  }

  /// Adds an entry; a key that is there already keeps its value.
  public mutating func addIfAbsent(_ entry: Entry) {
    if self[entry.name] == nil { set(entry) }
  }

  /// Adds an entry, replacing one of the same name.
  public mutating func set(_ entry: Entry) {
    let name = entry.name.lowercased()
    if let position = positions[name] {
      entries[position] = entry
    } else {
      positions[name] = entries.count
      entries.append(entry)
    }
  }

  /// The entry of a key, found case-insensitively.
  public subscript(name: String) -> Entry? {
    positions[name.lowercased()].map { entries[$0] }
  }
}
