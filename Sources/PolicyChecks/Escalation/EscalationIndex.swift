/// The actions that ways to more permissions take, numbered, and the ways by what they take.
struct EscalationIndex: Sendable {
  /// A way as sets of actions.
  struct Entry: Sendable {
    var path: EscalationPath
    /// All of these.
    var required: EscalationActionSet
    /// One of these; empty for none.
    var choice: EscalationActionSet
    /// All that is asked about, whether they give what the way leads to without it included.
    var asked: EscalationActionSet
  }

  static let shared = EscalationIndex()

  /// The ways, in the order of ``EscalationPaths``.
  let entries: [Entry]
  /// `iam:PassRole`.
  let passRole: EscalationAction
  /// The actions by their numbers.
  let names: [String]
  /// All of them.
  let everything: EscalationActionSet
  /// Those of IAM.
  let ofIAM: EscalationActionSet
  private let numbers: [String: Int]
  /// The places of names by their hashes: twice as many as there are names, open addressing; -1 for none.
  private let table: [Int16]
  private let hashes: [UInt64]
  private let byService: [String: [Int]]
  /// A bit for each hash of how some action begins.
  private let beginnings: [UInt64]
  /// What the ways take: all of the first, and one of the second if there are any.
  private let needs: [(required: EscalationActionSet, choice: EscalationActionSet, isWeak: Bool)]

  private init() {
    var names: [String] = []
    var numbers: [String: Int] = [:]
    for path in EscalationPaths.all {
      let actions = path.allActions + path.grantedAlreadyBy
      for name in actions where name != Self.everyIAMAction && numbers[name.lowercased()] == nil {
        numbers[name.lowercased()] = names.count
        names.append(name)
      }
    }
    func set(_ actions: [String]) -> EscalationActionSet {
      var set = EscalationActionSet()
      for name in actions { if let number = numbers[name.lowercased()] { set.insert(number) } }
      return set
    }
    everything = set(names)
    let ofIAM = set(names.filter { $0.hasPrefix("iam:") })
    entries = EscalationPaths.all.map { path in
      return Entry(
        path: path, required: path.isEveryIAMAction ? ofIAM : set(path.actions), choice: set(path.oneOf),
        asked: set(path.allActions + path.grantedAlreadyBy))
    }
    needs = entries.map { ($0.required, $0.choice, $0.path.isWeak) }
    self.ofIAM = ofIAM
    passRole = EscalationAction(name: "iam:PassRole", number: numbers["iam:passrole"])
    self.names = names
    self.numbers = numbers
    hashes = names.map { name in
      var name = name
      return name.withUTF8 { Self.scan($0).hash }
    }
    var table = [Int16](repeating: -1, count: Self.tableSize)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (Self.tableSize - 1)
      while table[slot] >= 0 { slot = (slot + 1) & (Self.tableSize - 1) }
      table[slot] = Int16(number)
    }
    self.table = table
    var beginnings = [UInt64](repeating: 0, count: 64)
    for var name in names {
      if let bit = name.withUTF8(Self.beginning) { beginnings[bit >> 6] |= 1 << UInt64(bit & 63) }
    }
    self.beginnings = beginnings
    byService = Dictionary(grouping: names.indices) { number in names[number].prefix { $0 != ":" }.lowercased() }
  }

  private static let tableSize = 1024

  /// FNV-1a over the letters without regard to case; and whether there is a wildcard among them.
  private static func scan(_ text: UnsafeBufferPointer<UInt8>) -> (hash: UInt64, hasWildcard: Bool) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text {
      if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") { return (hash, true) }
      hash = (hash ^ UInt64(byte &- 0x41 < 26 ? byte | 0x20 : byte)) &* 0x100_0000_01B3
    }
    return (hash, false)
  }

  /// A hash of 12 bits of the first three letters; `nil` where there are fewer, or a wildcard among them.
  private static func beginning(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard text.count >= 3 else { return nil }
    var key: UInt32 = 0
    for index in 0..<3 {
      let byte = text[index]
      if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") { return nil }
      key = key << 8 | UInt32(byte | 0x20)
    }
    return Int((key &* 0x9E37_79B1) >> 20)
  }

  /// What stands for all actions of IAM.
  static let everyIAMAction = "iam:*"

  /// The number of an action, named in lower case.
  func number(of action: String) -> Int? { numbers[action] }

  /// An action with its number.
  func action(named name: String) -> EscalationAction {
    EscalationAction(name: name, number: numbers[name.lowercased()])
  }

  /// What a value of `Action` is about.
  enum Reading {
    /// One of the actions.
    case action(Int)
    /// None of them.
    case other
    /// Whatever fits.
    case pattern
  }

  /// Reads a value of `Action`; for the many that are none of the actions that takes a look at how they begin, or their hash.
  func read(_ text: String) -> Reading {
    var bytes = text
    return bytes.withUTF8 { read($0, text) }
  }

  private func read(_ bytes: UnsafeBufferPointer<UInt8>, _ text: String) -> Reading {
    if let bit = Self.beginning(bytes), beginnings[bit >> 6] >> UInt64(bit & 63) & 1 == 0 { return .other }
    let (hash, hasWildcard) = Self.scan(bytes)
    if hasWildcard { return .pattern }
    var slot = Int(truncatingIfNeeded: hash) & (Self.tableSize - 1)
    while table[slot] >= 0 {
      let number = Int(table[slot])
      if hashes[number] == hash, names[number].lowercased() == text.lowercased() { return .action(number) }
      slot = (slot + 1) & (Self.tableSize - 1)
    }
    return .other
  }

  /// The actions of a service, named in lower case.
  func actions(ofService prefix: String) -> [Int] { byService[prefix] ?? [] }

  /// Whether there are ways, other than weak ones, all of whose actions are among some.
  func hasCandidates(_ allowed: EscalationActionSet) -> Bool {
    if allowed.isEmpty { return false }
    return needs.contains {
      !$0.isWeak && allowed.isSuperset(of: $0.required)
        && ($0.choice.isEmpty || !allowed.isDisjoint(with: $0.choice))
    }
  }

  /// The ways all of whose actions are among some.
  func candidates(_ allowed: EscalationActionSet) -> [Entry] {
    if allowed.isEmpty { return [] }
    return needs.indices.filter { place in
      allowed.isSuperset(of: needs[place].required)
        && (needs[place].choice.isEmpty || !allowed.isDisjoint(with: needs[place].choice))
    }.map { entries[$0] }
  }
}
