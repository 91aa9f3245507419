import PolicyLanguage

/// What statements that say the same have in common, whatever the order and however often a value is written.
///
/// Two with different digests say different things; whether two with the same one do not, their ``StatementSignature`` tells.
struct StatementDigest {
  private var isAllow: Bool
  private var hasCondition: Bool
  private var longestAction: Int
  private var longestResource: Int
  private var longestPrincipal: Int
  /// Of all texts of the elements; 0 as long as nothing else is alike.
  private var texts: UInt64 = 0

  /// The places of those of several statements that say the same as another one of them, as far as their digests tell.
  static func alike(_ statements: [Statement]) -> [Int] {
    guard statements.count > 1 else { return [] }
    var digests = statements.map { StatementDigest($0) }
    var places = places(ofEqual: digests, statements.indices)
    guard !places.isEmpty else { return [] }
    // Beyond ASCII texts of different bytes may be equal.
    let hashes = places.map { hash(of: statements[$0]) }
    if !hashes.contains(nil) {
      for (place, hash) in zip(places, hashes) { digests[place].texts = hash ?? 0 }
      places = Self.places(ofEqual: digests, places)
    }
    return places
  }

  /// The places whose digest another one of them has too, in order.
  private static func places(ofEqual digests: [StatementDigest], _ places: some Sequence<Int>) -> [Int] {
    let sorted = places.map { (hash: digests[$0].quickHash, place: $0) }.sorted { $0.hash < $1.hash }
    return sorted.indices.filter { index in
      index > 0 && sorted[index - 1].hash == sorted[index].hash
        || index + 1 < sorted.count && sorted[index + 1].hash == sorted[index].hash
    }.map { sorted[$0].place }.sorted()
  }

  private var quickHash: UInt64 {
    var hash = Self.mixed(texts, (isAllow ? 1 : 0) | (hasCondition ? 2 : 0))
    hash = Self.mixed(hash, UInt64(longestAction))
    hash = Self.mixed(hash, UInt64(longestResource))
    return Self.mixed(hash, UInt64(longestPrincipal))
  }

  private init(_ statement: Statement) {
    isAllow = statement.effect?.value == .allow
    hasCondition = statement.condition != nil
    longestAction = Self.longest(statement.action)
    longestResource = Self.longest(statement.resource)
    longestPrincipal = 0
    for entry in statement.principal?.entries ?? [] {
      longestPrincipal = max(longestPrincipal, entry.value.value.utf8.count)
    }
  }

  private static func longest(_ element: ListElement?) -> Int {
    var longest = 0
    for value in element?.values ?? [] { longest = max(longest, value.value.utf8.count) }
    return longest
  }

  // MARK: Texts

  /// The same for statements that say the same; `nil` where a text is not ASCII.
  private static func hash(of statement: Statement) -> UInt64? {
    var result = UInt64(statement.action?.isNegated == true ? 1 : 0) | (statement.resource?.isNegated == true ? 2 : 0)
    if statement.principal?.isNegated == true { result |= 4 }
    var principals = TextSet()
    for entry in statement.principal?.entries ?? [] { principals.insert(entry.value.value) }
    var actions = TextSet()
    for value in statement.action?.values ?? [] { actions.insert(value.value, folded: true) }
    var resources = TextSet()
    for value in statement.resource?.values ?? [] { resources.insert(value.value) }
    var clauses = TextSet()
    for clause in statement.condition?.clauses ?? [] {
      var values = TextSet()
      for value in clause.values { values.insert(value.value.text) }
      var clauseTexts = TextSet()
      clauseTexts.insert(clause.operatorName.value.base, folded: true)
      clauseTexts.insert(clause.key.value, folded: true)
      clauses.insert(clauseTexts, values)
    }
    for set in [principals, actions, resources, clauses] {
      guard set.isASCII else { return nil }
      result = mixed(result, set.hash)
    }
    return result
  }

  private static func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
    (a ^ b &* 0x9E37_79B9_7F4A_7C15).byteSwapped &* 0x100_0000_01B3 ^ b
  }

  /// A hash of a set of texts: that of the least and the greatest of their hashes.
  private struct TextSet {
    private(set) var isASCII = true
    private var least = UInt64.max
    private var greatest = UInt64.min

    var hash: UInt64 { StatementDigest.mixed(least, greatest) }

    mutating func insert(_ text: String, folded: Bool = false) {
      var text = text
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      text.withUTF8 { bytes in
        for byte in bytes {
          if byte >= 0x80 { isASCII = false }
          let isCapital = folded && byte &- UInt8(ascii: "A") < 26
          hash = (hash ^ UInt64(isCapital ? byte | 0x20 : byte)) &* 0x100_0000_01B3
        }
      }
      insert(hash)
    }

    /// Adds the texts of one clause as one.
    mutating func insert(_ names: TextSet, _ values: TextSet) {
      isASCII = isASCII && names.isASCII && values.isASCII
      insert(StatementDigest.mixed(names.hash, values.hash))
    }

    private mutating func insert(_ hash: UInt64) {
      least = min(least, hash)
      greatest = max(greatest, hash)
    }
  }
}
