/// The sections of a catalogue's binary form, read in place.
///
/// The layout stands in docs/catalogue.md. The header is checked when the tables are made; after that every read is held to its
/// section, so that damaged content gives wrong facts but never reads outside of the bytes.
final class CatalogTables: @unchecked Sendable {
  /// The sections, by their number in the file.
  enum Section: Int, CaseIterable {
    case strings, services, actions, rows, types, arns, keys, keySets, keyOrdinals, dependentActions

    /// Bytes of one record.
    var stride: Int {
      switch self {
      case .strings: return 1
      case .services: return 24
      case .actions: return 12
      case .rows: return 6
      case .types: return 8
      case .arns, .dependentActions: return 4
      case .keys: return 8
      case .keySets, .keyOrdinals: return 2
      }
    }
  }

  static let version = 1
  private static let sectionCount = 20
  private static let headerLength = 28 + 12 * sectionCount

  // INVARIANT: never written; `owner` keeps them alive unless they are part of the program.
  private let bytes: UnsafeRawBufferPointer
  private let owner: AnyObject?
  private let places: [(offset: Int, records: Int)]
  /// The date of the data, `YYYY-MM-DD`.
  let dataDate: String

  /// Checks the header of bytes that stay where they are as long as `owner` lives.
  init(_ bytes: UnsafeRawBufferPointer, owner: AnyObject?) throws(CatalogError) {
    guard bytes.count >= Self.headerLength, bytes.prefix(8).elementsEqual("iamsimSC".utf8) else { throw .notACatalogue }
    func number(_ offset: Int) -> Int {
      Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }
    guard number(8) == Self.version else { throw .unknownVersion(number(8)) }
    guard number(12) == Self.sectionCount else { throw .damaged(section: 0) }
    var places: [(offset: Int, records: Int)] = []
    for index in 0..<Self.sectionCount {
      let header = 28 + 12 * index
      let (offset, length, stride) = (number(header), number(header + 4), number(header + 8))
      guard stride > 0, length % stride == 0, offset >= Self.headerLength, offset + length <= bytes.count else {
        throw .damaged(section: index)
      }
      if let section = Section(rawValue: index), section.stride != stride { throw .damaged(section: index) }
      places.append((offset, length / stride))
    }
    self.bytes = bytes
    self.owner = owner
    self.places = places
    dataDate = String(decoding: bytes[16..<28].prefix { $0 != 0 }, as: UTF8.self)
  }

  /// Where the bytes lie, which tells one catalogue from another.
  var identity: UnsafeRawPointer? { bytes.baseAddress }

  /// Number of records of a section.
  func count(_ section: Section) -> Int { places[section.rawValue].records }

  /// Number of records but for the one that only closes the runs.
  func closedCount(_ section: Section) -> Int { max(0, count(section) - 1) }

  private func offset(_ section: Section, _ record: Int, _ field: Int, _ width: Int) -> Int? {
    guard record >= 0, record < count(section), field + width <= section.stride else { return nil }
    return places[section.rawValue].offset + record * section.stride + field
  }

  /// One byte of a record; 0 where there is none.
  func u8(_ section: Section, _ record: Int, _ field: Int) -> Int {
    offset(section, record, field, 1).map { Int(bytes[$0]) } ?? 0
  }

  /// Two bytes of a record.
  func u16(_ section: Section, _ record: Int, _ field: Int) -> Int {
    offset(section, record, field, 2).map {
      Int(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt16.self)))
    } ?? 0
  }

  /// Four bytes of a record.
  func u32(_ section: Section, _ record: Int, _ field: Int) -> Int {
    offset(section, record, field, 4).map {
      Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self)))
    } ?? 0
  }

  /// The run of records that begins at a number in `record` and ends before the number in the record behind it.
  func run(_ section: Section, _ record: Int, _ field: Int, wide: Bool, of target: Section) -> Range<Int> {
    let first = wide ? u32(section, record, field) : u16(section, record, field)
    let end = wide ? u32(section, record + 1, field) : u16(section, record + 1, field)
    guard first <= end, end <= count(target) else { return 0..<0 }
    return first..<end
  }

  /// The bytes of the string whose place stands in a record.
  func text(_ section: Section, _ record: Int, _ field: Int) -> UnsafeBufferPointer<UInt8> {
    let place = places[Section.strings.rawValue]
    let end = place.offset + place.records
    var start = place.offset + u32(section, record, field)
    guard start < end else { return UnsafeBufferPointer(start: nil, count: 0) }
    var length = Int(bytes[start])
    start += 1
    if length == 255 {
      guard start + 2 <= end else { return UnsafeBufferPointer(start: nil, count: 0) }
      length = Int(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt16.self)))
      start += 2
    }
    guard start + length <= end, let base = bytes.baseAddress else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(start: (base + start).assumingMemoryBound(to: UInt8.self), count: length)
  }

  /// The same as a string.
  func string(_ section: Section, _ record: Int, _ field: Int) -> String {
    String(decoding: text(section, record, field), as: UTF8.self)
  }
}
