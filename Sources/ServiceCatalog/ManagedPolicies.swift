internal import CServiceCatalog

/// AWS's managed policies, as the program carries them.
///
/// Read in place from their text form, which is sorted by name: a policy is found by bisection, nothing is read before one is
/// asked for. Immutable, cheap to copy and safe to share.
public struct ManagedPolicies: @unchecked Sendable, RandomAccessCollection {
  // INVARIANT: part of the program, or kept alive by `owner`; never written.
  private let bytes: UnsafeBufferPointer<UInt8>
  private let owner: AnyObject?
  /// The date of the data, `YYYY-MM-DD`.
  public let dataDate: String
  /// Where the first policy stands.
  private let start: Int

  /// Those that are part of the program.
  ///
  /// - Throws: ``CatalogError`` only when the program was built with a file of another form.
  public static func embedded() throws(CatalogError) -> ManagedPolicies {
    let bytes = UnsafeRawBufferPointer(start: managed_policies_bytes(), count: managed_policies_length())
    return try ManagedPolicies(bytes.assumingMemoryBound(to: UInt8.self), owner: nil)
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>, owner: AnyObject?) throws(CatalogError) {
    guard let end = bytes.firstIndex(of: Self.newline), bytes.last == Self.newline else { throw .notACatalogue }
    let header = Self.columns(bytes[..<end])
    guard header.count == 4, header[0] == "iamsim", header[1] == "managed-policies" else { throw .notACatalogue }
    guard header[2] == "1" else { throw .unknownVersion(Int(header[2]) ?? 0) }
    self.bytes = bytes
    self.owner = owner
    dataDate = header[3]
    start = end + 1
  }

  // MARK: Finding one

  /// The policy of a name, which compares exactly as AWS writes it; `nil` when there is none.
  ///
  /// O(log policies).
  public func policy(named name: String) -> ManagedPolicy? {
    let wanted = Array(name.utf8)
    var low = start
    var high = bytes.count
    while low < high {
      let line = line(around: low + (high - low) / 2)
      if nameBytes(of: line).lexicographicallyPrecedes(wanted) {
        low = line.upperBound + 1
      } else {
        high = line.lowerBound
      }
    }
    guard low < bytes.count else { return nil }
    let found = line(around: low)
    return nameBytes(of: found).elementsEqual(wanted) ? policy(in: found) : nil
  }

  /// The policy of an ARN of any partition, `arn:aws:iam::aws:policy/…`; `nil` when there is none of that name and path.
  ///
  /// O(log policies).
  public func policy(arn: String) -> ManagedPolicy? {
    guard Self.isManagedPolicyARN(arn) else { return nil }
    let fields = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    let resource = fields[5].dropFirst("policy".count)
    guard let slash = resource.lastIndex(of: "/") else { return nil }
    let found = policy(named: String(resource[resource.index(after: slash)...]))
    return found?.path == String(resource[...slash]) ? found : nil
  }

  /// Whether a text is the ARN of a policy that AWS manages, known or not.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
  public static func isManagedPolicyARN(_ text: String) -> Bool {
    let fields = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    return fields.count == 6 && fields[0] == "arn" && fields[2] == "iam" && fields[3].isEmpty && fields[4] == "aws"
      && fields[5].hasPrefix("policy/")
  }

  /// All names, sorted by their bytes.
  public var names: [String] { map(\.name) }

  // MARK: All of them

  /// Where a policy's line begins.
  public struct Index: Sendable, Comparable {
    let offset: Int

    /// Whether one policy stands before another.
    public static func < (a: Index, b: Index) -> Bool { a.offset < b.offset }
  }

  /// The first policy.
  public var startIndex: Index { Index(offset: start) }
  /// Behind the last policy.
  public var endIndex: Index { Index(offset: bytes.count) }
  /// The policy behind another.
  public func index(after index: Index) -> Index { Index(offset: line(around: index.offset).upperBound + 1) }
  /// The policy before another.
  public func index(before index: Index) -> Index { Index(offset: line(around: index.offset - 1).lowerBound) }
  /// A policy.
  public subscript(position: Index) -> ManagedPolicy { policy(in: line(around: position.offset)) }

  // MARK: Lines

  private static let newline = UInt8(ascii: "\n")
  private static let tab = UInt8(ascii: "\t")

  /// The line that a byte belongs to, without its line break.
  private func line(around offset: Int) -> Range<Int> {
    var first = offset
    while first > start, bytes[first - 1] != Self.newline { first -= 1 }
    var end = offset
    while bytes[end] != Self.newline { end += 1 }
    return first..<end
  }

  private func nameBytes(of line: Range<Int>) -> Slice<UnsafeBufferPointer<UInt8>> {
    let text = bytes[line]
    return text[..<(text.firstIndex(of: Self.tab) ?? line.upperBound)]
  }

  private func policy(in line: Range<Int>) -> ManagedPolicy {
    let columns = Self.columns(bytes[line])
    func column(_ number: Int) -> String { number < columns.count ? columns[number] : "" }
    return ManagedPolicy(
      name: column(0), path: column(1), version: column(2), date: column(3), document: column(4))
  }

  private static func columns(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> [String] {
    line.split(separator: tab, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
  }
}
