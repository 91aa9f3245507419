/// The sections of a catalogue's binary form while they are written.
struct BinarySections {
  /// One section: its records, all of the same length.
  struct Section {
    let stride: Int
    var bytes: [UInt8] = []

    var count: Int { bytes.count / stride }
  }

  /// All of them, by their number in the file (docs/catalogue.md).
  private(set) var sections: [Section] = [
    1, 24, 12, 6, 8, 4, 8, 2, 2, 4, 8, 16, 8, 4, 8, 12, 4, 12, 24, 12, 4,
  ].map { Section(stride: $0) }
  private var offsets: [String: Int] = [:]

  /// The number of records of a section.
  func count(_ section: Int) -> Int { sections[section].count }

  mutating func add8(_ section: Int, _ values: Int...) {
    for value in values { sections[section].bytes.append(UInt8(truncatingIfNeeded: value)) }
  }

  mutating func add16(_ section: Int, _ values: Int...) {
    for value in values { append(UInt16(truncatingIfNeeded: value), to: section) }
  }

  mutating func add32(_ section: Int, _ values: Int...) {
    for value in values { append(UInt32(truncatingIfNeeded: value), to: section) }
  }

  private mutating func append(_ value: some FixedWidthInteger, to section: Int) {
    withUnsafeBytes(of: value.littleEndian) { sections[section].bytes.append(contentsOf: $0) }
  }

  /// The place of a text among the strings, where each stands once.
  ///
  /// Of a text longer than 65,535 bytes only those are kept.
  mutating func string(_ text: String) -> Int {
    if let offset = offsets[text] { return offset }
    let offset = sections[0].bytes.count
    offsets[text] = offset
    let bytes = Self.kept(text)
    if bytes.count < 255 {
      add8(0, bytes.count)
    } else {
      add8(0, 255)
      add16(0, bytes.count)
    }
    sections[0].bytes.append(contentsOf: bytes)
    return offset
  }

  /// What the strings keep of a text.
  static func kept(_ text: String) -> Substring.UTF8View { text.utf8.prefix(Int(UInt16.max)) }

  /// Writes the hash table of actions.
  ///
  /// - Parameter names: for each action its service and the bytes of its full name.
  mutating func addActionSlots(_ names: [(service: Int, bytes: [UInt8])]) {
    var slots = Array(repeating: 0, count: ActionSlot.count(forActions: names.count))
    for (action, name) in names.enumerated() {
      let hash = name.bytes.withUnsafeBufferPointer { ActionHash($0) }
      var slot = hash.slot & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = ActionSlot(action: action, service: name.service, fingerprint: hash.fingerprint).bits
    }
    for slot in slots { add32(20, slot) }
  }

  /// The file: magic number, version, date, where each section lies, and the sections.
  func file(date: String) -> [UInt8] {
    var head = Array("iamsimSC".utf8)
    var body: [UInt8] = []
    func append(_ value: Int) {
      withUnsafeBytes(of: UInt32(truncatingIfNeeded: value).littleEndian) { head.append(contentsOf: $0) }
    }
    append(CatalogTables.version)
    append(sections.count)
    head += Array(date.utf8.prefix(12)) + Array(repeating: 0, count: max(0, 12 - date.utf8.count))
    let start = head.count + 12 * sections.count
    for section in sections {
      while (start + body.count) % 4 != 0 { body.append(0) }
      append(start + body.count)
      append(section.bytes.count)
      append(section.stride)
      body += section.bytes
    }
    return head + body
  }
}
