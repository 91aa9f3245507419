/// Finds the statements that an action may fall under without looking at the others.
///
/// Three lists: statements that name the action exactly, statements with a wildcard in the names of its service, and
/// statements that any action may fall under (`*`, wildcards in the service, `NotAction`). In each the denying ones come first.
struct ActionIndex {
  /// One statement under one action pattern.
  struct Entry {
    enum Scope {
      case exact(ByteSlice, hash: UInt64)
      case service(ByteSlice, hash: UInt64)
      case any
    }

    var scope: Scope
    var candidate: CandidateStatement
    var isDeny: Bool
  }

  private(set) var candidates: [CandidateStatement] = []
  private(set) var exactActions: [NameTable.Slot] = []
  private(set) var serviceActions: [NameTable.Slot] = []
  private(set) var anyAction = ListRange.empty
  private(set) var anyActionDenyCount = 0

  init(_ entries: [Entry]) {
    var exact = Groups()
    var service = Groups()
    var any: [Int] = []
    for (index, entry) in entries.enumerated() {
      switch entry.scope {
      case .exact(let name, let hash): exact.add(index, name, hash)
      case .service(let name, let hash): service.add(index, name, hash)
      case .any: any.append(index)
      }
    }
    exactActions = layOut(exact, entries)
    serviceActions = layOut(service, entries)
    let slot = append(any, entries)
    anyAction = ListRange(first: slot.first, count: slot.count)
    anyActionDenyCount = Int(slot.denyCount)
  }

  /// Entries gathered by name, names in the order of their first appearance. Equal names are one slice of the arena.
  private struct Groups {
    var positions: [ByteSlice: Int] = [:]
    var groups: [(name: ByteSlice, hash: UInt64, entries: [Int])] = []

    mutating func add(_ entry: Int, _ name: ByteSlice, _ hash: UInt64) {
      if let position = positions[name] {
        groups[position].entries.append(entry)
      } else {
        positions[name] = groups.count
        groups.append((name, hash, [entry]))
      }
    }
  }

  private mutating func layOut(_ groups: Groups, _ entries: [Entry]) -> [NameTable.Slot] {
    var slots: [NameTable.Slot] = []
    for group in groups.groups {
      var slot = append(group.entries, entries)
      slot.hash = group.hash
      slot.name = group.name
      slots.append(slot)
    }
    return NameTable.layOut(slots)
  }

  private mutating func append(_ indices: [Int], _ entries: [Entry]) -> NameTable.Slot {
    let first = candidates.count
    for index in indices where entries[index].isDeny { candidates.append(entries[index].candidate) }
    let denyCount = candidates.count - first
    for index in indices where !entries[index].isDeny { candidates.append(entries[index].candidate) }
    return NameTable.Slot(
      first: UInt32(first), count: UInt32(candidates.count - first), denyCount: UInt32(denyCount))
  }
}
