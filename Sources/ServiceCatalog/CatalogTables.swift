import Wildcards

/// A catalogue in its binary form, read in place.
///
/// The layout stands in docs/catalogue.md. The header is checked when the tables are made; after that every read is held to
/// its section, so that damaged content gives wrong facts but never reads outside of the bytes.
final class CatalogTables: @unchecked Sendable {
  static let version = 2
  private static let headerLength = 28 + 12 * Section.allCases.count

  /// Where a section lies.
  private struct Place: BitwiseCopyable {
    var offset = 0
    var records = 0
  }

  // INVARIANT: never written; `owner` keeps them alive unless they are part of the program.
  private let base: UnsafeRawPointer
  private let length: Int
  private let owner: AnyObject?
  private let places: InlineArray<21, Place>
  /// The tables of the program, from which come operations, principals, global keys and forward access; `nil` when these
  /// tables hold their own.
  let program: CatalogTables?
  /// The date of the data, `YYYY-MM-DD`, or `YYYY-MM` where the day is not known.
  let dataDate: String

  /// Checks the header of bytes that stay where they are as long as `owner` lives.
  init(_ bytes: UnsafeRawBufferPointer, owner: AnyObject?, program: CatalogTables? = nil) throws(CatalogError) {
    guard let base = bytes.baseAddress, bytes.count >= Self.headerLength, bytes.prefix(8).elementsEqual("iamsimSC".utf8)
    else { throw .notACatalogue }
    func number(_ offset: Int) -> Int {
      Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }
    guard number(8) == Self.version else { throw .unknownVersion(number(8)) }
    guard number(12) == Section.allCases.count else { throw .damaged(section: 0) }
    var places = InlineArray<21, Place>(repeating: Place())
    for section in Section.allCases {
      let header = 28 + 12 * section.rawValue
      let (offset, length, stride) = (number(header), number(header + 4), number(header + 8))
      guard stride == section.stride, length % stride == 0, offset >= Self.headerLength, offset + length <= bytes.count
      else { throw .damaged(section: section.rawValue) }
      places[section.rawValue] = Place(offset: offset, records: length / stride)
    }
    // Numbers of slots are cut to the size of the table by a mask.
    let slots = places[Section.actionSlots.rawValue].records
    guard slots & (slots - 1) == 0 else { throw .damaged(section: Section.actionSlots.rawValue) }
    self.base = base
    length = bytes.count
    self.owner = owner
    self.places = places
    self.program = program
    dataDate = String(decoding: bytes[16..<28].prefix { $0 != 0 }, as: UTF8.self)
  }

  /// Number of records of a section, but for the one that only closes the runs of some.
  func count(_ section: Section) -> Int {
    let records = places[section.rawValue].records
    return section.closesRuns ? max(0, records - 1) : records
  }

  private func offset(_ section: Section, _ record: Int, _ field: Int, _ width: Int) -> Int? {
    let place = places[section.rawValue]
    guard record >= 0, record < place.records, field + width <= section.stride else { return nil }
    return place.offset + record * section.stride + field
  }

  /// One byte of a record; 0 where there is none.
  func u8(_ section: Section, _ record: Int, _ field: Int) -> Int {
    offset(section, record, field, 1).map { Int(base.load(fromByteOffset: $0, as: UInt8.self)) } ?? 0
  }

  /// Two bytes of a record.
  func u16(_ section: Section, _ record: Int, _ field: Int) -> Int {
    offset(section, record, field, 2).map {
      Int(UInt16(littleEndian: base.loadUnaligned(fromByteOffset: $0, as: UInt16.self)))
    }
      ?? 0
  }

  /// Four bytes of a record.
  func u32(_ section: Section, _ record: Int, _ field: Int) -> Int {
    offset(section, record, field, 4).map {
      Int(UInt32(littleEndian: base.loadUnaligned(fromByteOffset: $0, as: UInt32.self)))
    }
      ?? 0
  }

  /// The run of records that begins at a number in `record` and ends before the number in the record behind it.
  func run(_ section: Section, _ record: Int, _ field: Int, wide: Bool, of target: Section) -> Range<Int> {
    let first = wide ? u32(section, record, field) : u16(section, record, field)
    let end = wide ? u32(section, record + 1, field) : u16(section, record + 1, field)
    guard first <= end, end <= count(target) else { return 0..<0 }
    return first..<end
  }

