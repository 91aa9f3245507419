/// Finds the statements that an action may fall under without looking at the others.
///
/// Three lists: statements that name the action exactly, statements with a wildcard in the names of its service, and
/// statements that any action may fall under (`*`, wildcards in the service, `NotAction`). In each the denying ones come first.
struct ActionIndex {
  /// One statement under one action pattern.
  struct Entry {
    enum Scope: UInt8 {
      case exact, service, any
    }

    var scope: Scope
    /// The action or service in lower case; equal names are the same slice of the arena.
    var name: ByteSlice
    var candidate: CandidateStatement
    var isDeny: Bool

    /// Sorts entries of one name together, the denying ones first: scope, name, effect.
    ///
    /// Different names of one scope begin at different places of the arena.
    fileprivate var order: UInt64 {
      UInt64(scope.rawValue) << 40 | UInt64(name.offset) << 8 | (isDeny ? 0 : 1)
    }
  }

  private(set) var candidates: [CandidateStatement] = []
  private(set) var exactActions: [NameTable.Slot] = []
  private(set) var serviceActions: [NameTable.Slot] = []
  private(set) var anyAction = ListRange.empty
  private(set) var anyActionDenyCount = 0

  init(_ unsorted: [Entry], _ arena: ByteArena) {
    let entries = unsorted.sorted { $0.order < $1.order }
    candidates.reserveCapacity(entries.count)
    var exact: [NameTable.Slot] = []
    var service: [NameTable.Slot] = []
    var start = 0
    while start < entries.count {
      let first = entries[start]
      var end = start
      var slot = NameTable.Slot(name: first.name, first: UInt32(candidates.count))
      while end < entries.count, entries[end].scope == first.scope, entries[end].name == first.name {
        candidates.append(entries[end].candidate)
        slot.count += 1
        if entries[end].isDeny { slot.denyCount += 1 }
        end += 1
      }
      switch first.scope {
      case .exact:
        slot.hash = arena.hash(of: first.name)
        exact.append(slot)
      case .service:
        slot.hash = arena.hash(of: first.name)
        service.append(slot)
      case .any:
        anyAction = ListRange(first: slot.first, count: slot.count)
        anyActionDenyCount = Int(slot.denyCount)
      }
      start = end
    }
    exactActions = NameTable.layOut(exact)
    serviceActions = NameTable.layOut(service)
  }
}
