import Wildcards

/// A request as asked, and laid out for deciding: its texts in one run of bytes, its names hashed, its ARN split.
final class PreparedRequest: Sendable {
  let principal: Principal
  let action: String
  let resource: Resource
  let context: RequestContext
  let catalog: CatalogFacts
  private let bytes: FrozenArray<UInt8>
  private let slots: FrozenArray<NameTable.Slot>
  private let entries: FrozenArray<ContextEntry>
  private let values: FrozenArray<ByteSlice>
  private let storage: FrozenArray<RequestTables>

  /// One condition key of the request.
  struct ContextEntry: BitwiseCopyable, Sendable {
    var values: ListRange
    var isMultivalued: Bool
  }

  /// Everything but the pointers.
  struct Facts: BitwiseCopyable, Sendable {
    var action = ByteSlice.empty
    var actionHash: UInt64 = 0
    var service = ByteSlice.empty
    var serviceHash: UInt64 = 0
    /// How the action begins.
    var actionPrefix = BytePrefix()
    /// How the action's name begins, after the service.
    var actionNamePrefix = BytePrefix()
    var resource = ByteSlice.empty
    /// `nil` when the resource is not an ARN.
    var resourceFields: ARNFields?
    var resourceColonCount: UInt32 = 0
    /// Hash of the ARN's first five fields with their colons.
    var resourceHeadHash: UInt64 = 0
    /// How the ARN's sixth field begins.
    var resourceNamePrefix = BytePrefix()
    var principalKind = Principal.Kind.unspecified
    var principalARN = ByteSlice.empty
    var issuerARN = ByteSlice.empty
    var accountID = ByteSlice.empty
    var partition = ByteSlice.empty
    var uniqueID = ByteSlice.empty
    /// The account that owns the resource; empty when not known.
    var ownerAccountID = ByteSlice.empty
    /// Whether the resource is an object that another account than its bucket's owns, and the action is up to its owner.
    var isObjectOfAnotherAccount = false
    /// Whether Block Public Access keeps the caller out.
    var isBarredByPublicAccessBlock = false
    /// The canonical user id of the caller's account; empty when not known.
    var canonicalUserID = ByteSlice.empty
    /// Whether the caller's credentials do not do for the operation.
    var isBarredBySessionToken = false
    var isServiceLinkedRole = false
    var isAWSManagedKey = false
    var resourceIsServiceLinkedRole = false
    /// Whether resource control policies reach the action's service.
    var isUnderResourceControl = false
  }