  /// The actions of a service.
  func actionRun(ofService service: Int) -> Range<Int> { run(.services, service, 8, wide: true, of: .actions) }

  /// The bytes of the string whose place stands in a record.
  func text(_ section: Section, _ record: Int, _ field: Int) -> UnsafeBufferPointer<UInt8> {
    text(at: u32(section, record, field))
  }

  /// The bytes of the string at an offset of the strings.
  @inline(__always)
  func text(at offset: Int) -> UnsafeBufferPointer<UInt8> {
    let place = places[Section.strings.rawValue]
    let end = place.offset + place.records
    var start = place.offset + offset
    guard start < end else { return UnsafeBufferPointer(start: nil, count: 0) }
    var count = Int(base.load(fromByteOffset: start, as: UInt8.self))
    start += 1
    if count == 255 {
      guard start + 2 <= end else { return UnsafeBufferPointer(start: nil, count: 0) }
      count = Int(UInt16(littleEndian: base.loadUnaligned(fromByteOffset: start, as: UInt16.self)))
      start += 2
    }
    guard start + count <= end else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(start: (base + start).assumingMemoryBound(to: UInt8.self), count: count)
  }

  /// The same as a string.
  func string(_ section: Section, _ record: Int, _ field: Int) -> String {
    String(decoding: text(section, record, field), as: UTF8.self)
  }

  /// Where the bytes lie, which tells one catalogue from another.
  var identity: UnsafeRawPointer { base }

  /// The end of the bytes.
  private var end: UnsafeRawPointer { base + length }

  /// The record of a run that is sorted by its names in lower case whose name is `name` in any case; allocates nothing.
  func search(_ section: Section, in run: Range<Int>, for name: FoldedName) -> Int? {
    let found = lowerBound(section, in: run, for: name)
    guard found < run.upperBound, name == text(section, found, 0) else { return nil }
    return found
  }

  /// The numbers of an action and its service by the full name, in any case; allocates nothing.
  func searchAction(for name: UnsafeBufferPointer<UInt8>) -> (action: Int, service: Int)? {
    if count(.actionSlots) > 0 { return searchSlots(for: name) }
    guard let colon = name.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let prefix = FoldedName(UnsafeBufferPointer(rebasing: name[..<colon]))
    let rest = FoldedName(UnsafeBufferPointer(rebasing: name[(colon + 1)...]))
    guard let service = search(.services, in: 0..<count(.services), for: prefix),
      let action = search(.actions, in: actionRun(ofService: service), for: rest)
    else { return nil }
    return (action, service)
  }

  /// The same, found in the hash table.
  ///
  /// O(1) where the table is as the writers leave it, never more steps than it has slots. There must be a table.
  private func searchSlots(for name: UnsafeBufferPointer<UInt8>) -> (action: Int, service: Int)? {
    let hash = ActionHash(name)
    let slots = count(.actionSlots)
    for step in 0..<slots {
      let slot = ActionSlot(bits: u32(.actionSlots, (hash.slot + step) & (slots - 1), 0))
      if slot.isFree { return nil }
      guard slot.fingerprint == hash.fingerprint else { continue }
      let (action, service) = (slot.action, slot.service)
      // This also holds both numbers to their sections.
      guard actionRun(ofService: service).contains(action) else { continue }
      let prefix = text(.services, service, 0)
      let rest = text(.actions, action, 0)
      if name.count == prefix.count + 1 + rest.count, name[prefix.count] == UInt8(ascii: ":"),
        FoldedName.areEqual(UnsafeBufferPointer(rebasing: name[(prefix.count + 1)...]), rest),
        FoldedName.areEqual(UnsafeBufferPointer(rebasing: name[..<prefix.count]), prefix)
      {
        return (action, service)
      }
    }
    return nil
  }

  /// The first record of such a run whose name does not precede `name`.
  func lowerBound(_ section: Section, in run: Range<Int>, for name: FoldedName) -> Int {
    let place = places[section.rawValue]
    let stride = section.stride
    // The records are held to their section here, once, and not in each step.
    guard run.lowerBound >= 0, run.upperBound <= place.records else { return run.upperBound }
    let records = base + place.offset
    var low = run.lowerBound
    var high = run.upperBound
    while low < high {
      let middle = (low + high) / 2
      let string = UInt32(littleEndian: records.loadUnaligned(fromByteOffset: middle * stride, as: UInt32.self))
      if name.follows(text(at: Int(string)), readableUpTo: end) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
