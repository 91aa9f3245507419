/// A range of one of the tables.
struct ListRange: BitwiseCopyable, Sendable {
  var first: UInt32
  var count: UInt32

  static let empty = ListRange(first: 0, count: 0)

  init(first: UInt32, count: UInt32) {
    self.first = first
    self.count = count
  }

  init(_ lower: Int, _ upper: Int) {
    first = UInt32(lower)
    count = UInt32(upper - lower)
  }

  var indices: Range<Int> { Int(first)..<Int(first) + Int(count) }
  var isEmpty: Bool { count == 0 }
}

/// One compiled statement: where its parts stand in the tables.
struct CompiledStatement: BitwiseCopyable, Sendable {
  var document: UInt32
  var index: UInt32
  var isDeny: Bool
  var actionIsNegated: Bool
  var actions: ListRange
  var hasPrincipal: Bool
  var principalIsNegated: Bool
  var principals: ListRange
  /// Whether the statement has a resource element.
  var hasResource: Bool
  /// What a statement without resource element does: a trust policy's covers its role, any other's has no effect.
  var appliesWithoutResource: Bool
  var resourceIsNegated: Bool
  var resources: ListRange
  /// Cheapest first.
  var clauses: ListRange
  /// Whether a positive condition on `aws:PrincipalArn` narrows the callers.
  var namesPrincipalByCondition: Bool
}

/// One compiled value of `Principal` or `NotPrincipal`.
struct CompiledPrincipal: BitwiseCopyable, Sendable {
  enum Form: UInt8, BitwiseCopyable, Sendable {
    /// `"*"`.
    case everyone
    /// `{"AWS": "*"}`.
    case everyAWSPrincipal
    /// An account id, or the `root` ARN of an account.
    case account
    /// Any other ARN.
    case arn
    /// `AROA…` or `AIDA…`: what remains in a policy of a deleted user or role.
    case uniqueID
    case service
    case federated
    case canonicalUser
  }

  var form: Form
  /// The account id of an account, else the text as written.
  var text: ByteSlice
  /// The partition of an account named by ARN; empty when named by id.
  var partition: ByteSlice
}

/// One compiled condition clause.
struct CompiledClause: BitwiseCopyable, Sendable {
  enum Quantifier: UInt8, BitwiseCopyable, Sendable {
    case none, forAllValues, forAnyValue
  }

  var keyHash: UInt64
  /// The key in lower case.
  var key: ByteSlice
  var comparison: Comparison
  var isNegated: Bool
  var quantifier: Quantifier
  var ifExists: Bool
  var values: ListRange
  /// Index of the clause as written.
  var writtenIndex: UInt32
}

/// One compiled value of a condition clause.
struct CompiledValue: BitwiseCopyable, Sendable {
  enum Form: UInt8, BitwiseCopyable, Sendable {
    /// Text or encoded pattern: `slice` in the arena.
    case text
    /// A text with policy variables: `slice` is a range of the template parts.
    case template
    /// A number or an instant: `slice.offset` in the numbers.
    case number
    /// An address range: `slice.offset` in the addresses.
    case address
    /// True or false: `slice.offset` is 1 or 0.
    case boolean
    /// Unreadable for its operator: matches nothing.
    case unreadable
  }

  var form: Form
  var slice: ByteSlice
}

/// A piece of a text with policy variables.
struct TemplatePart: BitwiseCopyable, Sendable {
  /// Literal text or encoded pattern; for a variable its default value.
  var text: ByteSlice
  var isVariable: Bool
  var hasDefault: Bool
  var keyHash: UInt64
  /// The variable's key in lower case.
  var key: ByteSlice
}

/// One compiled value of `Action` or `NotAction`.
struct ActionPattern: BitwiseCopyable, Sendable {
  /// Encoded, in lower case.
  var pattern: ByteSlice
  /// How it begins.
  var prefix: BytePrefix
}

/// A statement that an action may fall under.
struct CandidateStatement: BitwiseCopyable, Sendable {
  /// What remains to be matched.
  enum Check: UInt8, BitwiseCopyable, Sendable {
    /// Nothing: the statement names the very action.
    case nothing
    /// The name after the service's prefix: its beginning, against `prefix`.
    case namePrefix
    /// The name after the service's prefix, against `pattern`.
    case name
    /// The whole action element.
    case wholeElement
  }

  var statement: UInt32
  var check: Check
  var pattern = ByteSlice.empty
  /// How the pattern begins.
  var prefix = BytePrefix()
}

/// Everything a decision reads of compiled policies: bare pointers into arrays that the owner keeps alive.
struct PolicyTables: BitwiseCopyable, @unchecked Sendable {
  var bytes: Bytes
  /// Read in place, like the patterns and clauses, so that only what is asked of one is loaded.
  var statements: StatementReference
  var statementCount: Int
  var actionPatterns: UnsafeBufferPointer<ActionPattern>
  var resourcePatterns: UnsafePointer<ResourcePattern>
  var principals: UnsafeBufferPointer<CompiledPrincipal>
  var clauses: UnsafePointer<CompiledClause>
  var values: UnsafeBufferPointer<CompiledValue>
  var templateParts: UnsafeBufferPointer<TemplatePart>
  var numbers: UnsafeBufferPointer<DecimalNumber>
  var addresses: UnsafeBufferPointer<AddressRange>
  var candidates: UnsafeBufferPointer<CandidateStatement>
  /// Statements that name an action without wildcards.
  var exactActions: NameTable
  /// Statements with wildcards in an action's name, by service.
  var serviceActions: NameTable
  /// Statements that any action may fall under, the denying ones first.
  var anyAction: ListRange
  var anyActionDenyCount: Int
}

/// Tables in place, so that handing them on copies one pointer.
typealias PolicyReference = UnsafePointer<PolicyTables>

/// A statement in place.
typealias StatementReference = UnsafePointer<CompiledStatement>