  init(principal: Principal, action: String, resource: Resource, context: RequestContext, catalog: CatalogFacts) {
    self.principal = principal
    self.action = action
    self.resource = resource
    self.context = context
    self.catalog = catalog

    var arena = ByteArena()
    arena.reserve(action.utf8.count + resource.arn.utf8.count + principal.arn.utf8.count + 64)
    var facts = Facts()
    facts.action = arena.appendLowercased(action)
    facts.actionHash = arena.hash(of: facts.action)
    let serviceLength = arena.withBytes(of: facts.action) { $0.firstIndex(of: UInt8(ascii: ":")) }
    facts.service = facts.action
    if let serviceLength { facts.service.count = UInt32(serviceLength) }
    facts.isUnderResourceControl = catalog.isUnderResourceControl(
      service: arena.withBytes(of: facts.service) { $0.string })
    facts.serviceHash = arena.hash(of: facts.service)
    facts.actionPrefix = arena.withBytes(of: facts.action) { BytePrefix($0) }
    facts.actionNamePrefix = arena.withBytes(of: facts.action) {
      BytePrefix($0.part(min($0.count, Int(facts.service.count) + 1), $0.count))
    }
    facts.resource = arena.append(resource.arn)
    facts.resourceFields = arena.withBytes(of: facts.resource) { ARNFields($0) }
    facts.resourceColonCount = arena.withBytes(of: facts.resource) { arn in
      var count: UInt32 = 0
      for byte in arn where byte == UInt8(ascii: ":") { count += 1 }
      return count
    }
    if let fields = facts.resourceFields {
      arena.withBytes(of: facts.resource) { arn in
        facts.resourceHeadHash = NameHash.of(arn.part(0, fields.resourceStart))
        facts.resourceNamePrefix = BytePrefix(fields.field(5, of: arn))
      }
    }
    facts.principalKind = principal.kind
    facts.principalARN = arena.append(principal.arn)
    facts.issuerARN = arena.append(principal.issuerARN ?? "")
    facts.accountID = arena.append(principal.accountID ?? "")
    facts.partition = arena.append(principal.partition ?? "")
    facts.uniqueID = arena.append(principal.uniqueID ?? "")
    facts.isObjectOfAnotherAccount = ObjectOwnership.decidesAlone(over: resource, action: action)
    let owner = facts.isObjectOfAnotherAccount ? resource.objectOwnerAccountID : resource.ownerAccount(for: principal)
    facts.ownerAccountID = arena.append(owner ?? "")
    facts.isBarredByPublicAccessBlock = PublicAccessBlock.bars(principal, from: resource, action: action)
    facts.canonicalUserID = arena.append(principal.canonicalUserID ?? "")
    facts.isBarredBySessionToken = SessionToken.bars(principal, from: action)
    facts.isServiceLinkedRole = principal.isServiceLinkedRole
    facts.isAWSManagedKey = resource.isAWSManagedKey
    facts.resourceIsServiceLinkedRole = resource.arn.holds(":role/aws-service-role/")

    var slots: [NameTable.Slot] = []
    var entries: [ContextEntry] = []
    var values: [ByteSlice] = []
    slots.reserveCapacity(context.entries.count)
    entries.reserveCapacity(context.entries.count)
    for entry in context.entries {
      let first = values.count
      for value in entry.values { values.append(arena.append(value)) }
      let name = arena.appendLowercased(entry.name)
      slots.append(NameTable.Slot(hash: arena.hash(of: name), name: name, first: UInt32(entries.count), count: 1))
      entries.append(
        ContextEntry(
          values: ListRange(first, values.count),
          isMultivalued: entry.isMultivalued || entry.values.count > 1 || catalog.isMultivalued(entry.name)))
    }
    let bytes = FrozenArray(arena.bytes)
    let table = FrozenArray(NameTable.layOut(slots))
    let entryList = FrozenArray(entries)
    let valueList = FrozenArray(values)
    storage = FrozenArray([
      RequestTables(
        bytes: bytes.elements, keys: NameTable(slots: table.elements), entries: entryList.elements,
        values: valueList.elements, facts: facts)
    ])
    self.bytes = bytes
    self.slots = table
    self.entries = entryList
    self.values = valueList
  }

  /// What a decision reads; valid while this object lives.
  var tables: RequestReference { storage.base }
}

/// Everything a decision reads of a request: bare pointers into arrays that the owner keeps alive.
struct RequestTables: BitwiseCopyable, @unchecked Sendable {
  var bytes: Bytes
  var keys: NameTable
  var entries: UnsafeBufferPointer<PreparedRequest.ContextEntry>
  var values: UnsafeBufferPointer<ByteSlice>
  var facts: PreparedRequest.Facts

  /// The entry of a condition key, given in lower case.
  func entry(_ hash: UInt64, _ key: Bytes) -> PreparedRequest.ContextEntry? {
    keys.find(hash, key, in: bytes).map { entries[Int($0.pointee.first)] }
  }

  /// One value of the context.
  func value(_ index: Int) -> Bytes { bytes[values[index]] }

  var action: Bytes { bytes[facts.action] }
  /// The action after its service.
  var actionName: Bytes { action.part(min(action.count, Int(facts.service.count) + 1), action.count) }
  var service: Bytes { bytes[facts.service] }
  var resource: Bytes { bytes[facts.resource] }
}

/// Tables in place, so that handing them on copies one pointer.
typealias RequestReference = UnsafePointer<RequestTables>
