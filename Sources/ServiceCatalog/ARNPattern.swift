import Wildcards

/// An ARN, a policy's pattern of ARNs or a resource type's format of them: six fields, each an encoded pattern.
struct ARNPattern: Sendable {
  /// The number of a field.
  enum Field {
    static let service = 2
    static let region = 3
    static let account = 4
    static let resource = 5
    static let count = 6
  }

  /// `arn`, partition, service, Region, account and resource, one behind the other.
  private let bytes: [UInt8]
  /// Where each field ends.
  private let ends: Ends
  /// Whether it is `*`, which matches what is no ARN as well.
  let isEverything: Bool

  private static let colon = UInt8(ascii: ":")

  /// The ends of the fields in one value, for which nothing has to be allocated; the last two places are not used.
  private typealias Ends = SIMD8<Int32>

  /// Takes a text apart as its bytes come.
  private struct Builder {
    private(set) var bytes: [UInt8] = []
    private(set) var ends = Ends()
    /// The field that is being read.
    private var number = 0
    /// Where it begins.
    private var start = 0

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    var isInResource: Bool { number == Field.count - 1 }

    mutating func append(_ byte: UInt8) {
      if byte == ARNPattern.colon, !isInResource {
        endField()
      } else if byte != WildcardEncoding.anyRun || bytes.count == start || bytes[bytes.count - 1] != byte {
        bytes.append(byte)
      }
    }

    /// Appends all of a field.
    mutating func append(field: UnsafeBufferPointer<UInt8>) {
      bytes.append(contentsOf: field)
      endField()
    }

    private mutating func endField() {
      start = bytes.count
      ends[number] = Int32(truncatingIfNeeded: start)
      number += 1
    }

    /// Ends the last field; those that are missing are filled in.
    mutating func finish(missing: UInt8? = nil) {
      endField()
      while number < Field.count {
        if let missing { bytes.append(missing) }
        endField()
      }
    }
  }

  private init(_ builder: Builder, isEverything: Bool = false) {
    bytes = builder.bytes
    ends = builder.ends
    self.isEverything = isEverything
  }

  /// One resource's ARN, in which nothing is a wildcard; `nil` unless it has six fields.
  init?(arn: String) {
    var builder = Builder(capacity: arn.utf8.count)
    for byte in arn.utf8 { builder.append(byte) }
    guard builder.isInResource else { return nil }
    builder.finish()
    self.init(builder)
  }

  /// A value of a policy's `Resource`.
  ///
  /// Fewer than six fields are completed with `*`, as AWS completes them in identity policies. Policy variables stand for
  /// any text, `${*}`, `${?}` and `${$}` for the characters; before the fifth colon there are none.
  init(pattern: String) {
    let bytes = Array(pattern.utf8)
    var builder = Builder(capacity: bytes.count + Field.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "$"), builder.isInResource, let variable = PolicyVariable(in: bytes, at: index) {
        builder.append(variable.character ?? WildcardEncoding.anyRun)
        index = variable.end
        continue
      }
      switch bytes[index] {
      case UInt8(ascii: "*"): builder.append(WildcardEncoding.anyRun)
      case UInt8(ascii: "?"): builder.append(WildcardEncoding.anyOne)
      case let byte: builder.append(byte)
      }
      index += 1
    }
    builder.finish(missing: WildcardEncoding.anyRun)
    self.init(builder, isEverything: bytes.allSatisfy { $0 == UInt8(ascii: "*") } && !bytes.isEmpty)
  }

  /// A format of the catalogue, in which `${…}` and `*` stand for text.
  ///
  /// - Parameter allowsEmptyFields: whether the variables of the first five fields can be empty.
  init(format: UnsafeBufferPointer<UInt8>, allowsEmptyFields: Bool) {
    var builder = Builder(capacity: format.count)
    var index = 0
    while index < format.count {
      let byte = format[index]
      index += 1
      if byte == UInt8(ascii: "$"), let end = format[index...].firstIndex(of: UInt8(ascii: "}")) {
        if !builder.isInResource, !allowsEmptyFields { builder.append(WildcardEncoding.anyOne) }
        builder.append(WildcardEncoding.anyRun)
        index = end + 1
      } else {
        builder.append(byte == UInt8(ascii: "*") ? WildcardEncoding.anyRun : byte)
      }
    }
    builder.finish()
    self.init(builder)
  }

  /// The bytes of all fields.
  var length: Int { bytes.count }

  /// The bytes of a field.
  subscript(number: Int) -> ArraySlice<UInt8> { bytes[range(of: number)] }

  /// Calls a function with the bytes of a field.
  func withField<Result>(_ number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { body(field(number, of: $0)) }
  }

  private func field(_ number: Int, of bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[range(of: number)])
  }

  private func range(of number: Int) -> Range<Int> { (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number]) }

  /// Colons between the fields and in the resource.
  var colonCount: Int { Field.count - 1 + self[Field.resource].count { $0 == Self.colon } }

  /// Whether some ARN matches both, field by field.
  func intersects(_ other: ARNPattern) -> Bool { compare(other, PatternComparison.intersects) }

  /// Whether it matches every ARN that another does, field by field.
  func contains(_ other: ARNPattern) -> Bool { compare(other, PatternComparison.contains) }

  /// The same, with each field replaced by that of another that is contained in it.
  func narrowed(to other: ARNPattern) -> ARNPattern {
    var builder = Builder(capacity: bytes.count + other.bytes.count)
    withBytes(and: other) { mine, theirs in
      for number in 0..<Field.count {
        let (own, narrow) = (field(number, of: mine), other.field(number, of: theirs))
        builder.append(field: PatternComparison.contains(own, narrow) ? narrow : own)
      }
    }
    return ARNPattern(builder, isEverything: isEverything)
  }

  private func compare(
    _ other: ARNPattern, _ body: (PatternComparison.Bytes, PatternComparison.Bytes) -> Bool
  ) -> Bool {
    withBytes(and: other) { mine, theirs in
      // The later fields tell ARNs apart, so they fail first.
      (0..<Field.count).reversed().allSatisfy { body(field($0, of: mine), other.field($0, of: theirs)) }
    }
  }

  private func withBytes<Result>(
    and other: ARNPattern, _ body: (PatternComparison.Bytes, PatternComparison.Bytes) -> Result
  ) -> Result {
    bytes.withUnsafeBufferPointer { mine in other.bytes.withUnsafeBufferPointer { body(mine, $0) } }
  }
}
